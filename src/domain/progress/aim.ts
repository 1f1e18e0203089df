import type { CivilDate } from '../calendar/civil-date';
import { type Evidence, evidence, isUpward } from '../goal/evidence';
import type { PathPoint } from '../goal/path';
import type { GoalTerms, Measure } from '../goal/terms';
import { type Exact, signOf } from '../number/exact';
import type { Reading } from './reading';

/**
 * How a goal is judged. `path`: by pace towards T. `constant`: a floor or ceiling already met at the baseline,
 * by T alone. `ceiling`: an amount or total that may grow to T and no further. `milestone`: by its date.
 */
export type Course = 'path' | 'constant' | 'ceiling' | 'milestone';

/** What is aimed at, and by when: the target in force at the observation, with its own path in time. */
export interface Aim {
  readonly course: Course;
  readonly measure: Measure;
  readonly terms: GoalTerms;
  readonly sign: 1 | -1;
  /** t0; null when nothing says when the goal began. */
  readonly opens: CivilDate | null;
  /** t1, the goal's own deadline. */
  readonly closes: CivilDate;
  /** B where pace needs it and it is known; null for flows and milestones. */
  readonly base: Exact | null;
  /** T, or of an earlier year of a flow that year's target. */
  readonly target: Exact;
  /** When that target is due: t1, or the end of the earlier year. */
  readonly due: CivilDate;
  readonly isFinal: boolean;
  readonly implied: boolean;
  /** From (t0, B) to (t1, T) over day numbers; null where there is no such path. */
  readonly path: readonly PathPoint[] | null;
  /** From 0 to 1; null where there is no time to share. */
  readonly timeShareAt: (at: CivilDate) => Exact | null;
  readonly plannedAt: (at: CivilDate) => Exact | null;
}

/** What the reading says about the target in force. */
export function evidenceOf(aim: Aim, reading: Reading): Evidence {
  return evidence(reading.value, reading.certainty, aim.terms.comparator, aim.target);
}

/** What the reading says about the most that is planned for its day; null where nothing is. */
export function evidenceOfPlan(aim: Aim, { at, value, certainty }: Reading): Evidence | null {
  const planned = aim.plannedAt(at);
  return planned === null ? null : evidence(value, certainty, '<=', planned);
}

/** Amounts and totals, which are meant to grow. */
export function onlyGrows(measure: Measure): boolean {
  return measure === 'flow' || measure === 'cumulative';
}

/** `base` is null for flows and where there is none. */
export function courseOf(measure: Measure, { comparator, target }: GoalTerms, base: Exact | null): Course {
  if (measure === 'milestone') return 'milestone';
  if (onlyGrows(measure) && !isUpward(comparator)) return 'ceiling';
  if (measure === 'flow' || base === null) return 'path';
  const distance = signOf(target.sub(base));
  return (isUpward(comparator) ? distance : -distance) <= 0 ? 'constant' : 'path';
}
