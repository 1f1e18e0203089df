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

/** The stage of an earlier year, or what lies on the straight line between the years before and after it. */
function targetOfYear(terms: GoalTerms, year: number): { target: Exact; implied: boolean } {
  const last = yearOf(terms.deadline);
  const points = new Map<number, Exact>();
  const { baseline } = terms;
  if (baseline?.at.endsWith('-12-31') === true) points.set(yearOf(baseline.at), baseline.value);
  for (const { at, value } of terms.stages) {
    if (at.endsWith('-12-31') && yearOf(at) < last) points.set(yearOf(at), value);
  }
  const stated = points.get(year);
  if (stated !== undefined) return { target: stated, implied: false };
  points.set(last, terms.target);
  const path = [...points].sort(([a], [b]) => a - b).map(([x, y]): PathPoint => ({ x, y }));
  return { target: valueAt(path, year), implied: true };
}

/** Share of the year's target by months: straight, or through the stages published within the year. */
function sharePath(terms: GoalTerms, year: number, due: CivilDate, target: Exact): PathPoint[] {
  const within = terms.stages.filter(({ at }) => yearOf(at) === year && at < due && signOf(target) !== 0);
  const stages = within
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ at, value }): PathPoint => ({ x: monthsElapsed(at), y: value.div(target) }));
  return [{ x: 0, y: ZERO }, ...stages, { x: monthsElapsed(due), y: ONE }];
}
