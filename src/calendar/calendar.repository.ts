import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type CivilDate, missingByLaw } from '../domain/calendar';
import { instantSql, type Tx } from '../platform/database';
import type { CalendarYearView } from './calendar.dto';
import type { RecordedDay } from './package-years';

/* The latest recording of each year, or of $1 alone. The beginning of time prints as null. */
const YEARS = `
  SELECT y.year, y.version, y.source, y.reason,
    CASE WHEN isfinite(y.recorded_at) THEN ${instantSql('y.recorded_at')} END AS "recordedAt",
    y.recorded_by AS "recordedBy",
    coalesce((SELECT json_agg(json_build_object('date', d.date, 'kind', d.kind, 'nameZh', d.name_zh, 'nameEn', d.name_en)
      ORDER BY d.date) FROM calendar_day d WHERE d.year = y.year AND d.version = y.version), '[]') AS days
  FROM (SELECT DISTINCT ON (year) * FROM calendar_year WHERE $1::int IS NULL OR year = $1
    ORDER BY year, version DESC) y
  ORDER BY y.year`;

interface YearRow extends Omit<CalendarYearView, 'complete' | 'holidays' | 'workdays'> {
  readonly days: readonly RecordedDay[];
}

export interface YearWithDays extends CalendarYearView {
  readonly days: readonly RecordedDay[];
}

export interface NewRecording {
  readonly year: number;
  readonly source: string;
  readonly reason: string;
  readonly by: string;
  readonly days: readonly RecordedDay[];
}

@Injectable()
export class CalendarRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Every year that is recorded, as it counts now. */
  async years(tx: Tx = this.dataSource.manager): Promise<YearWithDays[]> {
    return (await tx.query<YearRow[]>(YEARS, [null])).map(withCounts);
  }

  /** A year as it counts now; version 0 where nothing is recorded of it. */
  async year(year: number, tx: Tx = this.dataSource.manager): Promise<YearWithDays> {
    const [found] = await tx.query<YearRow[]>(YEARS, [year]);
    return withCounts(found ?? nothingOf(year));
  }

  /** Lets this transaction alone record years. */
  async lock(tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('duixian.calendar'))`);
  }

  /** Records the next version of these years. `always`: as if it had been known from the beginning. */
  async record(tx: Tx, recordings: readonly NewRecording[], always: boolean): Promise<void> {
    await tx.query(
      `WITH given AS (
         SELECT n.*, 1 + coalesce((SELECT max(y.version) FROM calendar_year y WHERE y.year = n.year), 0) AS version
         FROM jsonb_to_recordset($1::jsonb) AS n(year int, source text, reason text, by text, days jsonb)),
       recorded AS (
         INSERT INTO calendar_year (year, version, source, reason, recorded_by, recorded_at)
         SELECT year, version, source, reason, by, CASE WHEN $2 THEN '-infinity' ELSE clock_timestamp() END FROM given)
       INSERT INTO calendar_day (year, version, date, kind, name_zh, name_en)
       SELECT given.year, given.version, d.date, d.kind, d."nameZh", d."nameEn"
       FROM given, jsonb_to_recordset(given.days) AS d(date date, kind text, "nameZh" text, "nameEn" text)`,
      [JSON.stringify(recordings), always],
    );
  }
}

function withCounts(row: YearRow): YearWithDays {
  const of = (kind: RecordedDay['kind']): CivilDate[] =>
    row.days.filter((day) => day.kind === kind).map(({ date }) => date);
  const holidays = of('holiday');
  const complete = row.version > 0 && missingByLaw(row.year, new Set(holidays)).length === 0;
  return { ...row, complete, holidays: holidays.length, workdays: of('workday').length };
}

function nothingOf(year: number): YearRow {
  return { year, version: 0, source: null, reason: null, recordedAt: null, recordedBy: null, days: [] };
}
