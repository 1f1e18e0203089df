import { type Exact, fraction } from './exact';

/*
 * The one place where the method needs an irrational number: yearly growth over days. Done in fixed point with
 * bigints, so that every machine gets the same digits. Errors stay below 10^-30; results keep 20 decimals.
 */
const SCALE = 10n ** 40n;
const KEPT = 10n ** 20n;
const LN_2 = 6931471805599453094172321214581765680755n;
/** Days of a mean Gregorian year, times 10,000. */
const YEAR_DAYS = 3652425n;

/**
 * Compound growth per year that turns `from` into `to` in `days`: (to ÷ from)^(365.2425 ÷ days) − 1, to 20
 * decimals. Both must have the same sign and not be zero, `days` must be positive: else null.
 */
export function yearlyGrowth(from: Exact, to: Exact, days: number): Exact | null {
  if (from.n === 0n || to.n === 0n || from.s !== to.s || days <= 0) return null;
  const ratio = to.div(from);
  const exponent = (lnOf(ratio.n, ratio.d) * YEAR_DAYS) / (10_000n * BigInt(days));
  const power = expOf(exponent);
  return power === null ? null : fraction((power - SCALE) / (SCALE / KEPT), KEPT);
}

/** ln(n ÷ d), scaled: the power of two apart, the rest by 2·artanh((m−1)/(m+1)), |m−1| < 1. */
function lnOf(n: bigint, d: bigint): bigint {
  const twos = BigInt(n.toString(2).length - d.toString(2).length);
  const [top, bottom] = twos >= 0n ? [n, d << twos] : [n << -twos, d];
  const x = ((top - bottom) * SCALE) / (top + bottom);
  const square = (x * x) / SCALE;
  let sum = 0n;
  for (let term = x, odd = 1n; term !== 0n; term = (term * square) / SCALE, odd += 2n) sum += term / odd;
  return 2n * sum + twos * LN_2;
}

/** e^y, scaled; null beyond 2^±200, where no indicator grows and the digits kept would say nothing. */
function expOf(y: bigint): bigint | null {
  const twos = y / LN_2;
  if (twos > 200n || twos < -200n) return null;
  const rest = y - twos * LN_2;
  let sum = 0n;
  for (let term = SCALE, k = 1n; term !== 0n; term = (term * rest) / (SCALE * k), k += 1n) sum += term;
  return twos >= 0n ? sum << twos : sum >> -twos;
}
