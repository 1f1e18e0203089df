import {
  type CivilDate,
  dayOfMonth,
  daysInMonth,
  endOfYear,
  monthOf,
  startOfYear,
  yearOf,
} from '../calendar/civil-date';
import { signOfAim } from '../goal/evidence';
import { type PathPoint, valueAt } from '../goal/path';
import type { GoalTerms, TermsDates } from '../goal/terms';
import { type Exact, fraction, ONE, signOf, ZERO } from '../number/exact';
import { type Aim, courseOf } from './aim';

/** The first calendar year in which the flow is judged: after the baseline, else that of the first stage. */
export function firstJudgedYear({ baseline, stages, deadline }: TermsDates): number {
  const last = yearOf(deadline);
  if (baseline !== null) return Math.min(yearOf(baseline.at) + 1, last);
  return Math.min(last, ...stages.map(({ at }) => yearOf(at)));
}

/** The aim of a flow in one of its judged years. */
export function aimOfFlow(terms: GoalTerms, year: number): Aim {
  const isFinal = year === yearOf(terms.deadline);
  const due = isFinal ? terms.deadline : endOfYear(year);
  const { target, implied } = isFinal ? { target: terms.target, implied: false } : targetOfYear(terms, year);
  const shares = sharePath(terms, year, due, target);
  return {
    course: courseOf('flow', terms, null),
    measure: 'flow',
    terms,
    sign: signOfAim(terms.comparator),
    opens: startOfYear(firstJudgedYear(terms)),
    closes: terms.deadline,
    base: null,
    target,
    due,
    isFinal,
    implied,
    path: null,
    timeShareAt: (at) => valueAt(shares, monthsElapsed(at)),
    plannedAt: (at) => target.mul(valueAt(shares, monthsElapsed(at))),
  };
}

/** m: whole months of the year gone by at the end of the day, the started one by its days; 12 on 31 December. */
export function monthsElapsed(at: CivilDate): Exact {
  const length = daysInMonth(yearOf(at), monthOf(at));
  return fraction((monthOf(at) - 1) * length + dayOfMonth(at), length);
}

/** The total that is stated for a whole year, with what states it and when. */
export interface YearPoint {
  readonly statedBy: 'B' | 'stage' | 'T';
  readonly at: CivilDate;
  readonly value: Exact;
}

/** The stage of an earlier year, or what lies on the straight line between the years before and after it. */
function targetOfYear(terms: GoalTerms, year: number): { target: Exact; implied: boolean } {
  const points = pointsAround(terms, year);
  const path = points.map(({ at, value }): PathPoint => ({ x: yearOf(at), y: value }));
  return { target: valueAt(path, year), implied: points.every(({ at }) => yearOf(at) !== year) };
}

/** What gives the target of an earlier year: the total stated for it, else the last before and the first after it. */
export function pointsAround(terms: GoalTerms, year: number): YearPoint[] {
  const points = yearPoints(terms);
  const own = points.find(({ at }) => yearOf(at) === year);
  if (own !== undefined) return [own];
  const before = points.findLast(({ at }) => yearOf(at) < year);
  const after = points.find(({ at }) => yearOf(at) > year);
  return [before, after].filter((point) => point !== undefined);
}

/** The totals of whole years that are stated, one to a year, oldest first. */
function yearPoints({ baseline, stages, deadline, target }: GoalTerms): YearPoint[] {
  const isWhole = ({ at }: { readonly at: CivilDate }): boolean => at.endsWith('-12-31');
  const stated: YearPoint[] = [
    ...(baseline === null ? [] : [baseline])
      .filter(isWhole)
      .map((one) => ({ ...one, statedBy: 'B' as const })),
    ...stages.filter(isWhole).map((one) => ({ ...one, statedBy: 'stage' as const })),
  ];
  const earlier = stated.filter(({ at }) => yearOf(at) < yearOf(deadline));
  const years = new Map(earlier.map((point) => [yearOf(point.at), point]));
  const points = [...years.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
  return [...points, { statedBy: 'T', at: deadline, value: target }];
}

/** Share of the year's target by months: straight, or through the stages published within the year. */
function sharePath(terms: GoalTerms, year: number, due: CivilDate, target: Exact): PathPoint[] {
  const within = terms.stages.filter(({ at }) => yearOf(at) === year && at < due && signOf(target) !== 0);
  const stages = within
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ at, value }): PathPoint => ({ x: monthsElapsed(at), y: value.div(target) }));
  return [{ x: 0, y: ZERO }, ...stages, { x: monthsElapsed(due), y: ONE }];
}
