import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import { DataSource } from 'typeorm';
import type { Tx } from './transactions';

/** What one module tells those above it, by topic. Names the thing that changed, never the new value. */
export interface OutboxTopics {
  /** The standing values of a series changed. */
  'series.changed': { readonly seriesId: number };
  /** The terms, members or existence of a commitment changed. */
  'commitment.changed': { readonly commitmentId: number };
  /** How an indicator is read, reported or printed changed. */
  'indicator.changed': { readonly indicatorId: number };
  /** An area has another one above it than before. */
  'area.changed': { readonly areaId: number };
  /** The holidays or make-up workdays of a year were recorded anew: any due day may have moved. */
  'calendar.changed': { readonly year: number };
}

export type Topic = keyof OutboxTopics;
export type Notice = { [T in Topic]: { readonly topic: T; readonly payload: OutboxTopics[T] } }[Topic];

/**
 * Notices are rows of the transaction that made the fact, so none is lost with the process. The signal only
 * says "look now"; whoever missed it looks on the next minute.
 */
@Injectable()
export class Outbox {
  private readonly signal = new Subject<void>();
  private readonly telling = new WeakSet<Tx>();
  readonly signals = this.signal.asObservable();

  constructor(private readonly dataSource: DataSource) {}

  async append(tx: Tx, notices: readonly Notice[]): Promise<void> {
    if (notices.length === 0) return;
    this.telling.add(tx);
    await tx.query(
      `INSERT INTO outbox (topic, payload) SELECT n->>'topic', n->'payload' FROM jsonb_array_elements($1::jsonb) n`,
      [JSON.stringify(notices)],
    );
  }

  /** Takes up to `limit` notices; gone when `tx` commits, back when it does not. Replicas never share one. */
  async take(tx: Tx, limit: number): Promise<Notice[]> {
    const sql = `DELETE FROM outbox WHERE id IN (
        SELECT id FROM outbox ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
      RETURNING topic, payload`;
    const [rows] = await tx.query<[Notice[], number]>(sql, [limit]);
    return rows;
  }

  /** How many notices nobody has acted on yet. */
  async size(): Promise<number> {
    const [{ size }] = await this.dataSource.query<[{ size: number }]>(
      `SELECT count(*)::int AS size FROM outbox`,
    );
    return size;
  }

  /** To be called when `tx` is committed; signals when it left notices. */
  committed(tx: Tx): void {
    if (this.telling.has(tx)) this.signal.next();
  }
}
