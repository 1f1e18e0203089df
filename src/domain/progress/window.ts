import { type CivilDate, earlier, yearOf } from '../calendar/civil-date';
import { certaintyOf } from '../goal/evidence';
import type { GoalTerms, Measure } from '../goal/terms';
import type { Aim } from './aim';
import { aimOfFlow, firstJudgedYear } from './aim-of-flow';
import { aimOfLevel } from './aim-of-level';
import { inForce, type Reading } from './reading';

/** An aim with the readings that count for it, each list oldest first. */
export interface Window {
  readonly aim: Aim;
  readonly asOf: CivilDate;
  /** In force from t0 to t1, of a flow those of the judged year. */
  readonly within: readonly Reading[];
  /** In force after t1, of a flow those of the deadline's year. */
  readonly after: readonly Reading[];
  /** All from t0 on, also what changed nothing; of a flow all judged years. */
  readonly recorded: readonly Reading[];
}

/** `readings` are all on record at the clocks, oldest first. */
export function openWindow(
  measure: Measure,
  terms: GoalTerms,
  readings: readonly Reading[],
  asOf: CivilDate,
): Window {
  return measure === 'flow'
    ? windowOfFlow(terms, readings, asOf)
    : windowOfLevel(measure, terms, readings, asOf);
}

function windowOfLevel(
  measure: Measure,
  terms: GoalTerms,
  readings: readonly Reading[],
  asOf: CivilDate,
): Window {
  const aim = aimOfLevel(measure, terms);
  const { opens } = aim;
  const recorded = opens === null ? readings : readings.filter(({ at }) => at >= opens);
  const standing = measure === 'milestone' ? recorded : inForce(recorded, baselineReading(aim));
  return { aim, asOf, recorded, ...splitAt(aim.closes, standing) };
}

function windowOfFlow(terms: GoalTerms, readings: readonly Reading[], asOf: CivilDate): Window {
  const first = firstJudgedYear(terms);
  const last = yearOf(terms.deadline);
  const recorded = readings.filter(({ at }) => yearOf(at) >= first && yearOf(at) <= last);
  const until = earlier(asOf, terms.deadline);
  const latest = recorded.findLast(({ at }) => at <= until);
  const year = latest === undefined ? Math.max(first, Math.min(yearOf(asOf), last)) : yearOf(latest.at);
  const ofYear = (wanted: number): Reading[] =>
    inForce(
      recorded.filter(({ at }) => yearOf(at) === wanted),
      null,
    );
  const { within } = splitAt(terms.deadline, ofYear(year));
  const { after } = splitAt(terms.deadline, ofYear(last));
  return { aim: aimOfFlow(terms, year), asOf, recorded, within, after };
}

function splitAt(closes: CivilDate, readings: readonly Reading[]): Pick<Window, 'within' | 'after'> {
  return {
    within: readings.filter(({ at }) => at <= closes),
    after: readings.filter(({ at }) => at > closes),
  };
}

/** B as the value in force before the first observation. */
function baselineReading({ terms, opens }: Aim): Reading | null {
  const { baseline } = terms;
  if (baseline === null || opens === null) return null;
  return {
    at: opens,
    value: baseline.value,
    certainty: certaintyOf(baseline.qualifier),
    complete: true,
    conflict: false,
    parts: null,
    missing: [],
    used: () => [],
  };
}
