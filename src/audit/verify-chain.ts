import { Injectable } from '@nestjs/common';
import { instantSql, streamRows, Transactions, type Tx } from '../platform/database';
import { EVENT_TEXT, type EventText } from './chain';
import { atEvent, ChainCheck, type Finding, type KnownPlace, type LinkText } from './check-chain';

export interface Verified {
  /** Links that were found right, from the first on. */
  readonly sealed: number;
  /** Events that wait to be sealed: no fault, the chain is always a little behind. */
  readonly unsealed: number;
  readonly finding: Finding | null;
}

/* The event of a link may be gone; that is for the check to say. */
const LINKS = `
  SELECT l.position::float8 AS position, ${instantSql('l.sealed_at')} AS "sealedAt", encode(l.hash, 'hex') AS hash,
    l.event_id::text AS "eventId", ${EVENT_TEXT}
  FROM audit_link l LEFT JOIN audit_event e ON e.id = l.event_id ORDER BY l.position`;

/** Reads the whole trail on one unchanging view of the database and names the first record that does not fit. */
@Injectable()
export class VerifyChain {
  constructor(private readonly transactions: Transactions) {}

  /** `kept`: anchors from outside the database; those inside it are looked at anyway. */
  execute(kept: readonly KnownPlace[]): Promise<Verified> {
    return this.transactions.read(async (tx) => {
      const inside = await tx.query<KnownPlace[]>(
        `SELECT position::float8 AS position, encode(hash, 'hex') AS hash FROM audit_anchor`,
      );
      const check = new ChainCheck([...inside, ...kept]);
      const finding = (await walk(tx, check)) ?? (await atTheEnd(tx, check)) ?? (await outside(tx));
      const [{ unsealed }] = await tx.query<[{ unsealed: number }]>(
        `SELECT count(*)::int AS unsealed FROM audit_unsealed`,
      );
      return { sealed: check.position, unsealed, finding };
    });
  }
}

async function walk(tx: Tx, check: ChainCheck): Promise<Finding | null> {
  for await (const links of streamRows<LinkText>(tx, LINKS, [])) {
    for (const link of links) {
      const finding = check.take(link);
      if (finding !== null) return finding;
    }
  }
  return null;
}

async function atTheEnd(tx: Tx, check: ChainCheck): Promise<Finding | null> {
  const [head] = await tx.query<KnownPlace[]>(
    `SELECT position::float8 AS position, encode(hash, 'hex') AS hash FROM audit_head`,
  );
  return check.end(head ?? { position: 0, hash: '' });
}

/** What is no part of the chain and does not wait to become one: slipped in, or cut out of it. */
async function outside(tx: Tx): Promise<Finding | null> {
  const [event] = await tx.query<EventText[]>(
    `SELECT ${EVENT_TEXT} FROM audit_event e
     WHERE NOT EXISTS (SELECT FROM audit_link l WHERE l.event_id = e.id)
       AND NOT EXISTS (SELECT FROM audit_unsealed u WHERE u.event_id = e.id)
     ORDER BY e.id LIMIT 1`,
  );
  if (event !== undefined) return atEvent('unlinked', null, event);
  const [gone] = await tx.query<{ id: string }[]>(
    `SELECT u.event_id::text AS id FROM audit_unsealed u
     WHERE NOT EXISTS (SELECT FROM audit_event e WHERE e.id = u.event_id) ORDER BY 1 LIMIT 1`,
  );
  if (gone === undefined) return null;
  return { what: 'waiting_gone', position: null, eventId: gone.id, at: null, actor: null, action: null };
}
