import {
  addDays,
  addMonths,
  type CivilDate,
  endOfMonth,
  endOfMonthIndex,
  monthIndex,
  monthOf,
} from './civil-date';
import type { WorkingCalendar } from './working-calendar';

/** How often an indicator is reported; the names are those of its reporting cycle. */
type Rhythm = 'month' | 'quarter' | 'year';

const MONTHS: Record<Rhythm, number> = { month: 1, quarter: 3, year: 12 };
/** No calendar has a year without work; one that does would be asked for ever. */
const MOST_DAYS = 800;

/** The last day of the reporting period in which `date` lies. */
export function periodEndOf(cycle: Rhythm, date: CivilDate): CivilDate {
  const months = MONTHS[cycle];
  const ahead = (months - (monthOf(date) % months)) % months;
  return endOfMonth(ahead === 0 ? date : addMonths(`${date.slice(0, 8)}01` as CivilDate, ahead));
}

/** The last day of the period after the one that ends on `end`. */
export function nextPeriodEnd(cycle: Rhythm, end: CivilDate): CivilDate {
  return endOfMonth(addMonths(end, MONTHS[cycle]));
}

/** The ends of the reporting periods in (from, to], oldest first. */
export function periodEnds(cycle: Rhythm, from: CivilDate, to: CivilDate): CivilDate[] {
  const ends: CivilDate[] = [];
  const months = MONTHS[cycle];
  const last = monthIndex(to);
  for (let index = monthIndex(periodEndOf(cycle, from)); index <= last; index += months) {
    const end = endOfMonthIndex(index);
    if (end > from && end <= to) ends.push(end);
  }
  return ends;
}

/** A period in the notation of the record: `2025-08`, `2025-Q3`, `2025`; another day than its last as that day. */
export function periodText(cycle: Rhythm, end: CivilDate): string {
  if (periodEndOf(cycle, end) !== end) return end;
  if (cycle === 'year') return end.slice(0, 4);
  return cycle === 'month' ? end.slice(0, 7) : `${end.slice(0, 5)}Q${monthOf(end) / 3}`;
}

/** The days from `start` to `end` in the same notation where they are a month, a quarter or a year, or one day. */
export function spanText(start: CivilDate, end: CivilDate): string {
  if (start === end) return end;
  const cycle = (['month', 'quarter', 'year'] as const).find((one) => firstDayOf(one, end) === start);
  return cycle !== undefined && periodEndOf(cycle, end) === end
    ? periodText(cycle, end)
    : `${start} – ${end}`;
}

/** The first day of as many months as a period has, of which `end` is in the last. */
const firstDayOf = (cycle: Rhythm, end: CivilDate): CivilDate =>
  addMonths(`${end.slice(0, 8)}01` as CivilDate, 1 - MONTHS[cycle]);

/** One reporting period: the days after `before` up to `end`. */
export interface ReportingPeriod {
  readonly before: CivilDate;
  readonly end: CivilDate;
}

/** The periods that end in (from, to], oldest first. */
export function reportingPeriods(cycle: Rhythm, from: CivilDate, to: CivilDate): ReportingPeriod[] {
  return periodEnds(cycle, from, to).map((end) => ({
    before: endOfMonth(addMonths(`${end.slice(0, 8)}01` as CivilDate, -MONTHS[cycle])),
    end,
  }));
}

/**
 * The day on which the figure of a period is due: the n-th working day after its end, n from 1. Throws a
 * RangeError for another n, and for a calendar in which that day never comes.
 */
export function dueDate(periodEnd: CivilDate, workingDay: number, calendar: WorkingCalendar): CivilDate {
  if (!Number.isInteger(workingDay) || workingDay < 1)
    throw new RangeError(`no such working day: ${workingDay}`);
  let date = periodEnd;
  let worked = 0;
  for (let days = 0; worked < workingDay; days += 1) {
    if (days === MOST_DAYS) throw new RangeError(`no working day ${workingDay} after ${periodEnd}`);
    date = addDays(date, 1);
    if (calendar.isWorkingDay(date)) worked += 1;
  }
  return date;
}
