import { addDays, type CivilDate, startOfYear } from '../calendar/civil-date';
import type { Measure, TermsDates } from '../goal/terms';
import { firstJudgedYear } from '../progress/aim-of-flow';
import { opensOn } from '../progress/aim-of-level';

/** The periods a goal asks figures for: those that end after one day and by another. */
export interface Obligation {
  readonly after: CivilDate;
  readonly until: CivilDate;
}

/**
 * What a goal asks of whoever reports: every period of its window (progress-method: t0 to t1), of a flow from its
 * first judged year on. A goal that begins on no stated day asks from the day it was promised on. A milestone asks
 * for no period.
 */
export function obligationOf(measure: Measure, terms: TermsDates, promisedOn: CivilDate): Obligation | null {
  if (measure === 'milestone') return null;
  const until = terms.deadline;
  if (measure === 'flow') return { after: addDays(startOfYear(firstJudgedYear(terms)), -1), until };
  return { after: opensOn(measure, terms) ?? promisedOn, until };
}
