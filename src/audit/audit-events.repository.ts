import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { instantSql, listPage, type ListShape, Transactions, type Tx } from '../platform/database';
import type { Page } from '../platform/http';
import type { AuditEventQuery, AuditEventView, AuditFilter, ChainView } from './audit.dto';
import { EVENT_TEXT, type EventText } from './chain';
import { type Anchor, ANCHOR } from './keep-anchor';

/** An event with its place in the chain, every column as text. */
export interface PlacedEvent extends EventText {
  readonly position: string | null;
  readonly sealedAt: string | null;
  readonly hash: string | null;
}

const EVENTS: ListShape = {
  // `moment` and `person` are what the filters compare, by their indexes.
  select: `SELECT e.at AS moment, e.person_id AS person, l.position::text AS position,
      ${instantSql('l.sealed_at')} AS "sealedAt", encode(l.hash, 'hex') AS hash, ${EVENT_TEXT}
    FROM audit_event e LEFT JOIN audit_link l ON l.event_id = e.id`,
  sorts: { id: { sql: 'listed.id::bigint', type: 'bigint' } },
  defaultSort: '-id',
  key: { sql: 'listed.id::bigint', type: 'bigint' },
};

const conditions = (filter: AuditFilter) => [
  { sql: 'listed.moment >= ?::timestamptz', value: filter.from },
  { sql: 'listed.moment < ?::timestamptz', value: filter.to },
  { sql: 'strpos(lower(listed.actor), lower(?)) > 0', value: filter.actor },
  { sql: 'listed.person = ?', value: filter.personId },
  { sql: 'starts_with(listed.action, ?)', value: filter.action },
  { sql: 'listed.subject = ?', value: filter.subject },
  { sql: 'listed.via = ?', value: filter.via },
  { sql: 'strpos(lower(listed.details), lower(?)) > 0', value: filter.text },
];

/** Rows of one read while a file is written. */
const BATCH = 500;

@Injectable()
export class AuditEventsRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
  ) {}

  async list(query: AuditEventQuery): Promise<Page<AuditEventView>> {
    const { items, nextCursor } = await listPage<PlacedEvent>(
      this.dataSource.manager,
      EVENTS,
      query,
      conditions(query),
    );
    return { items: items.map(present), nextCursor };
  }

  /** All that a filter finds, oldest first, a batch at a time, from the one view of the database that `tx` has. */
  async *all(tx: Tx, filter: AuditFilter): AsyncGenerator<PlacedEvent[]> {
    const found = conditions(filter);
    for (let cursor: string | null | undefined; cursor !== null;) {
      const query = { limit: BATCH, sort: 'id', ...(cursor === undefined ? {} : { cursor }) };
      const page: Page<PlacedEvent> = await listPage<PlacedEvent>(tx, EVENTS, query, found);
      if (page.items.length > 0) yield page.items;
      cursor = page.nextCursor;
    }
  }

  chain(): Promise<ChainView> {
    return this.transactions.read(async (tx) => {
      const [end] = await tx.query<Omit<ChainView, 'lastAnchor'>[]>(
        `SELECT h.position::float8 AS position, ${instantSql('l.sealed_at')} AS "sealedAt",
           (SELECT count(*)::int FROM audit_unsealed) AS unsealed
         FROM audit_head h LEFT JOIN audit_link l ON l.position = h.position`,
      );
      const [anchor] = await tx.query<Anchor[]>(
        `SELECT ${ANCHOR} FROM audit_anchor a ORDER BY a.day DESC, a.position DESC LIMIT 1`,
      );
      return { position: 0, sealedAt: null, unsealed: 0, ...end, lastAnchor: anchor ?? null };
    });
  }
}

const number = (text: string | null): number | null => (text === null ? null : Number(text));

function present(event: PlacedEvent): AuditEventView {
  const { id, at, actor, via, address, action, subject, sealedAt, hash } = event;
  return {
    id,
    at,
    actor,
    personId: number(event.personId),
    accountId: number(event.accountId),
    via,
    address,
    action,
    subject,
    details: JSON.parse(event.details) as Record<string, unknown>,
    position: number(event.position),
    sealedAt,
    hash,
  };
}
