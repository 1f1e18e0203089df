import { addDays, type CivilDate } from '../calendar/civil-date';
import { addedCertainty, type Certainty, certaintyOf, partial } from '../goal/evidence';
import { type Exact, signOf, ZERO } from '../number/exact';
import type { ActualEntry } from './model';
import type { Reading, UsedEntry } from './reading';
import type { Standing } from './standing';

/** The amounts up to one of them, each linked to the one before it, down to the empty start. */
interface Link {
  readonly before: Link | null;
  readonly entry: ActualEntry | null;
  readonly start: CivilDate | null;
  readonly total: Exact;
  readonly certainty: Certainty;
  readonly gapless: boolean;
  readonly conflict: boolean;
  readonly negative: boolean;
}

const EMPTY: Link = {
  before: null,
  entry: null,
  start: null,
  total: ZERO,
  certainty: 'exact',
  gapless: true,
  conflict: false,
  negative: false,
};

/** Where the first amount begins when no gap is to be seen before it, and where one without a start does. */
export interface AmountSpan {
  /** First day that must be covered; null when nothing says from when on. */
  readonly from: CivilDate | null;
  /** First day of an amount that does not say it, by the last day covered before it. */
  readonly startAfter: (covered: CivilDate | null) => CivilDate | null;
}

/**
 * Running totals of amounts, one for the end of each period (progress-method: Measures). Days that no amount
 * covers make the totals from there on incomplete: a lower bound. An amount of a longer period takes the place
 * of those within it; one that overlaps another in part makes the total mixed, and a conflict.
 */
export function runningTotals(amounts: readonly Standing[], areaCode: string, span: AmountSpan): Reading[] {
  let top = EMPTY;
  return amounts.map((standing) => {
    const { periodStart, periodEnd } = standing.entry;
    const start = periodStart ?? span.startAfter(coveredBy(top)) ?? periodEnd;
    while (top.before !== null && top.start !== null && top.start >= start) top = top.before;
    top = linked(top, standing, start, span.from);
    return totalOf(top, standing, areaCode);
  });
}

function linked(before: Link, { entry, conflict }: Standing, start: CivilDate, from: CivilDate | null): Link {
  const covered = coveredBy(before);
  const overlaps = covered !== null && start <= covered;
  return {
    before,
    entry,
    start,
    total: before.total.add(entry.value),
    certainty: overlaps ? 'mixed' : addedCertainty(before.certainty, certaintyOf(entry.qualifier)),
    gapless: before.gapless && follows(covered, start, from),
    conflict: before.conflict || conflict || overlaps,
    negative: before.negative || signOf(entry.value) < 0,
  };
}

/** The last day that the amounts cover; null while there are none. */
function coveredBy({ entry }: Link): CivilDate | null {
  return entry?.periodEnd ?? null;
}

function follows(covered: CivilDate | null, start: CivilDate, from: CivilDate | null): boolean {
  if (covered !== null) return start <= addDays(covered, 1);
  return from === null || start <= from;
}

function totalOf(link: Link, { entry }: Standing, areaCode: string): Reading {
  const { total, certainty, gapless, conflict, negative } = link;
  const bounded = negative ? 'mixed' : partial(certainty);
  return {
    at: entry.periodEnd,
    value: total,
    certainty: gapless ? certainty : bounded,
    complete: gapless,
    conflict,
    parts: null,
    missing: [],
    used: () => usedBy(link, areaCode),
  };
}

function usedBy(link: Link, areaCode: string): UsedEntry[] {
  const used: UsedEntry[] = [];
  for (let at: Link | null = link; at !== null; at = at.before) {
    if (at.entry !== null)
      used.push({ areaCode, periodEnd: at.entry.periodEnd, revision: at.entry.revision });
  }
  return used.reverse();
}

/** The same total on top of what there was before its start. */
export function onTopOf(reading: Reading, value: Exact, certainty: Certainty): Reading {
  if (value.equals(ZERO) && certainty === 'exact') return reading;
  return {
    ...reading,
    value: reading.value.add(value),
    certainty: addedCertainty(reading.certainty, certainty),
  };
}
