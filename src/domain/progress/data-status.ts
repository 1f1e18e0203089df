import { addDays, type CivilDate, earlier } from '../calendar/civil-date';
import { dueDate, nextPeriodEnd, periodEndOf } from '../calendar/reporting-periods';
import type { Cycle } from '../goal/terms';
import { type Exact, order } from '../number/exact';
import type { DataStatus, GoalInput } from './model';
import type { AreaStanding } from './series';
import type { Window } from './window';

/** Days past the due date after which a figure is no longer merely late. */
const STALE_AFTER: Record<Cycle, number> = { month: 45, quarter: 75, year: 90 };

/**
 * Whether the record is kept up, whatever it says (progress-method: Status, dataStatus): judged by the earliest
 * closed period for which not every area has reported.
 */
export function dataStatusOf(
  input: GoalInput,
  areas: readonly AreaStanding[],
  { aim, asOf }: Window,
): DataStatus {
  if (aim.course === 'milestone') return isDone(areas, aim.target) ? 'fresh' : 'none';
  if (areas.every(({ standing }) => standing.length === 0)) return 'none';
  const since = lastReported(areas, aim.opens);
  if (since === null) return 'fresh';
  const open = firstEndAfter(input.indicator.cycle, since);
  if (open > earlier(asOf, aim.closes)) return 'fresh';
  const { indicator, calendar } = input;
  return latenessOf(indicator.cycle, dueDate(open, indicator.dueWorkingDay, calendar), asOf);
}

/** How late the figure of a closed period is that is not there: `due` up to and on the due day. */
export function latenessOf(cycle: Cycle, due: CivilDate, asOf: CivilDate): 'due' | 'late' | 'stale' {
  if (asOf <= due) return 'due';
  return asOf > addDays(due, STALE_AFTER[cycle]) ? 'stale' : 'late';
}

/** The day up to which every area has reported, not before t0; null when that cannot be said. */
function lastReported(areas: readonly AreaStanding[], opens: CivilDate | null): CivilDate | null {
  const days = areas.flatMap(({ standing }) => standing.at(-1)?.entry.periodEnd ?? opens ?? []);
  const [first] = days.sort();
  return first !== undefined && opens !== null && first < opens ? opens : (first ?? null);
}

/** The end of the earliest period that ends after `day`. */
function firstEndAfter(cycle: Cycle, day: CivilDate): CivilDate {
  const end = periodEndOf(cycle, day);
  return end > day ? end : nextPeriodEnd(cycle, end);
}

function isDone(areas: readonly AreaStanding[], target: Exact): boolean {
  const latest = areas.flatMap(({ standing }) => standing.slice(-1));
  return latest.some(({ entry }) => order(entry.value, target) >= 0);
}
