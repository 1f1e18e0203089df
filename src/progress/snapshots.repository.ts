import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Reach } from '../domain/access';
import {
  findListed,
  inReach,
  instantSql,
  listPage,
  type ListShape,
  reachCondition,
  reachParam,
  type Tx,
} from '../platform/database';
import { notFound, type Page } from '../platform/http';
import type { Clocks } from './feed';
import type { Batch } from './judge-commitments';
import { CLOSED_JSON } from './closings.repository';
import type { CurrentProgressView, HistoryQuery, ProgressQuery, ProgressView } from './progress.dto';

const COLUMNS =
  'commitment_id, as_of, known_at, run_id, method_version, status, light, data_status, quantities, inputs';
const CONTENT = ['method_version', 'status', 'light', 'data_status', 'quantities', 'inputs'];
const content = (table: string): string => CONTENT.map((column) => `${table}.${column}`).join(', ');

const INCOMING = `incoming AS (
    SELECT "commitmentId" AS commitment_id, $2::date AS as_of, $3::timestamptz AS known_at, $4::int AS run_id,
      "methodVersion" AS method_version, quantities->>'status' AS status, quantities->>'light' AS light,
      quantities->>'data_status' AS data_status, quantities, inputs
    FROM jsonb_to_recordset($1::jsonb) AS n("commitmentId" int, "methodVersion" text, quantities jsonb, inputs jsonb))`;

/* Only what reads differently is written, and never something older over something newer. */
const STORE_CURRENT = `
  WITH ${INCOMING}, changed AS (
    INSERT INTO progress_current AS p (${COLUMNS}) SELECT ${COLUMNS} FROM incoming
    ON CONFLICT (commitment_id) DO UPDATE SET as_of = excluded.as_of, known_at = excluded.known_at, run_id = excluded.run_id,
      ${CONTENT.map((column) => `${column} = excluded.${column}`).join(', ')}
    WHERE (${content('p')}) IS DISTINCT FROM (${content('excluded')})
      AND excluded.as_of >= p.as_of AND excluded.known_at >= p.known_at
    RETURNING ${COLUMNS}), kept AS (
    INSERT INTO progress_snapshot (${COLUMNS}) SELECT ${COLUMNS} FROM changed RETURNING 1)
  SELECT count(*)::int AS changed FROM kept`;

/* A past date adds to the history what that date did not read like before. */
const STORE_PAST = `
  WITH ${INCOMING}, kept AS (
    INSERT INTO progress_snapshot (${COLUMNS})
    SELECT ${COLUMNS.split(', ')
      .map((column) => `n.${column}`)
      .join(', ')}
    FROM incoming n LEFT JOIN LATERAL (
      SELECT * FROM progress_snapshot s WHERE s.commitment_id = n.commitment_id AND s.as_of <= n.as_of
      ORDER BY s.as_of DESC, s.known_at DESC LIMIT 1) before ON true
    WHERE (${content('n')}) IS DISTINCT FROM (${content('before')})
    RETURNING 1)
  SELECT count(*)::int AS changed FROM kept`;

const VIEW_COLUMNS = `c.id AS _id, c.code, r.kind, r.rule, p.as_of::text AS "asOf", ${instantSql('p.known_at')} AS "knownAt",
  p.method_version AS "methodVersion", p.status, p.light, p.data_status AS "dataStatus", p.run_id AS "runId",
  p.quantities, p.inputs`;
/* The kind and rule it was judged by; a sum of areas is judged like a goal, its rule is its scope. */
const OF_COMMITMENT = `JOIN commitment c ON c.id = p.commitment_id LEFT JOIN goal g ON g.id = c.id
  CROSS JOIN LATERAL (SELECT coalesce(p.inputs->>'rule', nullif(g.scope, 'area')) AS rule) ruled
  CROSS JOIN LATERAL (SELECT ruled.rule, CASE WHEN ruled.rule IS NULL THEN 'goal' ELSE 'composite' END AS kind) r`;
const CODE = { sql: 'listed.code', type: 'text' } as const;
const DAY = { sql: 'listed."asOf"', type: 'text' } as const;

const CURRENT: ListShape = {
  select: `SELECT ${VIEW_COLUMNS}, ${CLOSED_JSON} AS closed, k.id IS NOT NULL AND k.verdict <> p.status AS "verdictChanged"
    FROM progress_current p ${OF_COMMITMENT} LEFT JOIN goal_closing k ON k.commitment_id = c.id AND k.reopened_at IS NULL`,
  sorts: {
    code: CODE,
    asOf: DAY,
    paceIndex: { sql: `coalesce((listed.quantities->>'pace_index')::numeric, 'Infinity')`, type: 'numeric' },
  },
  defaultSort: 'code',
  key: CODE,
};

const HISTORY: ListShape = {
  select: `SELECT ${VIEW_COLUMNS} FROM progress_snapshot p ${OF_COMMITMENT}`,
  sorts: { asOf: DAY },
  defaultSort: '-asOf',
  key: { sql: 'listed."knownAt"', type: 'text' },
};

@Injectable()
export class SnapshotsRepository {
  constructor(private readonly dataSource: DataSource) {}

  list(query: ProgressQuery, reach: Reach): Promise<Page<CurrentProgressView>> {
    return listPage(this.dataSource.manager, CURRENT, query, [
      reachCondition('commitment', 'listed._id', reach),
      { sql: 'listed.kind = ?', value: query.kind },
      { sql: 'listed.rule = ?', value: query.rule },
      { sql: 'listed.light = ?', value: query.light },
      { sql: 'listed.status = ?', value: query.status },
      { sql: 'listed."dataStatus" = ?', value: query.dataStatus },
      { sql: '(listed.closed IS NOT NULL) = ?::boolean', value: query.closed },
    ]);
  }

  /** Throws 404 for a code that nothing in reach has: an empty page would say that it never had a status. */
  async history(code: string, query: HistoryQuery, reach: Reach): Promise<Page<ProgressView>> {
    const found = await this.dataSource.query<unknown[]>(
      `SELECT FROM commitment WHERE code = $1 AND ${inReach('commitment', 'id', '$2')}`,
      [code, reachParam(reach)],
    );
    if (found.length === 0) throw notFound('commitment.not_found', { code });
    return listPage(this.dataSource.manager, HISTORY, query, [
      { sql: 'listed.code = ?', value: code },
      { sql: 'listed."asOf" >= ?', value: query.from },
      { sql: 'listed."asOf" <= ?', value: query.to },
    ]);
  }

  current(code: string, tx: Tx = this.dataSource.manager): Promise<CurrentProgressView | null> {
    return findListed(tx, CURRENT, [{ sql: 'listed.code = ?', value: code }]);
  }

  /** Counts by light of what is current; every light, also those with none. */
  async lights(): Promise<Record<string, number>> {
    const rows = await this.dataSource.query<{ light: string; count: number }[]>(
      `SELECT light, count(*)::int AS count FROM progress_current GROUP BY light`,
    );
    return Object.fromEntries(rows.map(({ light, count }) => [light, count]));
  }

  /** How many commitments a run computes. */
  async countCommitments(): Promise<number> {
    const [{ count }] = await this.dataSource.query<[{ count: number }]>(
      `SELECT count(*)::int AS count FROM commitment`,
    );
    return count;
  }

  /** Stores a batch for `asOf`; returns how many read differently from before. */
  async store(tx: Tx, clocks: Clocks, runId: number | null, batch: Batch, isPast: boolean): Promise<number> {
    if (batch.judged.length === 0) return 0;
    const params = [JSON.stringify(batch.judged), clocks.asOf, clocks.knownAt, runId];
    const [{ changed }] = await tx.query<[{ changed: number }]>(isPast ? STORE_PAST : STORE_CURRENT, params);
    return changed;
  }

  /**
   * Makes sure that the month of `asOf` has its place in the history. Committed at once: its locks are not
   * held for the length of a run, and every other connection sees the month.
   */
  async openMonth(asOf: string): Promise<void> {
    await this.dataSource.query(`SELECT ensure_snapshot_month($1::date)`, [asOf]);
  }
}
