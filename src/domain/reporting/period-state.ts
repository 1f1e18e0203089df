import { addDays, type CivilDate } from '../calendar/civil-date';
import type { ReportingPeriod } from '../calendar/reporting-periods';
import { type Cycle, type EntryMode, isOfAmounts } from '../goal/terms';
import { coveredDays, isCovered } from '../progress/covered-days';
import { latenessOf } from '../progress/data-status';
import type { Obligation } from './obligation';

/** From what is done to what is not asked for yet; `due`, `late` and `stale` have the borders of the data status. */
export const REPORTING_STATES = [
  'reported',
  'waiting',
  'returned',
  'draft',
  'due',
  'late',
  'stale',
  'not_yet',
] as const;
export type ReportingState = (typeof REPORTING_STATES)[number];

/** The states in which whoever reports must act: nothing is there, or what is there was not handed in. */
export const OWED_STATES = [
  'returned',
  'draft',
  'due',
  'late',
  'stale',
] as const satisfies readonly ReportingState[];

/** A revision of a figure, in any state. */
export interface ReportedEntry {
  readonly periodStart: CivilDate | null;
  readonly periodEnd: CivilDate;
  readonly revision: number;
  readonly state: 'draft' | 'submitted' | 'accepted' | 'returned';
}

/** A line of record with what is asked of it and what is there, in the order of periods and revisions. */
export interface ReportingSeries {
  readonly cycle: Cycle;
  readonly entryMode: EntryMode;
  readonly obligations: readonly Obligation[];
  readonly entries: readonly ReportedEntry[];
}

export interface PeriodState {
  readonly state: ReportingState;
  readonly dueOn: CivilDate;
  /** The last revision for the period, where there is any. */
  readonly entry: ReportedEntry | null;
}

const OF_ENTRY = {
  accepted: 'reported',
  submitted: 'waiting',
  returned: 'returned',
  draft: 'draft',
} as const;

/**
 * How a period of a series stands on `today`; null where nobody asks for it. An accepted figure of the period
 * counts as its report, also while a correction of it waits; so does one of several periods together. Amounts are
 * the report of a period once they are of all its days that are asked for.
 */
export function stateOfPeriod(
  series: ReportingSeries,
  period: ReportingPeriod,
  dueOn: CivilDate,
  today: CivilDate,
): PeriodState | null {
  const asked = series.obligations.filter(({ after, until }) => period.end > after && period.end <= until);
  const [first] = asked.map(({ after }) => after).sort();
  if (first === undefined) return null;
  const own = series.entries.filter(
    ({ periodStart, periodEnd }) => periodEnd > period.before && (periodStart ?? periodEnd) <= period.end,
  );
  const before = first > period.before ? first : period.before;
  const given = isOfAmounts(series.entryMode)
    ? stateOfAmounts(own, series.entryMode, { before, end: period.end })
    : stateOfFigures(own);
  const state = given ?? (today < period.end ? 'not_yet' : latenessOf(series.cycle, dueOn, today));
  return { state, dueOn, entry: own.at(-1) ?? null };
}

/** Null where nothing is there. */
function stateOfFigures(own: readonly ReportedEntry[]): ReportingState | null {
  if (own.some(({ state }) => state === 'accepted')) return 'reported';
  const last = own.at(-1);
  return last === undefined ? null : OF_ENTRY[last.state];
}

/** Null where days are missing and whoever reports has nothing in hand. */
function stateOfAmounts(
  own: readonly ReportedEntry[],
  mode: EntryMode,
  { before, end }: ReportingPeriod,
): ReportingState | null {
  const isWhole = (...states: ReportedEntry['state'][]): boolean => {
    const amounts = own.filter(({ state }) => states.includes(state));
    return isCovered(coveredDays(amounts, mode, addDays(before, 1)), before, end);
  };
  if (isWhole('accepted')) return 'reported';
  if (isWhole('accepted', 'submitted')) return 'waiting';
  const last = own.at(-1)?.state;
  return last === 'returned' || last === 'draft' ? last : null;
}
