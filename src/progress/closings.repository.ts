import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { instantSql, type Tx } from '../platform/database';
import type { ClosingView } from './closings.dto';
import type { Clocks } from './feed';
import type { ClosedView } from './progress.dto';

/** SQL that makes a `ClosedView` of a row `k` of goal_closing; null where there is none. */
export const CLOSED_JSON = `CASE WHEN k.id IS NOT NULL THEN json_build_object('verdict', k.verdict,
  'at', ${instantSql('k.closed_at')}, 'by', k.closed_by, 'reason', k.reason, 'document', k.document) END`;

const CLOSINGS = `
  SELECT c.code, k.verdict, k.as_of::text AS "asOf", ${instantSql('k.known_at')} AS "knownAt", k.reason, k.document,
    k.closed_by AS "closedBy", ${instantSql('k.closed_at')} AS "closedAt", k.reopened_by AS "reopenedBy",
    ${instantSql('k.reopened_at')} AS "reopenedAt", k.reopened_reason AS "reopenedReason"
  FROM goal_closing k JOIN commitment c ON c.id = k.commitment_id WHERE c.code = $1 ORDER BY k.id DESC`;

/** What is closed with its verdict. */
export interface Verdict {
  readonly commitmentId: number;
  readonly verdict: string;
}

export interface Act {
  readonly by: string;
  readonly person: number;
  readonly reason: string;
}

export interface ClosingAct extends Act {
  readonly document: string | null;
  readonly clocks: Clocks;
}

@Injectable()
export class ClosingsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Until `tx` ends nobody else closes or reopens this commitment. */
  async lock(tx: Tx, commitmentId: number): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('duixian.closing'), $1::int)`, [commitmentId]);
  }

  /** Every closing of this commitment, newest first. */
  of(code: string, tx: Tx = this.dataSource.manager): Promise<ClosingView[]> {
    return tx.query(CLOSINGS, [code]);
  }

  /** How it was closed on that day, as recorded by that moment; null where it was not. */
  async at(tx: Tx, code: string, { asOf, knownAt }: Clocks): Promise<ClosedView | null> {
    const [found] = await tx.query<{ closed: ClosedView }[]>(
      `SELECT ${CLOSED_JSON} AS closed FROM closing_at($2::date, $3::timestamptz) k
       JOIN commitment c ON c.id = k.commitment_id WHERE c.code = $1`,
      [code, asOf, knownAt],
    );
    return found?.closed ?? null;
  }

  /** The members of an each-area goal, and the code of the one that this is a member of. */
  async family(tx: Tx, id: number): Promise<{ members: number[]; parent: string | null }> {
    const [found] = await tx.query<[{ members: number[]; parent: string | null }]>(
      `SELECT ARRAY(SELECT m.id FROM goal m WHERE m.parent_id = $1) AS members,
         (SELECT c.code FROM goal g JOIN commitment c ON c.id = g.parent_id WHERE g.id = $1) AS parent`,
      [id],
    );
    return found;
  }

  async close(tx: Tx, verdicts: readonly Verdict[], act: ClosingAct): Promise<void> {
    const { clocks, reason, document, by, person } = act;
    await tx.query(
      `INSERT INTO goal_closing (commitment_id, verdict, as_of, known_at, reason, document, closed_by, closed_person)
       SELECT n."commitmentId", n.verdict, $2, $3, $4, $5, $6, $7
       FROM jsonb_to_recordset($1::jsonb) AS n("commitmentId" int, verdict text)`,
      [JSON.stringify(verdicts), clocks.asOf, clocks.knownAt, reason, document, by, person],
    );
  }

  async reopen(tx: Tx, ids: readonly number[], { by, person, reason }: Act): Promise<void> {
    await tx.query(
      `UPDATE goal_closing SET reopened_by = $2, reopened_person = $3, reopened_at = clock_timestamp(), reopened_reason = $4
       WHERE commitment_id = ANY($1) AND reopened_at IS NULL`,
      [ids, by, person, reason],
    );
  }
}
