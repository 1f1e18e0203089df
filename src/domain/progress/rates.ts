import {
  type CivilDate,
  dayNumber,
  daysBetween,
  startOfYear,
  yearBefore,
  yearOf,
} from '../calendar/civil-date';
import { compares } from '../goal/evidence';
import { type Exact, exact, fraction, quotient, signOf, ZERO } from '../number/exact';
import { yearlyGrowth } from '../number/growth';
import { type Aim, onlyGrows } from './aim';
import type { Judgement } from './model';
import type { Reading } from './reading';

/** Speeds beside the pace (progress-method: Quantities). */
export type Rates = Pick<Judgement, 'observedRate' | 'requiredRate' | 'cagrRatio' | 'yearOnYear'>;

export const NO_RATES: Rates = { observedRate: null, requiredRate: null, cagrRatio: null, yearOnYear: null };

/** Days of a month of the mean Gregorian year: a rate per day times this is the rate per month. */
export const DAYS_OF_MONTH: Exact = fraction(3_652_425, 120_000);

/** Stands for zero where growth is compounded, as the indicator method of the EU does it. */
const NEARLY_ZERO = exact('0.001');
const YEAR = 366;

/** `recorded` are all readings on record, of a flow also those of the year before. */
export function ratesAt(aim: Aim, reading: Reading, asOf: CivilDate, recorded: readonly Reading[]): Rates {
  if (aim.course === 'milestone') return NO_RATES;
  return {
    observedRate: observedRate(aim, reading),
    requiredRate: requiredRate(aim, reading, asOf),
    cagrRatio: cagrRatio(aim, reading),
    yearOnYear: aim.measure === 'flow' ? yearOnYear(aim, reading, recorded) : null,
  };
}

/** Per day since t0, of a flow since the year began. */
function observedRate({ measure, opens, base }: Aim, { at, value }: Reading): Exact | null {
  if (measure === 'flow') return value.div(1 + daysBetween(startOfYear(yearOf(at)), at));
  if (opens === null || base === null || at <= opens) return null;
  return value.sub(base).div(daysBetween(opens, at));
}

/** What is still missing over the days left; 0 when met, null from the deadline on and where T is a ceiling. */
function requiredRate(
  { course, terms, target, due }: Aim,
  { at, value }: Reading,
  asOf: CivilDate,
): Exact | null {
  if (course === 'ceiling' || asOf >= due || at >= due) return null;
  if (compares(value, terms.comparator, target)) return ZERO;
  return target.sub(value).div(daysBetween(at, due));
}

/** Observed over required yearly growth, of levels whose way is longer than a year; a figure for reference. */
function cagrRatio(aim: Aim, { at, value }: Reading): Exact | null {
  const { opens, base } = aim;
  if (onlyGrows(aim.measure) || opens === null || base === null) return null;
  const first = dayNumber(opens);
  const whole = dayNumber(aim.closes) - first;
  if (whole <= YEAR) return null;
  const from = orNearlyZero(base);
  const observed = yearlyGrowth(from, orNearlyZero(value), dayNumber(at) - first);
  const required = yearlyGrowth(from, orNearlyZero(aim.target), whole);
  return observed === null || required === null ? null : quotient(observed, required);
}

function orNearlyZero(value: Exact): Exact {
  return signOf(value) === 0 ? NEARLY_ZERO : value;
}

/** Change of the year-to-date total against the same period of the year before. */
function yearOnYear({ terms }: Aim, { at, value }: Reading, recorded: readonly Reading[]): Exact | null {
  const before = totalAt(yearBefore(at), terms.baseline, recorded);
  return before === null || signOf(before) <= 0 ? null : value.div(before).sub(1);
}

/** The year-to-date total on that day; a year's whole total may also stand as the baseline. */
export function totalAt(
  at: CivilDate,
  baseline: Aim['terms']['baseline'],
  recorded: readonly Reading[],
): Exact | null {
  const reading = recorded.findLast((one) => one.at === at);
  if (reading !== undefined) return reading.complete ? reading.value : null;
  return baseline?.at === at && at.endsWith('-12-31') ? baseline.value : null;
}
