import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CivilDate, Instant } from '../domain/calendar';
import { instantSql, listPage, type ListShape, type Tx } from '../platform/database';
import { notFound, type Page } from '../platform/http';
import type { JobRunQuery, JobRunView } from './progress.dto';

export type Cause = 'schedule' | 'make_up' | 'by_hand';

export interface Counts {
  readonly computed: number;
  readonly changed: number;
  readonly failed: number;
}

/** How often a logical run that failed as a whole is taken up again by itself. */
const ATTEMPTS = 5;

const RUNS: ListShape = {
  select: `SELECT id, job, as_of::text AS "asOf", cause, state, attempt, ${instantSql('known_at')} AS "knownAt",
      ${instantSql('started_at')} AS "startedAt", ${instantSql('finished_at')} AS "finishedAt",
      (extract(epoch FROM finished_at - started_at) * 1000)::int AS "durationMs", computed, changed, failed, error
    FROM job_run`,
  sorts: {
    id: { sql: 'listed.id', type: 'integer' },
    asOf: { sql: 'listed."asOf"', type: 'text' },
    startedAt: { sql: 'listed."startedAt"', type: 'text' },
  },
  defaultSort: '-id',
  key: { sql: 'listed.id', type: 'integer' },
};

@Injectable()
export class JobRunsRepository {
  constructor(private readonly dataSource: DataSource) {}

  list(query: JobRunQuery): Promise<Page<JobRunView>> {
    return listPage(this.dataSource.manager, RUNS, query, [
      { sql: 'listed.state = ?', value: query.state },
      { sql: 'listed.cause = ?', value: query.cause },
      { sql: 'listed."asOf" = ?', value: query.asOf },
    ]);
  }

  async one(id: number, tx: Tx = this.dataSource.manager): Promise<JobRunView> {
    const [found] = await tx.query<JobRunView[]>(`SELECT * FROM (${RUNS.select}) listed WHERE id = $1`, [id]);
    if (found === undefined) throw notFound('job_run.not_found', { id });
    return found;
  }

  /** Writes down that a run is to be made; null when the logical run of that date is written down already. */
  async begin(asOf: CivilDate, cause: Cause, tx: Tx = this.dataSource.manager): Promise<number | null> {
    const [row] = await tx.query<{ id: number }[]>(
      `INSERT INTO job_run (job, as_of, cause, state) VALUES ('progress', $1, $2, 'running')
       ON CONFLICT (job, as_of) WHERE cause <> 'by_hand' DO NOTHING RETURNING id`,
      [asOf, cause],
    );
    return row?.id ?? null;
  }

  /**
   * Takes a run for the length of `tx`: false when another process has it or has finished it. The row lock is
   * the lease; it ends with the process that holds it.
   */
  async take(tx: Tx, id: number): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `SELECT 1 FROM job_run WHERE id = $1 AND state = 'running' FOR NO KEY UPDATE SKIP LOCKED`,
      [id],
    );
    return rows.length > 0;
  }

  async finish(tx: Tx, id: number, knownAt: Instant, counts: Counts): Promise<void> {
    await tx.query(
      `UPDATE job_run SET state = $2, known_at = $3, finished_at = clock_timestamp(), computed = $4, changed = $5, failed = $6,
         error = NULL WHERE id = $1`,
      [
        id,
        counts.failed > 0 ? 'partial' : 'succeeded',
        knownAt,
        counts.computed,
        counts.changed,
        counts.failed,
      ],
    );
  }

  async fail(id: number, error: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE job_run SET state = 'failed', finished_at = clock_timestamp(), error = $2 WHERE id = $1 AND state = 'running'`,
      [id, error.slice(0, 2000)],
    );
  }

  /** Logical runs left by a process that died, or that failed as a whole, made ready to be taken again. */
  async unfinished(): Promise<{ id: number; asOf: CivilDate }[]> {
    await this.dataSource.query(
      `UPDATE job_run SET state = 'running', finished_at = NULL, attempt = attempt + 1
       WHERE cause <> 'by_hand' AND state = 'failed' AND attempt < ${ATTEMPTS}`,
    );
    return this.dataSource.query(
      `SELECT id, as_of::text AS "asOf" FROM job_run WHERE state = 'running' ORDER BY as_of, id`,
    );
  }

  /** When each job last came to its end with nothing failed. */
  async lastSuccesses(): Promise<{ job: string; at: Date }[]> {
    return this.dataSource.query(
      `SELECT job, max(finished_at) AS at FROM job_run WHERE state = 'succeeded' GROUP BY job`,
    );
  }

  /** The date of the latest logical run, and what the wall clock of Asia/Shanghai shows. */
  async lastLogical(): Promise<{ last: CivilDate | null; today: CivilDate; minuteOfDay: number }> {
    const [row] = await this.dataSource.query<
      [{ last: CivilDate | null; today: CivilDate; minuteOfDay: number }]
    >(
      `SELECT (SELECT max(as_of)::text FROM job_run WHERE cause <> 'by_hand') AS last, local::date::text AS today,
         (extract(hour FROM local) * 60 + extract(minute FROM local))::int AS "minuteOfDay"
       FROM (SELECT now() AT TIME ZONE 'Asia/Shanghai' AS local) clock`,
    );
    return row;
  }
}
