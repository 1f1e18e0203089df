import { type Exact, fraction, ONE } from '../number/exact';

/** A point of a trend: days on the line of time, and an exact value. */
export interface TrendPoint {
  readonly day: number;
  readonly value: Exact;
}

/** Change per day: the median of the slopes between all pairs of points, with its 90 % limits. */
export interface Trend {
  readonly slope: Exact;
  readonly low: Exact;
  readonly high: Exact;
}

/** The trend is that of the most recent points: all pairs of more would cost more than they tell. */
export const MOST_POINTS = 12;
export const FEWEST_POINTS = 4;

/**
 * Rank from below of the lower limit (and from above of the upper one) among the N = n(n−1)/2 slopes in order:
 * ⌊(N − 1.645·√(n(n−1)(2n+5)/18)) ÷ 2⌋ by Sen's normal approximation, written out for n = 4 to 12 because no
 * irrational number is to be computed here. 0 means the outermost slope.
 */
export const LIMIT_RANKS: Readonly<Record<number, number>> = {
  4: 0,
  5: 1,
  6: 3,
  7: 5,
  8: 7,
  9: 10,
  10: 13,
  11: 16,
  12: 21,
};

/** Slopes as differences of whole numbers, with an approximate key that settles all but near ties. */
interface Slope {
  readonly rise: bigint;
  readonly run: number;
  readonly key: number;
}

/** More than the rounding errors of the key, relative to its size. */
const KEY_ERROR = 1e-12;

/**
 * Theil–Sen trend of at least four points on different days; of more than twelve the latest count. Throws a
 * RangeError for fewer. The answer is exact: floats only spare comparisons whose outcome they prove.
 */
export function theilSen(points: readonly TrendPoint[]): Trend {
  const recent = [...points].sort((a, b) => a.day - b.day).slice(-MOST_POINTS);
  const rank = LIMIT_RANKS[recent.length];
  if (rank === undefined) throw new RangeError(`a trend needs ${FEWEST_POINTS} points`);
  const scale = recent.reduce((common, { value }) => common.lcm(fraction(value.d, 1)), ONE).n;
  const slopes = slopesOf(recent, scale).sort(byRise);
  const at = (index: number): Exact => exactOf(slopes[index], scale);
  const count = slopes.length;
  const half = Math.floor(count / 2);
  return {
    slope:
      count % 2 === 1
        ? at(half)
        : at(half - 1)
            .add(at(half))
            .div(2),
    low: at(Math.max(rank - 1, 0)),
    high: at(Math.min(count - rank, count - 1)),
  };
}

function slopesOf(points: readonly TrendPoint[], scale: bigint): Slope[] {
  const whole = points.map(({ day, value }) => ({ day, y: value.s * value.n * (scale / value.d) }));
  const slopes: Slope[] = [];
  whole.forEach((to, index) => {
    for (const from of whole.slice(0, index)) {
      const rise = to.y - from.y;
      const run = to.day - from.day;
      if (run > 0) slopes.push({ rise, run, key: Number(rise) / run });
    }
  });
  return slopes;
}

function byRise(a: Slope, b: Slope): number {
  const apart = a.key - b.key;
  // Beyond the range of floats the keys are infinite, apart is no number, and the exact way is taken.
  if (Math.abs(apart) > KEY_ERROR * (Math.abs(a.key) + Math.abs(b.key))) return apart;
  const cross = a.rise * BigInt(b.run) - b.rise * BigInt(a.run);
  return cross < 0n ? -1 : Number(cross > 0n);
}

function exactOf(slope: Slope | undefined, scale: bigint): Exact {
  if (slope === undefined) throw new RangeError('points of a trend lie on different days');
  return fraction(slope.rise, scale * BigInt(slope.run));
}
