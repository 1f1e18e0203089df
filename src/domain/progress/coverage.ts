import { addDays, type CivilDate, earlier, startOfYear, yearOf } from '../calendar/civil-date';
import { periodEnds } from '../calendar/reporting-periods';
import { type EntryMode, type IndicatorFacts, isOfAmounts } from '../goal/terms';
import { coveredDays, isCovered } from './covered-days';
import type { Coverage, GoalInput } from './model';
import type { Reading } from './reading';
import type { AreaStanding } from './series';
import type { Standing } from './standing';
import type { Window } from './window';

const NOTHING_EXPECTED: Coverage = { reported: 0, expected: 0, missing: [] };

/**
 * How much of what is expected is there (progress-method: Quantities): of a sum the areas in its value, else the
 * closed reporting periods since t0, of a flow those of the judged year. A period of amounts is there when all its
 * days are. A milestone expects nothing.
 */
export function coverageOf(
  input: GoalInput,
  areas: readonly AreaStanding[],
  window: Window,
  reading: Reading | null,
): Coverage {
  if (window.aim.course === 'milestone') return NOTHING_EXPECTED;
  if (input.scope === 'sum') return counted(areas.length, reading?.missing ?? codesOf(areas));
  return coverageOfPeriods(input.indicator, areas[0]?.standing ?? [], window);
}

function coverageOfPeriods(
  { cycle, entryMode }: IndicatorFacts,
  standing: readonly Standing[],
  window: Window,
): Coverage {
  const from = expectedFrom(window, standing);
  if (from === null) return NOTHING_EXPECTED;
  const ends = periodEnds(cycle, from, earlier(window.asOf, window.aim.due));
  const missing = isOfAmounts(entryMode)
    ? uncoveredOf(ends, from, standing, entryMode)
    : missingOf(ends, from, standing);
  return counted(ends.length, missing);
}

/** The last day before the first expected period ends; null where nothing was reported and nothing began. */
function expectedFrom({ aim }: Window, standing: readonly Standing[]): CivilDate | null {
  if (aim.measure === 'flow') return addDays(startOfYear(yearOf(aim.due)), -1);
  const first = standing[0]?.entry.periodEnd;
  return aim.opens ?? (first === undefined ? null : addDays(first, -1));
}

/** Period ends to which no level or total belongs; both lists are in the order of time, so one walk tells. */
function missingOf(ends: readonly CivilDate[], from: CivilDate, standing: readonly Standing[]): CivilDate[] {
  let next = 0;
  let before = from;
  return ends.filter((end) => {
    while ((standing[next]?.entry.periodEnd ?? end) <= before) next += 1;
    before = end;
    const entry = standing[next]?.entry;
    return entry === undefined || (entry.periodStart ?? entry.periodEnd) > end;
  });
}

/** Period ends with a day that no amount is of. */
function uncoveredOf(
  ends: readonly CivilDate[],
  from: CivilDate,
  standing: readonly Standing[],
  mode: EntryMode,
): CivilDate[] {
  const amounts = standing.map(({ entry }) => entry);
  const runs = coveredDays(amounts, mode, addDays(from, 1));
  return ends.filter((end, index) => !isCovered(runs, ends[index - 1] ?? from, end));
}

function counted(expected: number, missing: readonly string[]): Coverage {
  return { reported: expected - missing.length, expected, missing };
}

function codesOf(areas: readonly AreaStanding[]): string[] {
  return areas.map(({ areaCode }) => areaCode);
}
