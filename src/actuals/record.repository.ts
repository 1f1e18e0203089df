import { Injectable } from '@nestjs/common';
import type { Reach } from '../domain/access';
import type { EntryMode, Measure } from '../domain/goal';
import { exact } from '../domain/number';
import type { ActualEntry } from '../domain/progress';
import { inReach, instantSql, reachParam, recordingFacts, type Tx } from '../platform/database';
import { notFound } from '../platform/http';
import { actualKey } from './actual-id';
import type { ActualKey } from './actuals.repository';
import type { Period } from './period';

/** A line of record with what an entry must know of it. */
export interface OpenSeries {
  readonly id: number;
  readonly measure: Measure;
  readonly entryMode: EntryMode;
  readonly plausibleMin: string | null;
  readonly plausibleMax: string | null;
  readonly today: string;
  /** What was accepted, oldest period first. */
  readonly accepted: readonly ActualEntry[];
  /** What waits for a decision. */
  readonly waiting: readonly WaitingFigure[];
}

/** A figure that waits for a decision, and the period it holds meanwhile. */
export interface WaitingFigure extends Period {
  readonly value: string;
  readonly qualifier: string;
}

/** A figure as it was put on record, whatever became of it. */
export interface FigureOfRecord extends WaitingFigure {
  readonly seriesId: number;
  readonly revision: number;
  /** As stored: `superseded` is not. */
  readonly state: string;
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly reason: string | null;
  readonly note: string | null;
  readonly noteEn: string | null;
  readonly evidenceUrl: string | null;
}

interface EntryRow extends Omit<ActualEntry, 'value' | 'parts'> {
  readonly seriesId: number;
  readonly state: string;
  readonly value: string;
  readonly numerator: string | null;
  readonly denominator: string | null;
}

/** What a decision must know of a figure. */
export interface DecisionFacts {
  readonly id: string;
  readonly key: ActualKey;
  /** As stored: `superseded` is not. */
  readonly state: string;
  /** The newest revision of the same period. */
  readonly latest: number;
  /** Who entered it; null where the catalog stated it. */
  readonly enteredBy: number | null;
  readonly value: string;
}

export interface Decision {
  readonly state: 'accepted' | 'returned';
  readonly reason: string | null;
}

/** The record as it is written: opened, judged against, decided on. */
@Injectable()
export class RecordRepository {
  /** Those of these lines of record that are in reach. */
  async within(tx: Tx, seriesIds: readonly number[], reach: Reach): Promise<Set<number>> {
    const rows = await tx.query<{ id: number }[]>(
      `SELECT id FROM series WHERE id = ANY($1) AND ${inReach('series', 'id', '$2')}`,
      [seriesIds, reachParam(reach)],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /**
   * Takes these lines of record for this transaction: what is done to one is done one after the other. All are
   * taken at once and in one order, so that no two transactions wait for each other.
   */
  async take(tx: Tx, seriesIds: readonly number[]): Promise<void> {
    // First of all, as a catalog load does, so that the two never wait in a ring.
    await recordingFacts(tx);
    await tx.query(
      `SELECT pg_advisory_xact_lock(hashtext('duixian.series'), id)
       FROM (SELECT DISTINCT unnest($1::int[]) AS id ORDER BY 1) taken`,
      [seriesIds],
    );
  }

  /** Takes these lines of record and reads what an entry must know of them. Throws 404 where one is none. */
  async open(tx: Tx, seriesIds: readonly number[]): Promise<Map<number, OpenSeries>> {
    await this.take(tx, seriesIds);
    return this.look(tx, seriesIds);
  }

  /** The same without taking them: what is read may change before anything is written. */
  async look(tx: Tx, seriesIds: readonly number[]): Promise<Map<number, OpenSeries>> {
    const figures = await this.figures(tx, seriesIds);
    const rows = await tx.query<Omit<OpenSeries, 'accepted' | 'waiting'>[]>(
      `SELECT s.id, i.measure, i.entry_mode AS "entryMode", i.plausible_min::text AS "plausibleMin",
         i.plausible_max::text AS "plausibleMax", (now() AT TIME ZONE 'Asia/Shanghai')::date::text AS today
       FROM series s JOIN indicator i ON i.id = s.indicator_id WHERE s.id = ANY($1)`,
      [seriesIds],
    );
    const open = new Map(
      rows.map((series) => [
        series.id,
        { ...series, ...(figures.get(series.id) ?? { accepted: [], waiting: [] }) },
      ]),
    );
    if (seriesIds.some((id) => !open.has(id))) throw notFound('actual.not_found');
    return open;
  }

  /** By their ids, without what is none. Whether they are in reach is for the caller to ask. */
  async named(tx: Tx, ids: readonly string[]): Promise<Map<string, FigureOfRecord>> {
    const keys = ids.flatMap((id) => {
      const key = actualKey(id);
      return key === null ? [] : [{ id, ...key }];
    });
    const rows = await tx.query<(FigureOfRecord & { id: string })[]>(
      `SELECT k.id, a.series_id AS "seriesId", a.period_start::text AS start, a.period_end::text AS end, a.revision,
         a.state, a.value::text, a.qualifier, a.numerator::text, a.denominator::text, a.reason, a.note,
         a.note_en AS "noteEn", a.evidence_url AS "evidenceUrl"
       FROM jsonb_to_recordset($1::jsonb) AS k(id text, "seriesId" int, "periodEnd" date, revision int)
       JOIN actual a ON a.series_id = k."seriesId" AND a.period_end = k."periodEnd" AND a.revision = k.revision`,
      [JSON.stringify(keys)],
    );
    return new Map(rows.map(({ id, ...figure }) => [id, figure]));
  }

  /** What the decision on each of these is about, without what does not exist or is out of reach. */
  async forDecision(tx: Tx, keys: readonly ActualKey[], reach: Reach): Promise<DecisionFacts[]> {
    return tx.query(
      `SELECT a.series_id || '.' || a.period_end || '.' || a.revision AS id,
         json_build_object('seriesId', a.series_id, 'periodEnd', a.period_end, 'revision', a.revision) AS key,
         a.state, a.value::text, a.recorded_person AS "enteredBy",
         (SELECT max(b.revision) FROM actual b WHERE b.series_id = a.series_id AND b.period_end = a.period_end) AS latest
       FROM jsonb_to_recordset($1::jsonb) AS k("seriesId" int, "periodEnd" date, revision int)
       JOIN actual a ON a.series_id = k."seriesId" AND a.period_end = k."periodEnd" AND a.revision = k.revision
       WHERE ${inReach('series', 'a.series_id', '$2')}`,
      [JSON.stringify(keys), reachParam(reach)],
    );
  }

  /** Decides submitted revisions; how many of them there were. */
  async decide(
    tx: Tx,
    keys: readonly ActualKey[],
    { state, reason, by, person }: Decision & { readonly by: string; readonly person: number },
  ): Promise<number> {
    const [, count] = await tx.query<[unknown[], number]>(
      `UPDATE actual a SET state = $2, decided_at = clock_timestamp(), decided_by = $3, decided_person = $4, decision_reason = $5
       FROM jsonb_to_recordset($1::jsonb) AS k("seriesId" int, "periodEnd" date, revision int)
       WHERE a.series_id = k."seriesId" AND a.period_end = k."periodEnd" AND a.revision = k.revision
         AND a.state = 'submitted'`,
      [JSON.stringify(keys), state, by, person, reason],
    );
    return count;
  }

  /** What is accepted or waits, oldest period first, by line of record. */
  private async figures(tx: Tx, seriesIds: readonly number[]): Promise<Map<number, Figures>> {
    const rows = await tx.query<EntryRow[]>(
      `SELECT series_id AS "seriesId", state, period_start::text AS "periodStart", period_end::text AS "periodEnd", revision,
         kind, value::text, numerator::text, denominator::text, qualifier, ${instantSql('decided_at')} AS "acceptedAt"
       FROM actual WHERE series_id = ANY($1) AND state <> 'returned' ORDER BY series_id, period_end, revision`,
      [seriesIds],
    );
    const found = new Map<number, Figures>();
    for (const row of rows) {
      const { accepted, waiting } = found.get(row.seriesId) ?? { accepted: [], waiting: [] };
      found.set(row.seriesId, { accepted, waiting });
      if (row.state === 'accepted') accepted.push(entryOf(row));
      else waiting.push(waitingOf(row));
    }
    return found;
  }
}

interface Figures {
  readonly accepted: ActualEntry[];
  readonly waiting: WaitingFigure[];
}

const waitingOf = ({ periodStart: start, periodEnd: end, value, qualifier }: EntryRow): WaitingFigure => ({
  start,
  end,
  value,
  qualifier,
});

function entryOf(row: EntryRow): ActualEntry {
  const { periodStart, periodEnd, revision, kind, value, numerator, denominator, qualifier, acceptedAt } =
    row;
  return {
    periodStart,
    periodEnd,
    revision,
    kind,
    qualifier,
    acceptedAt,
    value: exact(value),
    parts:
      numerator === null || denominator === null
        ? null
        : { numerator: exact(numerator), denominator: exact(denominator) },
  };
}
