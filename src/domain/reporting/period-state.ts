import type { CivilDate } from '../calendar/civil-date';
import type { ReportingPeriod } from '../calendar/reporting-periods';
import type { Cycle } from '../goal/terms';
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
 * counts as its report, also while a correction of it waits; so does one of several periods together.
 */
export function stateOfPeriod(
  { cycle, obligations, entries }: ReportingSeries,
  period: ReportingPeriod,
  dueOn: CivilDate,
  today: CivilDate,
): PeriodState | null {
  if (!obligations.some(({ after, until }) => period.end > after && period.end <= until)) return null;
  const own = entries.filter(
    ({ periodStart, periodEnd }) => periodEnd > period.before && (periodStart ?? periodEnd) <= period.end,
  );
  const entry = own.at(-1) ?? null;
  if (own.some(({ state }) => state === 'accepted')) return { state: 'reported', dueOn, entry };
  if (entry !== null) return { state: OF_ENTRY[entry.state], dueOn, entry };
  const state = today < period.end ? 'not_yet' : latenessOf(cycle, dueOn, today);
  return { state, dueOn, entry };
}
