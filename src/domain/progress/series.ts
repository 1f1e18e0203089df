import { addDays, type CivilDate, startOfYear, yearOf } from '../calendar/civil-date';
import { certaintyOf } from '../goal/evidence';
import type { GoalTerms, IndicatorFacts } from '../goal/terms';
import { ZERO } from '../number/exact';
import { type AmountSpan, onTopOf, runningTotals } from './amounts';
import { sumOverAreas } from './area-sum';
import type { GoalInput } from './model';
import { type Reading, readingOf } from './reading';
import { type Standing, standingThen } from './standing';

/** What is on record for each area at the two clocks; the same for all terms. */
export interface AreaStanding {
  readonly areaCode: string;
  readonly standing: readonly Standing[];
}

export function areaStandings(input: GoalInput): AreaStanding[] {
  const { records } = input;
  return records.map(({ areaCode, entries }) => ({ areaCode, standing: standingThen(entries, input) }));
}

/** The readings of the goal's indicator, oldest first: of its area, or of the sum of its areas. */
export function readSeries(areas: readonly AreaStanding[], input: GoalInput, terms: GoalTerms): Reading[] {
  const { indicator, scope } = input;
  const read = areas.map(({ areaCode, standing }) => ({
    areaCode,
    readings: areaReadings(standing, areaCode, indicator, terms),
  }));
  const [only] = read;
  const readings =
    scope === 'sum' ? sumOverAreas(read, indicator.measure === 'ratio') : (only?.readings ?? []);
  if (indicator.entryMode !== 'increment') return readings;
  const { baseline } = terms;
  return readings.map((reading) =>
    onTopOf(reading, baseline?.value ?? ZERO, certaintyOf(baseline?.qualifier ?? '=')),
  );
}

function areaReadings(
  standing: readonly Standing[],
  areaCode: string,
  { entryMode }: IndicatorFacts,
  terms: GoalTerms,
): Reading[] {
  if (entryMode === 'monthly') return yearlyTotals(standing, areaCode);
  if (entryMode !== 'increment') return standing.map((one) => readingOf(one, areaCode));
  const from = incrementsFrom(terms);
  const counted = from === null ? standing : standing.filter(({ entry }) => entry.periodEnd >= from);
  const startAfter = (covered: CivilDate | null): CivilDate | null =>
    covered === null ? from : addDays(covered, 1);
  return runningTotals(counted, areaCode, { from, startAfter });
}

/** Increments count from the start, and after the baseline; one whose period ends later counts whole. */
function incrementsFrom({ start, baseline }: GoalTerms): CivilDate | null {
  const after = baseline === null ? null : addDays(baseline.at, 1);
  if (start === null || after === null) return start ?? after;
  return start > after ? start : after;
}

/** Year-to-date totals of amounts; one without a start is the total of its year so far. */
function yearlyTotals(standing: readonly Standing[], areaCode: string): Reading[] {
  const years = new Map<number, Standing[]>();
  for (const one of standing) {
    const year = yearOf(one.entry.periodEnd);
    const ofYear = years.get(year);
    if (ofYear === undefined) years.set(year, [one]);
    else ofYear.push(one);
  }
  return [...years].flatMap(([year, amounts]) => {
    const from = startOfYear(year);
    const span: AmountSpan = { from, startAfter: () => from };
    return runningTotals(amounts, areaCode, span);
  });
}
