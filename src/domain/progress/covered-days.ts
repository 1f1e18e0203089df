import { addDays, type CivilDate, earlier, startOfYear, yearOf } from '../calendar/civil-date';
import type { EntryMode } from '../goal/terms';

/** The days an amount is of. Without a first day it is of the year so far, or of all days since the amount before it. */
interface AmountDays {
  readonly periodStart: CivilDate | null;
  readonly periodEnd: CivilDate;
}

/** Days that amounts cover without a gap. */
export interface CoveredDays {
  readonly from: CivilDate;
  readonly to: CivilDate;
}

/**
 * What amounts cover, in runs without a gap, oldest first. `amounts` are in the order of their last days; `since` is
 * the first day on which there can be any.
 */
export function coveredDays(
  amounts: readonly AmountDays[],
  mode: EntryMode,
  since: CivilDate,
): CoveredDays[] {
  const runs: CoveredDays[] = [];
  for (const { periodStart, periodEnd } of amounts) {
    const follows = mode === 'monthly' ? startOfYear(yearOf(periodEnd)) : dayAfter(runs.at(-1), since);
    let from = periodStart ?? follows;
    for (let run = runs.at(-1); run !== undefined && from <= addDays(run.to, 1); run = runs.at(-1)) {
      from = earlier(run.from, from);
      runs.pop();
    }
    runs.push({ from, to: periodEnd });
  }
  return runs;
}

function dayAfter(run: CoveredDays | undefined, since: CivilDate): CivilDate {
  return run === undefined ? since : addDays(run.to, 1);
}

/** Whether every day after `before` up to `end` is covered. */
export function isCovered(runs: readonly CoveredDays[], before: CivilDate, end: CivilDate): boolean {
  const run = runs.find(({ to }) => to >= end);
  return run !== undefined && run.from <= addDays(before, 1);
}
