import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { evidenceJson } from '../evidence';
import type { Reach } from '../domain/access';
import type { Finding } from '../domain/progress';
import {
  findListed,
  instantSql,
  listPage,
  type ListShape,
  reachCondition,
  shown,
  type Tx,
} from '../platform/database';
import { notFound, type Page } from '../platform/http';
import type { ActualQuery, ActualView } from './actuals.dto';

/** An actual as it is shown. */
export const ACTUAL: ListShape = {
  select: `SELECT a.series_id AS _series, a.series_id || '.' || a.period_end || '.' || a.revision AS id, i.code AS "indicatorCode",
      r.code AS "areaCode", s.definition, a.period_start::text AS "periodStart", a.period_end::text AS "periodEnd",
      a.revision, a.kind, a.value::text, a.numerator::text, a.denominator::text, a.qualifier,
      CASE WHEN a.state = 'accepted' AND EXISTS (SELECT 1 FROM actual b
          WHERE b.series_id = a.series_id AND b.period_end = a.period_end AND b.kind = 'correction'
            AND b.state = 'accepted' AND (b.decided_at, b.revision) > (a.decided_at, a.revision))
        THEN 'superseded' ELSE a.state END AS state,
      coalesce(a.held_for, '[]') AS "heldFor", a.reason, a.note, a.note_en AS "noteEn", a.evidence_url AS "evidenceUrl",
      ${evidenceJson('a')} AS evidence,
      k.code AS "speakerCode", ${instantSql('a.recorded_at')} AS "recordedAt", a.recorded_by AS "recordedBy",
      ${instantSql('a.decided_at')} AS "decidedAt", a.decided_by AS "decidedBy", a.decision_reason AS "decisionReason"
    FROM actual a JOIN series s ON s.id = a.series_id JOIN indicator i ON i.id = s.indicator_id
    JOIN area r ON r.id = s.area_id LEFT JOIN speaker k ON k.id = a.speaker_id`,
  sorts: {
    recordedAt: { sql: 'listed."recordedAt"', type: 'text' },
    periodEnd: { sql: 'listed."periodEnd"', type: 'text' },
    indicatorCode: { sql: 'listed."indicatorCode"', type: 'text' },
  },
  defaultSort: '-recordedAt',
  key: { sql: 'listed.id', type: 'text' },
};

/** Which revision of which period of which series. */
export interface ActualKey {
  readonly seriesId: number;
  readonly periodEnd: string;
  readonly revision: number;
}

export interface NewActual {
  readonly seriesId: number;
  readonly periodStart: string | null;
  readonly periodEnd: string;
  readonly kind: 'entry' | 'correction';
  readonly value: string;
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly qualifier: string;
  readonly state: 'submitted' | 'accepted';
  readonly heldFor: readonly Finding[] | null;
  readonly reason: string | null;
  readonly note: string | null;
  readonly noteEn: string | null;
  readonly evidenceUrl: string | null;
  /** Ids of files; kept beside the figure. */
  readonly evidence: readonly string[];
  readonly speakerId: number | null;
  readonly by: string;
  /** Null where no person but the catalog states it. */
  readonly person: number | null;
}

@Injectable()
export class ActualsRepository {
  constructor(private readonly dataSource: DataSource) {}

  list(query: ActualQuery, reach: Reach): Promise<Page<ActualView>> {
    return listPage(this.dataSource.manager, ACTUAL, query, [
      reachCondition('series', 'listed._series', reach),
      { sql: 'listed."indicatorCode" = ?', value: query.indicator },
      { sql: 'listed."areaCode" = ?', value: query.area },
      { sql: 'listed.definition = ?', value: query.definition },
      { sql: 'listed.state = ?', value: query.state },
      { sql: 'listed."periodEnd" >= ?', value: query.from },
      { sql: 'listed."periodEnd" <= ?', value: query.to },
    ]);
  }

  /** Throws 404, also for what is out of reach. */
  async one(key: ActualKey, reach: Reach, tx: Tx = this.dataSource.manager): Promise<ActualView> {
    const found = await findListed<ActualView>(tx, ACTUAL, [
      { sql: 'listed.id = ?', value: `${key.seriesId}.${key.periodEnd}.${key.revision}` },
      { sql: 'listed._series = ?', value: key.seriesId },
      { sql: 'listed."periodEnd" = ?', value: key.periodEnd },
      reachCondition('series', 'listed._series', reach),
    ]);
    if (found === null) throw notFound('actual.not_found');
    return found;
  }

  /** These revisions as they are shown, in the order asked; for who is known to reach them. */
  async many(keys: readonly ActualKey[], tx: Tx): Promise<ActualView[]> {
    const rows = await tx.query<ActualView[]>(
      `${ACTUAL.select} JOIN jsonb_array_elements($1::jsonb) WITH ORDINALITY AS n(key, position)
         ON a.series_id = (n.key->>'seriesId')::int AND a.period_end = (n.key->>'periodEnd')::date
           AND a.revision = (n.key->>'revision')::int
       ORDER BY n.position`,
      [JSON.stringify(keys)],
    );
    return rows.map((row) => shown(row));
  }

  /** Every revision for the period of `key`, newest first. */
  async history(key: ActualKey, tx: Tx = this.dataSource.manager): Promise<ActualView[]> {
    const rows = await tx.query<ActualView[]>(
      `${ACTUAL.select} WHERE a.series_id = $1 AND a.period_end = $2 ORDER BY a.revision DESC`,
      [key.seriesId, key.periodEnd],
    );
    return rows.map((row) => shown(row));
  }

  /** The earliest observation of the goal's own record, as it stands. */
  async firstStanding(
    tx: Tx,
    goal: string,
  ): Promise<{ value: string; at: string; qualifier: string } | null> {
    const [found] = await tx.query<{ value: string; at: string; qualifier: string }[]>(
      `SELECT a.value::text, a.period_end::text AS at, a.qualifier
       FROM commitment c JOIN goal g ON g.id = c.id JOIN series s USING (indicator_id, area_id, definition)
       JOIN actual a ON a.series_id = s.id
       WHERE c.code = $1 AND a.state = 'accepted' ORDER BY a.period_end, a.decided_at DESC, a.revision DESC LIMIT 1`,
      [goal],
    );
    return found ?? null;
  }

  /** Appends the next revision of its period for each; returns their keys in the order given. */
  async append(tx: Tx, added: readonly NewActual[]): Promise<ActualKey[]> {
    return tx.query(
      `INSERT INTO actual (series_id, period_end, revision, period_start, kind, value, numerator, denominator, qualifier,
         state, held_for, reason, note, note_en, evidence_url, speaker_id, recorded_by, recorded_person, decided_at, decided_by)
       SELECT n."seriesId", n."periodEnd", 1 + coalesce((SELECT max(a.revision) FROM actual a
           WHERE a.series_id = n."seriesId" AND a.period_end = n."periodEnd"), 0),
         n."periodStart", n.kind, n.value, n.numerator, n.denominator, n.qualifier, n.state, n."heldFor", n.reason, n.note,
         n."noteEn", n."evidenceUrl", n."speakerId", n.by, n.person, CASE WHEN n.state = 'accepted' THEN clock_timestamp() END,
         CASE WHEN n.state = 'accepted' THEN n.by END
       FROM jsonb_to_recordset($1::jsonb) AS n("seriesId" int, "periodStart" date, "periodEnd" date, kind text,
         value numeric, numerator numeric, denominator numeric, qualifier text, state text, "heldFor" jsonb, reason text,
         note text, "noteEn" text, "evidenceUrl" text, "speakerId" int, by text, person int)
       RETURNING series_id AS "seriesId", period_end::text AS "periodEnd", revision`,
      [JSON.stringify(added)],
    );
  }
}
