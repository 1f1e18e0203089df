import type { Principal } from '../domain/access';
import { exact, halfUp } from '../domain/number';
import { type ActualEntry, standingEntries } from '../domain/progress';
import type { HoldingLock } from '../locks';
import { invalidField, Problem } from '../platform/http';
import type { CorrectActualInput, LogActualInput } from './actuals.dto';
import type { NewActual } from './actuals.repository';
import { type Period, readPeriod } from './period';
import type { OpenSeries } from './record.repository';

/** The period of an entry in this series; throws when it cannot be read or has not ended. */
export function periodOf(text: string, series: OpenSeries): Period {
  const period = readPeriod(text, series.entryMode);
  if (period === null) throw invalidField('period', 'field.period', { given: text });
  if (period.end > series.today)
    throw invalidField('period', 'actual.future', { end: period.end, today: series.today });
  if (series.entryMode === 'monthly' && period.start?.slice(0, 4) !== period.end.slice(0, 4)) {
    throw invalidField('period', 'actual.one_year', { given: text });
  }
  return period;
}

/** Throws 403 where the one who decides is the person who entered it, through whatever account. */
export function mustBeAnothers(enteredBy: number | null, { personId }: Principal): void {
  if (enteredBy === personId) throw new Problem('forbidden', 'actual.own');
}

/** Throws 403 where the one who takes it back is not the person who entered it. */
export function mustBeOwn(enteredBy: number | null, { personId }: Principal): void {
  if (enteredBy !== personId) throw new Problem('forbidden', 'actual.not_own');
}

/** Throws 409 where the period is closed to whoever asks, naming the lock. */
export function mustNotBeLocked(lock: HoldingLock | null, { end }: Period): void {
  if (lock !== null)
    throw new Problem('conflict', 'period.locked', {
      end,
      lock: lock.id,
      upTo: lock.upTo,
      reason: lock.reason,
    });
}

/** Throws where a figure for the period, or for a part of it, waits for a decision. */
export function mustNotWait(waiting: readonly Period[], { start, end }: Period): void {
  if (waiting.some((other) => other.end === end))
    throw new Problem('conflict', 'actual.period_waits', { end });
  if (start === null) return;
  const overlapping = waiting.find(
    (other) => other.start !== null && other.start <= end && other.end >= start,
  );
  if (overlapping !== undefined)
    throw invalidField('period', 'actual.period_overlaps', {
      start: overlapping.start ?? '',
      end: overlapping.end,
    });
}

/** Throws when the value cannot be one of this measure at all. */
export function mustBePossible(series: OpenSeries, input: LogActualInput | CorrectActualInput): void {
  if (series.measure === 'milestone') mustBeDoneOrNot(input);
  if (series.measure === 'ratio') mustBeShare(input);
  else if (input.numerator !== undefined || input.denominator !== undefined) {
    throw invalidField('numerator', 'actual.parts_of_ratio');
  }
}

function mustBeDoneOrNot({ value, qualifier }: LogActualInput | CorrectActualInput): void {
  if (value !== '0' && value !== '1') throw invalidField('value', 'actual.milestone');
  if (qualifier !== '=') throw invalidField('qualifier', 'actual.milestone');
}

/** A ratio lies between 0 and 100; given with its parts it must be their quotient, to its own precision. */
function mustBeShare(input: LogActualInput | CorrectActualInput): void {
  const { numerator, denominator, value } = input;
  if (exact(value).compare(0) < 0 || exact(value).compare(100) > 0)
    throw invalidField('value', 'actual.ratio');
  if (numerator === undefined && denominator === undefined) return;
  mustAgree(value, numerator, denominator);
}

function mustAgree(value: string, numerator: string | undefined, denominator: string | undefined): void {
  if (numerator === undefined || denominator === undefined)
    throw invalidField('denominator', 'actual.parts_both');
  if (exact(denominator).compare(0) <= 0) throw invalidField('denominator', 'actual.parts_positive');
  const share = exact(numerator).div(exact(denominator)).mul(100);
  const places = value.split('.')[1]?.length ?? 0;
  if (exact(halfUp(share, places)).compare(exact(value)) !== 0) {
    throw invalidField('value', 'actual.parts_disagree', { right: halfUp(share, places) });
  }
}

/**
 * Throws when an amount overlaps a standing one in part: the two together say nothing (METHOD.md). The database
 * refuses it too, whoever stores it.
 */
export function amountMustFit(entries: readonly ActualEntry[], amount: Span): void {
  const { periodStart: start, periodEnd: end } = amount;
  if (start === null) return;
  const overlapped = standingEntries(entries).find(
    (entry) =>
      entry.periodStart !== null &&
      entry.periodStart <= end &&
      entry.periodEnd >= start &&
      (entry.periodStart < start
        ? entry.periodEnd < end
        : entry.periodStart > start && entry.periodEnd > end),
  );
  if (overlapped !== undefined) {
    const params = { start: overlapped.periodStart ?? '', end: overlapped.periodEnd };
    throw new Problem('conflict', 'actual.period_overlaps', params);
  }
}

interface Span {
  readonly periodStart: string | null;
  readonly periodEnd: string;
}

/**
 * Throws when the period is taken: one figure for a period, unless it is said to be a second opinion. Those wholly
 * within it give it their place (METHOD.md).
 */
export function periodMustBeFree(
  entries: readonly ActualEntry[],
  period: Period,
  independent: boolean,
): void {
  const standing = standingEntries(entries);
  const same = standing.find((entry) => entry.periodEnd === period.end && entry.periodStart === period.start);
  if (same !== undefined && !independent)
    throw new Problem('conflict', 'actual.period_taken', { end: period.end });
  const { start } = period;
  if (start === null) return;
  const overlapping = standing.find(
    (entry) =>
      entry.periodStart !== null &&
      entry.periodStart <= period.end &&
      entry.periodEnd >= start &&
      (entry.periodStart < start || entry.periodEnd > period.end),
  );
  if (overlapping !== undefined) {
    throw invalidField('period', 'actual.period_overlaps', {
      start: overlapping.periodStart ?? '',
      end: overlapping.periodEnd,
    });
  }
}

/** What an amount is logged as: one of more days that end together replaces those of fewer, as a correction does. */
export function kindOf(
  entries: readonly ActualEntry[],
  { start, end }: Period,
  independent: boolean,
): NewActual['kind'] {
  if (start === null || independent) return 'entry';
  const isLonger = standingEntries(entries).some(
    ({ periodStart, periodEnd }) => periodEnd === end && periodStart !== null && periodStart > start,
  );
  return isLonger ? 'correction' : 'entry';
}
