import { createHash } from 'node:crypto';
import { instantSql } from '../platform/database';

/** An event as it goes into the chain: every column as text, null where there is nothing. */
export interface EventText {
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly personId: string | null;
  readonly accountId: string | null;
  readonly via: string;
  readonly address: string | null;
  readonly action: string;
  readonly subject: string;
  /** As the database prints its `jsonb`: keys in its own order, one form for each value. */
  readonly details: string;
}

/** The columns of an `EventText`, of the row `e` of `audit_event`. */
export const EVENT_TEXT = `e.id::text AS id, ${instantSql('e.at')} AS at, e.actor, e.person_id::text AS "personId",
  e.account_id::text AS "accountId", e.via, e.address, e.action, e.subject, e.details::text AS details`;

/** The hash before the first link, in hex like every hash here. */
export const GENESIS = '0'.repeat(64);

/** A field: its length in bytes, a colon, its bytes, a comma; nothing is `-,`. No two records read the same. */
function field(value: string | null): string {
  return value === null ? '-,' : `${Buffer.byteLength(value)}:${value},`;
}

/** The bytes that are sealed for an event at a place of the chain; described in docs/AUDIT-CHAIN.md. */
export function record(position: number, sealedAt: string, event: EventText): string {
  const { id, at, actor, personId, accountId, via, address, action, subject, details } = event;
  const fields = [id, at, actor, personId, accountId, via, address, action, subject, details];
  return [String(position), sealedAt, ...fields].map(field).join('');
}

/** The hash of a link: SHA-256 of the hash before it (32 bytes) and the record. */
export function linkHash(before: string, position: number, sealedAt: string, event: EventText): string {
  return createHash('sha256')
    .update(Buffer.from(before, 'hex'))
    .update(record(position, sealedAt, event), 'utf8')
    .digest('hex');
}
