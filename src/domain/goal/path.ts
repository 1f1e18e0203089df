import { dayNumber } from '../calendar/civil-date';
import { type Exact, fraction } from '../number/exact';
import type { Stage } from './terms';

/** A point of a path; `x` is a day number, a year or months, and rises along the path. */
export interface PathPoint {
  readonly x: number | Exact;
  readonly y: Exact;
}

/** (t0, B), the stages strictly between in the order of their days, (t1, T). */
export function pathThrough(from: Stage, stages: readonly Stage[], to: Stage): PathPoint[] {
  const between = stages
    .filter(({ at }) => at > from.at && at < to.at)
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  return [from, ...between, to].map(({ at, value }) => ({ x: dayNumber(at), y: value }));
}

/** The path's value at `x`: piecewise linear, constant outside; throws a RangeError for a path without points. */
export function valueAt(path: readonly PathPoint[], x: number | Exact): Exact {
  const position = typeof x === 'number' ? fraction(x, 1) : x;
  let before: PathPoint | undefined;
  for (const point of path) {
    const order = position.compare(point.x);
    if (order === 0) return point.y;
    if (order < 0) return before === undefined ? point.y : between(before, point, position);
    before = point;
  }
  if (before === undefined) throw new RangeError('a path has points');
  return before.y;
}

function between(a: PathPoint, b: PathPoint, x: Exact): Exact {
  const share = x.sub(a.x).div(fraction(1, 1).mul(b.x).sub(a.x));
  return a.y.add(b.y.sub(a.y).mul(share));
}

/**
 * Where the path, seen in the direction of the aim (+1 or −1), goes past `value` for good: the last place at
 * which it is not beyond it. Its own ends where it never is, or always is.
 */
export function passes(path: readonly PathPoint[], value: Exact, sign: 1 | -1): Exact {
  for (let index = path.length - 1; index >= 0; index -= 1) {
    const point = path[index];
    const next = path[index + 1];
    if (point === undefined || isBeyond(point.y, value, sign)) continue;
    const x = fraction(1, 1).mul(point.x);
    if (next === undefined) return x;
    const share = value.sub(point.y).div(next.y.sub(point.y));
    return x.add(fraction(1, 1).mul(next.x).sub(x).mul(share));
  }
  const [first] = path;
  if (first === undefined) throw new RangeError('a path has points');
  return fraction(1, 1).mul(first.x);
}

function isBeyond(y: Exact, value: Exact, sign: 1 | -1): boolean {
  return sign * y.compare(value) > 0;
}
