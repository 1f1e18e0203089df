import { type CivilDate, dayNumber } from '../calendar/civil-date';
import { signOfAim } from '../goal/evidence';
import { type PathPoint, pathThrough, valueAt } from '../goal/path';
import type { GoalTerms, Measure, TermsDates } from '../goal/terms';
import { clip, type Exact, fraction, ONE, ZERO } from '../number/exact';
import { type Aim, courseOf } from './aim';

/** The aim of a stock, ratio, cumulative or milestone: T at t1, from B at t0 along the stages. */
export function aimOfLevel(measure: Measure, terms: GoalTerms): Aim {
  const opens = opensOn(measure, terms);
  const base = baseOf(measure, terms);
  const course = courseOf(measure, terms, base);
  const path = course === 'constant' || course === 'milestone' ? null : pathOf(terms, opens, base);
  const constant = course === 'constant' ? terms.target : null;
  return {
    course,
    measure,
    terms,
    sign: signOfAim(terms.comparator),
    opens,
    closes: terms.deadline,
    base,
    target: terms.target,
    due: terms.deadline,
    isFinal: true,
    implied: false,
    path,
    timeShareAt: (at) => (measure === 'milestone' ? null : shareOfDays(opens, terms.deadline, at)),
    plannedAt: (at) => (path === null ? constant : valueAt(path, dayNumber(at))),
  };
}

/** t0: the stated start, else the day of the baseline; a milestone only has a start. */
export function opensOn(measure: Measure, { start, baseline }: TermsDates): CivilDate | null {
  return measure === 'milestone' ? start : (start ?? baseline?.at ?? null);
}

/** B; a total that starts on a stated day starts from 0. */
function baseOf(measure: Measure, { start, baseline }: GoalTerms): Exact | null {
  if (measure === 'milestone') return null;
  if (baseline !== null) return baseline.value;
  return measure === 'cumulative' && start !== null ? ZERO : null;
}

function pathOf(terms: GoalTerms, opens: CivilDate | null, base: Exact | null): PathPoint[] | null {
  const { deadline, stages, target } = terms;
  if (opens === null || base === null || opens >= deadline) return null;
  return pathThrough({ at: opens, value: base }, stages, { at: deadline, value: target });
}

function shareOfDays(opens: CivilDate | null, closes: CivilDate, at: CivilDate): Exact | null {
  if (opens === null || opens >= closes) return null;
  const first = dayNumber(opens);
  return clip(fraction(dayNumber(at) - first, dayNumber(closes) - first), ZERO, ONE);
}
