import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ActualEntry } from '../domain/progress';
import { exact } from '../domain/number';
import { type EntryMode, type Measure } from '../domain/goal';
import type { Reach } from '../domain/access';
import {
  findListed,
  inReach,
  instantSql,
  listPage,
  type ListShape,
  reachCondition,
  reachParam,
  recordingFacts,
  type Tx,
} from '../platform/database';
import { notFound, type Page } from '../platform/http';
import type { ActualQuery, ActualView } from './actuals.dto';

const VIEW: ListShape = {
  select: `SELECT a.series_id AS _series, a.series_id || '.' || a.period_end || '.' || a.revision AS id, i.code AS "indicatorCode",
      r.code AS "areaCode", s.definition, a.period_start::text AS "periodStart", a.period_end::text AS "periodEnd",
      a.revision, a.kind, a.value::text, a.numerator::text, a.denominator::text, a.qualifier,
      CASE WHEN a.state = 'accepted' AND EXISTS (SELECT 1 FROM actual b
          WHERE b.series_id = a.series_id AND b.period_end = a.period_end AND b.kind = 'correction'
            AND b.state = 'accepted' AND (b.decided_at, b.revision) > (a.decided_at, a.revision))
        THEN 'superseded' ELSE a.state END AS state,
      coalesce(a.held_for, '[]') AS "heldFor", a.reason, a.note, a.note_en AS "noteEn", a.evidence_url AS "evidenceUrl",
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

/** A line of record with what an entry must know of it; locked until the entry is committed. */
export interface OpenSeries {
  readonly id: number;
  readonly measure: Measure;
  readonly entryMode: EntryMode;
  readonly plausibleMin: string | null;
  readonly plausibleMax: string | null;
  readonly today: string;
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
  readonly heldFor: readonly object[] | null;
  readonly reason: string | null;
  readonly note: string | null;
  readonly noteEn: string | null;
  readonly evidenceUrl: string | null;
  readonly speakerId: number | null;
  readonly by: string;
  /** Null where no person but the catalog states it. */
  readonly person: number | null;
}

interface EntryRow {
  readonly periodStart: string | null;
  readonly periodEnd: string;
  readonly revision: number;
  readonly kind: 'entry' | 'correction';
  readonly value: string;
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly qualifier: ActualEntry['qualifier'];
  readonly acceptedAt: string;
}

@Injectable()
export class ActualsRepository {
  constructor(private readonly dataSource: DataSource) {}

  list(query: ActualQuery, reach: Reach): Promise<Page<ActualView>> {
    return listPage(this.dataSource.manager, VIEW, query, [
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
    const found = await findListed<ActualView>(tx, VIEW, [
      { sql: 'listed.id = ?', value: `${key.seriesId}.${key.periodEnd}.${key.revision}` },
      { sql: 'listed._series = ?', value: key.seriesId },
      { sql: 'listed."periodEnd" = ?', value: key.periodEnd },
      reachCondition('series', 'listed._series', reach),
    ]);
    if (found === null) throw notFound('actual.not_found');
    return found;
  }

  /** Every revision for the period of `key`, newest first. */
  async history(key: ActualKey, tx: Tx = this.dataSource.manager): Promise<ActualView[]> {
    const rows = await tx.query<(ActualView & { _series: number })[]>(
      `${VIEW.select} WHERE a.series_id = $1 AND a.period_end = $2 ORDER BY a.revision DESC`,
      [key.seriesId, key.periodEnd],
    );
    return rows.map(({ _series, ...view }) => view);
  }

  /**
   * Takes the line of record for this transaction: entries for one series are judged one after the other. First
   * of all it says that facts are being recorded, as a catalog load does, so that the two never wait in a ring.
   */
  async open(tx: Tx, seriesId: number): Promise<OpenSeries> {
    await recordingFacts(tx);
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('duixian.series'), $1)`, [seriesId]);
    const [series] = await tx.query<OpenSeries[]>(
      `SELECT s.id, i.measure, i.entry_mode AS "entryMode", i.plausible_min::text AS "plausibleMin",
         i.plausible_max::text AS "plausibleMax", (now() AT TIME ZONE 'Asia/Shanghai')::date::text AS today
       FROM series s JOIN indicator i ON i.id = s.indicator_id WHERE s.id = $1`,
      [seriesId],
    );
    if (series === undefined) throw notFound('actual.not_found');
    return series;
  }

  async accepted(tx: Tx, seriesId: number): Promise<ActualEntry[]> {
    const rows = await tx.query<EntryRow[]>(
      `SELECT period_start::text AS "periodStart", period_end::text AS "periodEnd", revision, kind, value::text,
         numerator::text, denominator::text, qualifier, ${instantSql('decided_at')} AS "acceptedAt"
       FROM actual WHERE series_id = $1 AND state = 'accepted' ORDER BY period_end, revision`,
      [seriesId],
    );
    return rows.map(({ value, numerator, denominator, ...row }) => ({
      ...(row as Pick<
        ActualEntry,
        'periodStart' | 'periodEnd' | 'revision' | 'kind' | 'qualifier' | 'acceptedAt'
      >),
      value: exact(value),
      parts:
        numerator === null || denominator === null
          ? null
          : { numerator: exact(numerator), denominator: exact(denominator) },
    }));
  }

  /** Who entered it; null where the catalog stated it. */
  async enteredBy(tx: Tx, key: ActualKey): Promise<number | null> {
    const [found] = await tx.query<{ person: number | null }[]>(
      `SELECT recorded_person AS person FROM actual WHERE series_id = $1 AND period_end = $2 AND revision = $3`,
      [key.seriesId, key.periodEnd, key.revision],
    );
    return found?.person ?? null;
  }

  /** Whether the line of record is in reach. */
  async mayReach(tx: Tx, seriesId: number, reach: Reach): Promise<boolean> {
    const [found] = await tx.query<[{ may: boolean }]>(`SELECT ${inReach('series', '$1', '$2')} AS may`, [
      seriesId,
      reachParam(reach),
    ]);
    return found.may;
  }

  /** Whether a figure for the period waits for a decision. */
  async waiting(tx: Tx, seriesId: number, periodEnd: string): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `SELECT 1 FROM actual WHERE series_id = $1 AND period_end = $2 AND state IN ('draft', 'submitted') LIMIT 1`,
      [seriesId, periodEnd],
    );
    return rows.length > 0;
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

  /** Decides a submitted revision; false when it was decided already. */
  async decide(
    tx: Tx,
    key: ActualKey,
    decision: { state: 'accepted' | 'returned'; reason: string | null; by: string; person: number | null },
  ): Promise<boolean> {
    const [, count] = await tx.query<[unknown[], number]>(
      `UPDATE actual SET state = $4, decided_at = clock_timestamp(), decided_by = $5, decided_person = $6, decision_reason = $7
       WHERE series_id = $1 AND period_end = $2 AND revision = $3 AND state = 'submitted'`,
      [
        key.seriesId,
        key.periodEnd,
        key.revision,
        decision.state,
        decision.by,
        decision.person,
        decision.reason,
      ],
    );
    return count === 1;
  }
}
