import Fraction from 'fraction.js';

/**
 * An exact rational number. Every decimal is one, and so is every quotient of two decimals, so a ratio
 * that stands on a threshold stands there exactly. Nothing is rounded before it is printed.
 */
export type Exact = InstanceType<typeof Fraction>;

const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** Reads a plain decimal ("-12.50"); throws a RangeError for anything else (exponents, "NaN", blanks). */
export function exact(decimal: string | number | bigint): Exact {
  if (typeof decimal === 'string' && !DECIMAL.test(decimal))
    throw new RangeError(`not a decimal: ${decimal}`);
  if (typeof decimal === 'number' && !Number.isSafeInteger(decimal)) {
    throw new RangeError('binary floats are not numbers here');
  }
  return new Fraction(decimal);
}

export const ZERO: Exact = exact(0);
export const ONE: Exact = exact(1);

/** n ÷ d of two whole numbers; throws a RangeError when d is 0. */
export function fraction(n: number | bigint, d: number | bigint): Exact {
  if (BigInt(d) === 0n) throw new RangeError('division by zero');
  return new Fraction(BigInt(n), BigInt(d));
}

/** a ÷ b, or null where there is no quotient. */
export function quotient(a: Exact, b: Exact): Exact | null {
  return b.n === 0n ? null : a.div(b);
}

/** -1, 0 or 1. */
export function signOf(value: Exact): -1 | 0 | 1 {
  if (value.n === 0n) return 0;
  return value.s < 0n ? -1 : 1;
}

/** Negative, 0 or positive as `a` is below, at or above `b`; spares the parsing that a Fraction does first. */
export function order(a: Exact, b: Exact): number {
  const [left, right] = a.d === b.d ? [a.s * a.n, b.s * b.n] : [a.s * a.n * b.d, b.s * b.n * a.d];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

export function larger(a: Exact, b: Exact): Exact {
  return order(a, b) < 0 ? b : a;
}

export function smaller(a: Exact, b: Exact): Exact {
  return order(a, b) > 0 ? b : a;
}

/** `value` moved to the nearer of `low` and `high` when it lies outside them. */
export function clip(value: Exact, low: Exact, high: Exact): Exact {
  return smaller(larger(value, low), high);
}
