import { Injectable } from '@nestjs/common';
import { instantSql, streamRows, Transactions, type Tx } from '../platform/database';
import { EVENT_TEXT, type EventText } from './chain';
import { atEvent, atPlace, ChainCheck, type Finding, type KnownPlace, type LinkText } from './check-chain';

export interface Verified {
  /** Links that were found right, from the first on. */
  readonly sealed: number;
  /** Events that wait to be sealed: no fault, the chain is always a little behind. */
  readonly unsealed: number;
  readonly finding: Finding | null;
  /** How many ids were given out after the last event there is. Writes that were taken back leave some, a cut tail all its. */
  readonly idsPast: number;
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
  async execute(kept: readonly KnownPlace[]): Promise<Verified> {
    // Before and after: what is being written now is there by then.
    const given = await this.transactions.read(idsGiven);
    const verified = await this.verify(kept);
    const last = await this.transactions.read(lastId);
    return { ...verified, idsPast: Math.max(0, given - last) };
  }

  private verify(kept: readonly KnownPlace[]): Promise<Omit<Verified, 'idsPast'>> {
    return this.transactions.read(async (tx) => {
      const inside = await tx.query<KnownPlace[]>(
        `SELECT position::float8 AS position, encode(hash, 'hex') AS hash FROM audit_anchor`,
      );
      const check = new ChainCheck([...inside, ...kept]);
      const finding =
        (await walk(tx, check)) ??
        (await atTheEnd(tx, check)) ??
        (await outside(tx)) ??
        (check.position === 0 ? await emptied(tx) : null);
      const [{ unsealed }] = await tx.query<[{ unsealed: number }]>(
        `SELECT count(*)::int AS unsealed FROM audit_unsealed`,
      );
      return { sealed: check.position, unsealed, finding };
    });
  }
}

async function idsGiven(tx: Tx): Promise<number> {
  const [{ given }] = await tx.query<[{ given: number }]>(
    `SELECT CASE WHEN is_called THEN last_value ELSE 0 END::float8 AS given FROM audit_event_id_seq`,
  );
  return given;
}

async function lastId(tx: Tx): Promise<number> {
  const [{ last }] = await tx.query<[{ last: number }]>(
    `SELECT coalesce(max(id), 0)::float8 AS last FROM audit_event`,
  );
  return last;
}

/** No account was ever opened without an event: where there are some and there is none, all were removed. */
async function emptied(tx: Tx): Promise<Finding | null> {
  const [{ is }] = await tx.query<[{ is: boolean }]>(
    `SELECT EXISTS (SELECT FROM account) AND NOT EXISTS (SELECT FROM audit_event) AS is`,
  );
  return is ? atPlace('emptied', 1) : null;
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
