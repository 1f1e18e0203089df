import { addDays, type CivilDate } from '../calendar/civil-date';
import { addedCertainty, type Certainty, certaintyOf, partial } from '../goal/evidence';
import { type Exact, signOf, ZERO } from '../number/exact';
import type { ActualEntry } from './model';
import type { Reading, UsedEntry } from './reading';
import type { Standing } from './standing';

/** The amounts up to one of them, each linked to the one before it. */
interface Link {
  readonly before: Link | null;
  readonly entry: ActualEntry;
  readonly start: CivilDate;
  readonly total: Exact;
  readonly certainty: Certainty;
  readonly gapless: boolean;
  readonly conflict: boolean;
  readonly negative: boolean;
}

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
  let top: Link | null = null;
  return amounts.map((standing) => {
    const own = standing.entry.periodStart ?? span.startAfter(top?.entry.periodEnd ?? null);
    const start = own ?? standing.entry.periodEnd;
    while (top !== null && top.start >= start) top = top.before;
    top = linked(top, standing, start, span.from);
    return totalOf(top, areaCode);
  });
}

function linked(before: Link | null, standing: Standing, start: CivilDate, from: CivilDate | null): Link {
  const { entry } = standing;
  const covered = before?.entry.periodEnd ?? null;
  const overlaps = covered !== null && start <= covered;
  const own = certaintyOf(entry.qualifier);
  const added = before === null ? own : addedCertainty(before.certainty, own);
  return {
    before,
    entry,
    start,
    total: before === null ? entry.value : before.total.add(entry.value),
    certainty: overlaps ? 'mixed' : added,
    gapless: (before?.gapless ?? true) && follows(covered, start, from),
    conflict: standing.conflict || overlaps || (before?.conflict ?? false),
    negative: signOf(entry.value) < 0 || (before?.negative ?? false),
  };
}

function follows(covered: CivilDate | null, start: CivilDate, from: CivilDate | null): boolean {
  if (covered !== null) return start <= addDays(covered, 1);
  return from === null || start <= from;
}

function totalOf(link: Link, areaCode: string): Reading {
  const { total, certainty, gapless, conflict, negative } = link;
  return {
    at: link.entry.periodEnd,
    value: total,
    certainty: gapless ? certainty : negative ? 'mixed' : partial(certainty),
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
