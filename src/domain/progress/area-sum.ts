import type { CivilDate } from '../calendar/civil-date';
import { addedCertainty, type Certainty, partial } from '../goal/evidence';
import { type Exact, quotient, signOf, ZERO } from '../number/exact';
import type { Reading } from './reading';

interface AreaReadings {
  readonly areaCode: string;
  readonly readings: readonly Reading[];
}

interface Part {
  readonly areaCode: string;
  readonly reading: Reading;
}

/**
 * One reading for each day on which an area reports: the sum of the areas that report for exactly that day. With
 * areas missing it is a lower bound. A ratio is the ratio of sums, of the areas that give its parts; with areas
 * missing it bounds nothing (progress-method: Composites, `sum`).
 */
export function sumOverAreas(areas: readonly AreaReadings[], isRatio: boolean): Reading[] {
  const byDay = new Map<CivilDate, Part[]>();
  for (const { areaCode, readings } of areas) {
    for (const reading of readings) {
      if (isRatio && reading.parts === null) continue;
      const parts = byDay.get(reading.at);
      if (parts === undefined) byDay.set(reading.at, [{ areaCode, reading }]);
      else parts.push({ areaCode, reading });
    }
  }
  const codes = areas.map(({ areaCode }) => areaCode);
  const days = [...byDay].sort(([a], [b]) => (a < b ? -1 : 1));
  return days.flatMap(([at, parts]) => (isRatio ? ratioOf(at, parts, codes) : [sumOf(at, parts, codes)]));
}

function sumOf(at: CivilDate, parts: readonly Part[], codes: readonly string[]): Reading {
  const missing = missingFrom(parts, codes);
  const negative = parts.some(({ reading }) => signOf(reading.value) < 0);
  const certainty = certaintyOfAll(parts);
  const bounded = negative ? 'mixed' : partial(certainty);
  return {
    ...whole(at, parts, missing),
    value: total(parts, ({ value }) => value),
    certainty: missing.length === 0 ? certainty : bounded,
    parts: null,
  };
}

function ratioOf(at: CivilDate, parts: readonly Part[], codes: readonly string[]): Reading[] {
  const numerator = total(parts, (reading) => reading.parts?.numerator ?? ZERO);
  const denominator = total(parts, (reading) => reading.parts?.denominator ?? ZERO);
  const value = quotient(numerator.mul(100), denominator);
  if (value === null) return [];
  const missing = missingFrom(parts, codes);
  const certainty = missing.length === 0 ? certaintyOfAll(parts) : 'mixed';
  return [{ ...whole(at, parts, missing), value, certainty, parts: { numerator, denominator } }];
}

function whole(
  at: CivilDate,
  parts: readonly Part[],
  missing: readonly string[],
): Pick<Reading, 'at' | 'complete' | 'conflict' | 'missing' | 'used'> {
  return {
    at,
    complete: missing.length === 0,
    conflict: parts.some(({ reading }) => reading.conflict),
    missing,
    used: () => parts.flatMap(({ reading }) => reading.used()),
  };
}

/** An area whose own total has gaps is not wholly in. */
function missingFrom(parts: readonly Part[], codes: readonly string[]): string[] {
  const wholly = new Set(parts.filter(({ reading }) => reading.complete).map(({ areaCode }) => areaCode));
  return codes.filter((code) => !wholly.has(code));
}

function certaintyOfAll(parts: readonly Part[]): Certainty {
  return parts.map(({ reading }) => reading.certainty).reduce(addedCertainty);
}

function total(parts: readonly Part[], of: (reading: Reading) => Exact): Exact {
  return parts.reduce((sum, { reading }) => sum.add(of(reading)), ZERO);
}
