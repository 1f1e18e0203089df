import { Logger } from '@nestjs/common';
import {
  type CivilDate,
  type DayKind,
  type Instant,
  statutoryCalendar,
  type WorkingCalendar,
} from '../domain/calendar';
import type { Tx } from '../platform/database';

const log = new Logger('WorkingCalendar');
const warned = new Set<number>();

/* Of each year the latest recording known then, with its days; a year without days still is a known year. */
const KNOWN = `
  SELECT y.year, d.date::text, d.kind
  FROM (SELECT DISTINCT ON (year) year, version FROM calendar_year
    WHERE $1::timestamptz IS NULL OR recorded_at <= $1::timestamptz ORDER BY year, version DESC) y
  LEFT JOIN calendar_day d USING (year, version)`;

/** Working days as they were known at `knownAt`, null for all that is known: one query for a whole computation. */
export async function workingCalendarAt(tx: Tx, knownAt: Instant | null): Promise<WorkingCalendar> {
  const rows = await tx.query<{ year: number; date: CivilDate | null; kind: DayKind }[]>(KNOWN, [knownAt]);
  const days = new Map(rows.flatMap(({ date, kind }) => (date === null ? [] : [[date, kind] as const])));
  return statutoryCalendar(days, new Set(rows.map(({ year }) => year)), warnOnce);
}

/** Once for each year and process: a night asks for the same few days again and again. */
function warnOnce(year: number): void {
  if (warned.has(year)) return;
  warned.add(year);
  log.warn(`the holidays of ${year} are not known: due days are counted from Monday to Friday`);
}
