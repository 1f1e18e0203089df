import type { CivilDate } from '../calendar/civil-date';
import { type Certainty, certaintyOf, isWeaker } from '../goal/evidence';
import type { Exact } from '../number/exact';
import type { ActualEntry } from './model';
import type { Standing } from './standing';

/** A revision that went into a number. */
export interface UsedEntry {
  readonly areaCode: string;
  readonly periodEnd: CivilDate;
  readonly revision: number;
}

/** V on one day, as the record gives it: a level, or a total from its start to that day. */
export interface Reading {
  readonly at: CivilDate;
  readonly value: Exact;
  readonly certainty: Certainty;
  /** For a total of amounts: no period is missing. For a sum of areas: no area is. */
  readonly complete: boolean;
  readonly conflict: boolean;
  readonly parts: ActualEntry['parts'];
  /** Codes of the areas of a sum that are not in it, or not wholly. */
  readonly missing: readonly string[];
  readonly used: () => readonly UsedEntry[];
}

/** An entry read as it is: a level, a total to date, a year-to-date total, done or not. */
export function readingOf({ entry, conflict }: Standing, areaCode: string): Reading {
  const { periodEnd, revision, value, qualifier, parts } = entry;
  return {
    at: periodEnd,
    value,
    certainty: certaintyOf(qualifier),
    complete: true,
    conflict,
    parts,
    missing: [],
    used: () => [{ areaCode, periodEnd, revision }],
  };
}

/**
 * The readings that change what is in force, in the order of their days. A bound weaker than the value in force
 * changes neither V nor τ, nor does a ratio of fewer areas than the one in force. `seed` is the value in force
 * before the first of them: the baseline; it stands where nothing but weaker readings follows.
 */
export function inForce(readings: readonly Reading[], seed: Reading | null): Reading[] {
  const kept: Reading[] = [];
  let last = seed;
  for (const reading of readings) {
    if (last !== null && saysLess(reading, last)) continue;
    kept.push(reading);
    last = reading;
  }
  return kept.length === 0 && readings.length > 0 && seed !== null ? [seed] : kept;
}

function saysLess(reading: Reading, last: Reading): boolean {
  if (isWeaker(reading.value, reading.certainty, last.value)) return true;
  return reading.certainty === 'mixed' && reading.missing.length > last.missing.length;
}
