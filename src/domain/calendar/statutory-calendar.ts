import { type CivilDate, dayNumber, yearOf } from './civil-date';
import type { WorkingCalendar } from './working-calendar';

export const DAY_KINDS = ['holiday', 'workday'] as const;
/** `holiday`: a day of Monday to Friday that is free. `workday`: a Saturday or Sunday worked to make up for one. */
export type DayKind = (typeof DAY_KINDS)[number];

/** Free by law in every year since 2000: New Year's Day, Labour Day and the three days of National Day. */
const FIXED_BY_LAW = ['01-01', '05-01', '10-01', '10-02', '10-03'] as const;

/** From this month on the notice for the next year is out, or should be. */
const NOTICE_MONTH = '11';

export const isWeekend = (date: CivilDate): boolean => {
  // 1970-01-01 was a Thursday.
  const sinceMonday = (((dayNumber(date) + 3) % 7) + 7) % 7;
  return sinceMonday >= 5;
};

/**
 * Monday to Friday but for these days. `unknownYear` is told of each question about a year that is not among
 * `years`: nothing is known of its holidays, and the answer is only Monday to Friday.
 */
export function statutoryCalendar(
  days: ReadonlyMap<CivilDate, DayKind>,
  years: ReadonlySet<number>,
  unknownYear: (year: number) => void,
): WorkingCalendar {
  return {
    isWorkingDay: (date) => {
      const year = yearOf(date);
      if (!years.has(year)) unknownYear(year);
      const kind = days.get(date);
      return kind === undefined ? !isWeekend(date) : kind === 'workday';
    },
  };
}

/** Days that are free by law in every year but worked by this calendar of `year`: where any is, days are missing. */
export function missingByLaw(year: number, holidays: ReadonlySet<string>): CivilDate[] {
  return FIXED_BY_LAW.map((day) => `${year}-${day}` as CivilDate).filter(
    (date) => !isWeekend(date) && !holidays.has(date),
  );
}

/** Of this year and the next, those whose days are not known. */
export function yearsWanting(today: CivilDate, known: ReadonlySet<number>): number[] {
  const year = yearOf(today);
  return [year, year + 1].filter((one) => !known.has(one));
}

/** Of those, the ones that somebody must see to now: the next year only once its notice is out. */
export function yearsOverdue(today: CivilDate, known: ReadonlySet<number>): number[] {
  const noticeIsOut = today.slice(5, 7) >= NOTICE_MONTH;
  return yearsWanting(today, known).filter((year) => year === yearOf(today) || noticeIsOut);
}

export interface DayProblem {
  readonly path: string;
  readonly code:
    | 'calendar.other_year'
    | 'calendar.twice'
    | 'calendar.free_anyway'
    | 'calendar.worked_anyway'
    | 'calendar.missing_by_law';
  readonly params: Readonly<Record<string, string | number>>;
}

/** Everything that is wrong with the days of a year, each by its field. Dates must be days. */
export function dayProblems(
  year: number,
  lists: { readonly holidays: readonly CivilDate[]; readonly workdays: readonly CivilDate[] },
): DayProblem[] {
  const seen = new Set<CivilDate>();
  const judge = (date: CivilDate, kind: DayKind): DayProblem['code'] | null => {
    if (yearOf(date) !== year) return 'calendar.other_year';
    if (seen.has(date)) return 'calendar.twice';
    seen.add(date);
    if (kind === 'holiday') return isWeekend(date) ? 'calendar.free_anyway' : null;
    return isWeekend(date) ? null : 'calendar.worked_anyway';
  };
  const problems = DAY_KINDS.flatMap((kind) =>
    lists[`${kind}s`].flatMap((date, index): DayProblem[] => {
      const code = judge(date, kind);
      return code === null ? [] : [{ path: `${kind}s.${index}.date`, code, params: { date, year } }];
    }),
  );
  const missing = missingByLaw(year, new Set(lists.holidays));
  if (missing.length === 0) return problems;
  const params = { dates: missing.join(' ') };
  return [...problems, { path: 'holidays', code: 'calendar.missing_by_law', params }];
}
