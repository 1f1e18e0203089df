import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { instantSql, Transactions, type Tx } from '../platform/database';
import { EVENT_TEXT, type EventText, linkHash } from './chain';
import { keepAnchorOfToday } from './keep-anchor';

/** Events of one transaction: few enough to hold the turn shortly, many enough for a backlog to melt. */
const BATCH = 1_000;

interface Head {
  readonly position: string;
  readonly hash: string;
  readonly now: string;
}

/* $1 how many: takes the events that have waited longest, each once. */
const TAKE = `
  WITH waiting AS (SELECT e.id FROM audit_unsealed u JOIN audit_event e ON e.id = u.event_id ORDER BY e.id LIMIT $1),
    taken AS (DELETE FROM audit_unsealed u USING waiting w WHERE u.event_id = w.id RETURNING u.event_id)
  SELECT ${EVENT_TEXT} FROM audit_event e JOIN taken t ON t.event_id = e.id ORDER BY e.id`;

/**
 * Puts committed events into the chain, one sealer at a time across all replicas: the row of the head is the
 * turn, and it ends with the transaction of the process that holds it.
 */
@Injectable()
export class SealEvents implements BeforeApplicationShutdown {
  private readonly log = new Logger(SealEvents.name);
  private working: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(private readonly transactions: Transactions) {}

  @Cron('*/10 * * * * *', { name: 'audit.seal', waitForCompletion: true })
  async everyFewSeconds(): Promise<void> {
    this.working = this.guarded();
    await this.working;
  }

  /** Lets the batch in hand come to its end; what waits is found by the next start. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.working;
  }

  /** Seals all that is committed, then keeps the first anchor of a day. Answers how many were sealed. */
  async execute(): Promise<number> {
    let sealed = 0;
    for (let last = BATCH; last === BATCH && !this.stopping; sealed += last)
      last = await this.transactions.write((tx) => this.batch(tx));
    await this.transactions.write(keepAnchorOfToday);
    return sealed;
  }

  private async guarded(): Promise<void> {
    try {
      await this.execute();
    } catch (error) {
      // Nothing is lost: the next tick finds what waits.
      this.log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }

  private async batch(tx: Tx): Promise<number> {
    const [head] = await tx.query<[Head]>(
      `SELECT position, encode(hash, 'hex') AS hash, ${instantSql('clock_timestamp()')} AS now
       FROM audit_head FOR UPDATE`,
    );
    const events = await tx.query<EventText[]>(TAKE, [BATCH]);
    if (events.length > 0) await append(tx, head, events);
    return events.length;
  }
}

async function append(tx: Tx, head: Head, events: readonly EventText[]): Promise<void> {
  const first = Number(head.position) + 1;
  const hashes: string[] = [];
  let hash = head.hash;
  for (const [index, event] of events.entries()) {
    hash = linkHash(hash, first + index, head.now, event);
    hashes.push(hash);
  }
  await tx.query(
    `INSERT INTO audit_link (position, event_id, sealed_at, hash)
     SELECT $1::bigint + n - 1, event_id, $2::timestamptz, decode(hash, 'hex')
     FROM unnest($3::bigint[], $4::text[]) WITH ORDINALITY AS l(event_id, hash, n)`,
    [first, head.now, events.map(({ id }) => id), hashes],
  );
  await tx.query(`UPDATE audit_head SET position = $1, hash = decode($2, 'hex')`, [
    first + events.length - 1,
    hash,
  ]);
}
