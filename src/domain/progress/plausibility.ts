import { yearOf } from '../calendar/civil-date';
import { certaintyOf, isWeaker } from '../goal/evidence';
import type { EntryMode, Measure } from '../goal/terms';
import { type Exact, exact, signOf, ZERO } from '../number/exact';
import { exactText } from '../number/print';
import type { ActualEntry } from './model';
import { standingEntries } from './standing';

/** Why a value is held for review, with what a message about it needs; numbers as exact text. */
export interface Finding {
  readonly code: 'falls' | 'jump' | 'out_of_range' | 'replaces';
  readonly params: Readonly<Record<string, string>>;
}

/** A new entry beside the record it would join. `entries` are all accepted ones of its series. */
export interface PlausibilityInput {
  readonly measure: Measure;
  readonly entryMode: EntryMode;
  readonly range: { readonly min: Exact | null; readonly max: Exact | null };
  readonly entries: readonly ActualEntry[];
  readonly candidate: Pick<ActualEntry, 'kind' | 'periodStart' | 'periodEnd' | 'value' | 'qualifier'>;
}

type Point = Pick<ActualEntry, 'periodEnd' | 'value' | 'qualifier'>;

/** A step is a jump from more than this many times the typical one. */
const JUMP = exact(5);
/** Fewer earlier steps than this show nothing typical. */
const FEWEST_STEPS = 3;
const TOTALS: ReadonlySet<EntryMode> = new Set(['total', 'ytd']);

/**
 * What looks like a likely error (progress-method: Bounds and conflicts): a total that falls, a step far beyond
 * the typical one, a value outside the plausible range; and an amount that takes the place of others. Nothing found
 * is an empty list.
 */
export function checkPlausibility(input: PlausibilityInput): Finding[] {
  const neighbours = inForceAround(input);
  return [
    outOfRange(input),
    falls(input, neighbours),
    jumps(input, neighbours.before),
    replaces(input),
  ].filter((one) => one !== null);
}

function outOfRange({ range: { min, max }, candidate: { value } }: PlausibilityInput): Finding | null {
  const inside = (min === null || value.compare(min) >= 0) && (max === null || value.compare(max) <= 0);
  if (inside) return null;
  const params = {
    value: exactText(value),
    min: min === null ? '-∞' : exactText(min),
    max: max === null ? '∞' : exactText(max),
  };
  return { code: 'out_of_range', params };
}

interface Neighbours {
  /** In force before the candidate's period, oldest first. */
  readonly before: readonly Point[];
  /** The last of them, and the first after the candidate's period. */
  readonly last: Point | null;
  readonly next: Point | null;
}

/** What stands for other periods, without the bounds that say less than what was in force that year. */
function inForceAround({ entries, candidate }: PlausibilityInput): Neighbours {
  const standing = standingEntries(entries);
  const counting = standing.filter((entry, index) => standing[index + 1]?.periodEnd !== entry.periodEnd);
  const before: Point[] = [];
  for (const entry of counting) {
    const last = before.at(-1);
    const sameYear = last !== undefined && yearOf(last.periodEnd) === yearOf(entry.periodEnd);
    const weaker = sameYear && isWeaker(entry.value, certaintyOf(entry.qualifier), last.value);
    if (entry.periodEnd < candidate.periodEnd && !weaker) before.push(entry);
  }
  const next = counting.find(({ periodEnd }) => periodEnd > candidate.periodEnd) ?? null;
  return { before, last: before.at(-1) ?? null, next };
}

/** A total that is lower than the one before it, or higher than the one after; a correction may be. */
function falls(
  { measure, entryMode, candidate }: PlausibilityInput,
  { last, next }: Neighbours,
): Finding | null {
  if (candidate.kind === 'correction') return null;
  if (entryMode === 'increment') return fallsByAmount(candidate.value, last);
  if (!TOTALS.has(entryMode)) return null;
  const year = measure === 'flow' ? yearOf(candidate.periodEnd) : null;
  return fallBetween(last, candidate, year) ?? fallBetween(candidate, next, year);
}

/** A year-to-date total is compared within its year only. */
function fallBetween(from: Point | null, to: Point | null, year: number | null): Finding | null {
  if (from === null || to === null || !isFall(from, to)) return null;
  const ofYear = [from, to].every(({ periodEnd }) => year === null || yearOf(periodEnd) === year);
  if (!ofYear) return null;
  const params = { value: exactText(to.value), before: exactText(from.value), at: from.periodEnd };
  return { code: 'falls', params };
}

/** "Over" something is no fall from more than that. */
function isFall(from: Point, to: Point): boolean {
  return to.qualifier !== '>=' && from.qualifier !== '<=' && to.value.compare(from.value) < 0;
}

function fallsByAmount(value: Exact, last: Point | null): Finding | null {
  if (signOf(value) >= 0) return null;
  const params = { value: exactText(value), before: '0', at: last?.periodEnd ?? '' };
  return { code: 'falls', params };
}

function jumps(
  { measure, entryMode, candidate }: PlausibilityInput,
  before: readonly Point[],
): Finding | null {
  if (measure === 'milestone') return null;
  const points = [...before, candidate];
  const steps = entryMode === 'level' || entryMode === 'total' ? changes(points) : amounts(points, entryMode);
  const step = steps.pop();
  const typical = median(steps);
  if (step === undefined || steps.length < FEWEST_STEPS || signOf(typical) === 0) return null;
  if (step.compare(typical.mul(JUMP)) <= 0) return null;
  return { code: 'jump', params: { step: exactText(step), typical: exactText(typical) } };
}

/** Sizes of the changes from one to the next. */
function changes(points: readonly Point[]): Exact[] {
  return points.slice(1).map(({ value }, index) => value.sub(points[index]?.value ?? value).abs());
}

/** Sizes of the amounts of the periods; a year-to-date total begins again each year. */
function amounts(points: readonly Point[], entryMode: EntryMode): Exact[] {
  return points.map(({ value, periodEnd }, index) => {
    const last = points[index - 1];
    const goesOn = entryMode === 'ytd' && last !== undefined && yearOf(last.periodEnd) === yearOf(periodEnd);
    return (goesOn ? value.sub(last.value) : value).abs();
  });
}

/** An amount of a longer period in the place of those within it; a correction replaces those of its own days. */
function replaces({ entries, candidate }: PlausibilityInput): Finding | null {
  const { kind, periodStart: start, periodEnd: end } = candidate;
  if (kind === 'correction' || start === null) return null;
  const within = standingEntries(entries).filter(
    ({ periodStart, periodEnd }) =>
      periodStart !== null &&
      periodStart >= start &&
      periodEnd <= end &&
      (periodStart > start || periodEnd < end),
  );
  const [first] = within.map(({ periodStart }) => periodStart).sort();
  const last = within.at(-1)?.periodEnd;
  return first == null || last === undefined
    ? null
    : { code: 'replaces', params: { start: first, end: last } };
}

function median(steps: readonly Exact[]): Exact {
  const sorted = [...steps].sort((a, b) => a.compare(b));
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? ZERO;
  return sorted.length % 2 === 1 ? upper : (sorted[half - 1] ?? ZERO).add(upper).div(2);
}
