import Fraction from 'fraction.js';

/**
 * An exact rational number. Every decimal is one, and so is every quotient of two decimals, so a ratio
 * that stands on a threshold stands there exactly. Nothing is rounded before it is printed.
 */
export type Exact = Fraction;

const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** Reads a plain decimal ("-12.50"); throws a RangeError for anything else (exponents, "NaN", blanks). */
export function exact(decimal: string | number | bigint): Exact {
  if (typeof decimal === 'string' && !DECIMAL.test(decimal))
    throw new RangeError(`not a decimal: ${decimal}`);
  if (typeof decimal === 'number' && !Number.isSafeInteger(decimal))
    throw new RangeError('binary floats are not numbers here');
  return new Fraction(decimal);
}
