import { type Exact, ONE } from './exact';

/**
 * Half-up to `places` decimals as a plain decimal: a tie goes away from zero (2.5 → 3, -2.5 → -3). Never an
 * exponent, never "-0". `places` is a whole number from 0 on; anything else is a RangeError.
 */
export function halfUp(value: Exact, places: number): string {
  const scale = 10n ** BigInt(places);
  return written(value.s < 0n, (2n * value.n * scale + value.d) / (2n * value.d), places);
}

/** Rounded down to `places` decimals, away from zero below it: 1.99 to one place is 1.9, -1.91 is -2.0. */
function roundedDown(value: Exact, places: number): string {
  const negative = value.s < 0n;
  const units = value.n * 10n ** BigInt(places);
  return written(negative, (negative ? units + value.d - 1n : units) / value.d, places);
}

function written(negative: boolean, units: bigint, places: number): string {
  const digits = units.toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const text = places === 0 ? whole : `${whole}.${digits.slice(-places)}`;
  return negative && units !== 0n ? `-${text}` : text;
}

/**
 * Half-up, but a value strictly below one of the `limits` never prints as having reached it: then it is rounded
 * down instead. For 99,996 of 100,000 as a share with the limit 1: "0.9999", not "1.0000".
 */
export function halfUpBelow(value: Exact, places: number, limits: readonly Exact[]): string {
  const scale = 10n ** BigInt(places);
  const units = (value.s * (2n * value.n * scale + value.d)) / (2n * value.d);
  const reaches = ({ s, n, d }: Exact): boolean => units * d >= s * n * scale;
  const crosses = limits.some((limit) => value.compare(limit) < 0 && reaches(limit));
  return crosses ? roundedDown(value, places) : halfUp(value, places);
}

/** A share (1 = 100 %) in percent, without the sign; strictly below 1 it never prints 100 or more. */
export function percent(share: Exact, places: number): string {
  const hundred = ONE.mul(100);
  return halfUpBelow(share.mul(hundred), places, [hundred]);
}

/** The number of decimals of its finite decimal expansion, or null when it has none (1/3). */
export function decimalPlaces(value: Exact): number | null {
  let rest = value.d;
  let twos = 0;
  let fives = 0;
  for (; rest % 2n === 0n; rest /= 2n) twos += 1;
  for (; rest % 5n === 0n; rest /= 5n) fives += 1;
  return rest === 1n ? Math.max(twos, fives) : null;
}

/**
 * A value as recorded: all its decimals, and at least `places` of them. What has no finite expansion (a ratio
 * of sums) is rounded half-up to `places`, but not onto a `limit` that it stays below.
 */
export function asRecorded(value: Exact, places: number, limits: readonly Exact[] = []): string {
  const own = decimalPlaces(value);
  return own === null ? halfUpBelow(value, places, limits) : halfUp(value, Math.max(own, places));
}

/** Exactly: a plain decimal where there is one, else a fraction in lowest terms ("14/69"). */
export function exactText(value: Exact): string {
  const own = decimalPlaces(value);
  if (own !== null) return halfUp(value, own);
  return `${value.s < 0n ? '-' : ''}${value.n.toString()}/${value.d.toString()}`;
}
