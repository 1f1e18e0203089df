import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CivilDate } from '../domain/calendar';
import type { Tx } from '../platform/database';
import type { Batch } from './judge-commitments';

/** Dates that one scan tries again; what is left over is still due at the next. */
const DATES_AT_ONCE = 30;

/* 1, 2, 4 … minutes after the first, second, third … failure, and at least once a day; `f.attempts` counts those before. */
const PAUSE = `least(interval '1 day', interval '1 minute' * 2 ^ least(f.attempts, 11))`;

/** What could not be computed, each commitment for each date by itself. */
@Injectable()
export class FailuresRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Keeps what failed for `asOf` to be tried again, and forgets what has succeeded for that date since. */
  async store(tx: Tx, asOf: CivilDate, runId: number | null, batch: Batch): Promise<void> {
    await tx.query(`DELETE FROM progress_failure WHERE commitment_id = ANY($1) AND as_of = $2`, [
      batch.judged.map((one) => one.commitmentId),
      asOf,
    ]);
    if (batch.failed.length === 0) return;
    await tx.query(
      `INSERT INTO progress_failure AS f (commitment_id, as_of, run_id, error, failed_at, retry_at)
       SELECT "commitmentId", $2, $3, error, at, at + interval '1 minute'
       FROM jsonb_to_recordset($1::jsonb) AS n("commitmentId" int, error text), (SELECT clock_timestamp() AS at) clock
       ON CONFLICT (commitment_id, as_of) DO UPDATE SET run_id = excluded.run_id, error = excluded.error,
         failed_at = excluded.failed_at, attempts = f.attempts + 1, retry_at = excluded.failed_at + ${PAUSE}`,
      [JSON.stringify(batch.failed), asOf, runId],
    );
  }

  /** Dates with something whose pause is over, the longest waiting first. */
  async datesDue(): Promise<CivilDate[]> {
    const rows = await this.dataSource.query<{ asOf: CivilDate }[]>(
      `SELECT as_of::text AS "asOf" FROM progress_failure WHERE retry_at <= clock_timestamp()
       GROUP BY as_of ORDER BY min(retry_at), as_of LIMIT ${DATES_AT_ONCE}`,
    );
    return rows.map(({ asOf }) => asOf);
  }

  /** What is due for `asOf`, for the length of `tx` this process's alone to try; none while another process tries. */
  async take(tx: Tx, asOf: CivilDate): Promise<number[]> {
    // Not the rows' own locks: a run that stores the same date takes those in another order.
    const [{ mine }] = await tx.query<[{ mine: boolean }]>(
      `SELECT pg_try_advisory_xact_lock(hashtext('duixian.retrying')) AS mine`,
    );
    if (!mine) return [];
    const rows = await tx.query<{ id: number }[]>(
      `SELECT commitment_id AS id FROM progress_failure WHERE as_of = $1 AND retry_at <= clock_timestamp()`,
      [asOf],
    );
    return rows.map(({ id }) => id);
  }

  /** Puts off what is due for `asOf`, where the attempt came to nothing as a whole. */
  async putOff(asOf: CivilDate, error: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE progress_failure f SET error = $2, failed_at = at, attempts = attempts + 1, retry_at = at + ${PAUSE}
       FROM (SELECT clock_timestamp() AS at) clock WHERE as_of = $1 AND retry_at <= at`,
      [asOf, error],
    );
  }
}
