import { addDays, type CivilDate, earlier, startOfYear, yearOf } from '../calendar/civil-date';
import { periodEnds, periodStartOf } from '../calendar/reporting-periods';
import type { Coverage, GoalInput } from './model';
import type { Reading } from './reading';
import type { AreaStanding } from './series';
import type { Standing } from './standing';
import type { Window } from './window';

const NOTHING_EXPECTED: Coverage = { reported: 0, expected: 0, missing: [] };

/**
 * How much of what is expected is there (progress-method: Quantities): of a sum the areas in its value, else the
 * closed reporting periods since t0, of a flow those of the judged year. A milestone expects nothing.
 */
export function coverageOf(
  input: GoalInput,
  areas: readonly AreaStanding[],
  window: Window,
  reading: Reading | null,
): Coverage {
  if (window.aim.course === 'milestone') return NOTHING_EXPECTED;
  if (input.scope === 'sum') return counted(areas.length, reading?.missing ?? codesOf(areas));
  const standing = areas[0]?.standing ?? [];
  const from = expectedFrom(window, standing);
  if (from === null) return NOTHING_EXPECTED;
  const { cycle } = input.indicator;
  const ends = periodEnds(cycle, from, earlier(window.asOf, window.aim.due));
  const missing = ends.filter((end) => !isCovered(standing, periodStartOf(cycle, end), end));
  return counted(ends.length, missing);
}

/** The last day before the first expected period ends; null where nothing was reported and nothing began. */
function expectedFrom({ aim }: Window, standing: readonly Standing[]): CivilDate | null {
  if (aim.measure === 'flow') return addDays(startOfYear(yearOf(aim.due)), -1);
  const first = standing[0]?.entry.periodEnd;
  return aim.opens ?? (first === undefined ? null : addDays(first, -1));
}

/** Standing is in the order of period ends: the first that ends in or after the period tells. */
function isCovered(standing: readonly Standing[], start: CivilDate, end: CivilDate): boolean {
  const next = standing.find(({ entry }) => entry.periodEnd >= start);
  return next !== undefined && (next.entry.periodStart ?? next.entry.periodEnd) <= end;
}

function counted(expected: number, missing: readonly string[]): Coverage {
  return { reported: expected - missing.length, expected, missing };
}

function codesOf(areas: readonly AreaStanding[]): string[] {
  return areas.map(({ areaCode }) => areaCode);
}
