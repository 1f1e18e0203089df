import {
  addDays,
  type CivilDate,
  dayNumber,
  daysBetween,
  endOfYear,
  yearBefore,
  yearOf,
} from '../calendar/civil-date';
import { compares } from '../goal/evidence';
import { clip, type Exact, exact, fraction, larger, quotient, signOf, ZERO } from '../number/exact';
import type { Aim } from './aim';
import { monthsElapsed } from './aim-of-flow';
import type { Forecast, Outlook } from './model';
import { totalAt } from './rates';
import type { Reading } from './reading';
import { FEWEST_POINTS, theilSen, type TrendPoint } from './theil-sen';
import type { Window } from './window';

const HUNDRED = exact(100);
/** Shares of the distance by which a forecast may miss and still be likely, or uncertain. */
const LIKELY_MISS = fraction(5, 100);
const UNCERTAIN_MISS = fraction(20, 100);
/** A trend that needs longer than a hundred years never gets there. */
const FAR_DAYS = 36_525;
const LAST_DATE = endOfYear(9999);

/** A forecast with the trend line it lies on, before anything was clipped. */
export interface Outlined {
  readonly forecast: Forecast;
  readonly perDay: Exact;
}

/**
 * The value expected when the target in force is due (progress-method: Quantities, forecast); null where it
 * cannot be forecast, an incomplete total least of all, or nothing is left to forecast. `recorded` are all readings.
 */
export function forecastAt(
  { aim, asOf, within }: Window,
  reading: Reading,
  recorded: readonly Reading[],
): Outlined | null {
  if (aim.course === 'milestone' || reading.at >= aim.due || asOf > aim.due) return null;
  if (!reading.complete) return null;
  return aim.measure === 'flow' ? ofFlow(aim, reading, recorded) : ofLevel(aim, reading, within);
}

function ofFlow(aim: Aim, { at, value }: Reading, recorded: readonly Reading[]): Outlined {
  const forecast = forecastOfFlow(aim, { at, value }, recorded);
  return { forecast, perDay: forecast.value.sub(value).div(daysBetween(at, aim.due)) };
}

type Dated = Pick<Reading, 'at' | 'value'>;

function forecastOfFlow(aim: Aim, { at, value }: Dated, recorded: readonly Reading[]): Forecast {
  const samePeriod = totalAt(yearBefore(at), aim.terms.baseline, recorded);
  const whole = totalAt(yearBefore(aim.due), aim.terms.baseline, recorded);
  const share = samePeriod === null || whole === null ? null : quotient(whole, samePeriod);
  const bounds = { low: null, high: null } as const;
  if (share !== null && signOf(share) > 0) {
    return { value: value.mul(share), ...bounds, method: 'same-period-share', confidence: 'normal' };
  }
  const straight = value.mul(monthsElapsed(aim.due)).div(monthsElapsed(at));
  return { value: straight, ...bounds, method: 'straight-line', confidence: 'low' };
}

function ofLevel(aim: Aim, reading: Reading, within: readonly Reading[]): Outlined | null {
  const points = trendPoints(aim, within);
  const daysLeft = daysBetween(reading.at, aim.due);
  const ahead = (perDay: Exact): Exact => possible(aim, reading, reading.value.add(perDay.mul(daysLeft)));
  if (points.length >= FEWEST_POINTS) {
    const { slope, low, high } = theilSen(points);
    const bounds = { low: ahead(low), high: ahead(high) };
    return {
      forecast: { value: ahead(slope), ...bounds, method: 'theil-sen', confidence: 'normal' },
      perDay: slope,
    };
  }
  const slope = meanRate(points);
  if (slope === null) return null;
  const value = ahead(slope);
  return {
    forecast: { value, low: null, high: null, method: 'mean-rate', confidence: 'low' },
    perDay: slope,
  };
}

/** The baseline, where there is one, and what was wholly observed after it. */
function trendPoints({ opens, base }: Aim, within: readonly Reading[]): TrendPoint[] {
  const whole = within.filter(({ complete }) => complete);
  const observed = whole.map(({ at, value }) => ({ day: dayNumber(at), value }));
  if (opens === null || base === null) return observed;
  const first = dayNumber(opens);
  return [{ day: first, value: base }, ...observed.filter(({ day }) => day > first)];
}

function meanRate(points: readonly TrendPoint[]): Exact | null {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined || last.day <= first.day) return null;
  return last.value.sub(first.value).div(last.day - first.day);
}

/** A ratio stays within 0 and 100, a total does not fall. */
function possible({ measure }: Aim, reading: Reading, value: Exact): Exact {
  if (measure === 'ratio') return clip(value, ZERO, HUNDRED);
  return measure === 'cumulative' ? larger(value, reading.value) : value;
}

/** How the forecast stands to the target, by the share of the distance it misses it by. */
export function outlookOf({ base, target, sign }: Aim, forecast: Forecast): Outlook {
  const shortfall = target.sub(forecast.value).mul(sign);
  const distance = target.sub(base ?? ZERO).abs();
  const whole = signOf(distance) === 0 ? target.abs() : distance;
  if (shortfall.compare(whole.mul(LIKELY_MISS)) <= 0) return 'likely';
  return shortfall.compare(whole.mul(UNCERTAIN_MISS)) <= 0 ? 'uncertain' : 'unlikely';
}

/**
 * When the trend line reaches T, rounded up to a day; the reading's own day when it is there. Null when it never
 * does, within the year for a flow, and for floors and ceilings, where reaching T is no event to wait for.
 */
export function projectedDate(aim: Aim, reading: Reading, perDay: Exact | null): CivilDate | null {
  if (aim.course !== 'path') return null;
  if (compares(reading.value, aim.terms.comparator, aim.target)) return reading.at;
  if (perDay === null || signOf(perDay) !== aim.sign) return null;
  const days = aim.target.sub(reading.value).div(perDay).ceil();
  const last = aim.measure === 'flow' ? endOfYear(yearOf(reading.at)) : LAST_DATE;
  const most = Math.min(FAR_DAYS, daysBetween(reading.at, last));
  return days.compare(most) > 0 ? null : addDays(reading.at, Number(days.n));
}
