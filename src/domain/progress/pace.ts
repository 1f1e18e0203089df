import { dayNumber } from '../calendar/civil-date';
import { isUpward } from '../goal/evidence';
import { passes } from '../goal/path';
import { type Exact, quotient, signOf } from '../number/exact';
import { type Aim, evidenceOfPlan, onlyGrows } from './aim';
import type { Judgement } from './model';
import type { Reading } from './reading';

/** Where a reading stands against target and time (progress-method: Quantities). */
export type Pace = Pick<
  Judgement,
  | 'completion'
  | 'progressShare'
  | 'timeShare'
  | 'planned'
  | 'gapValue'
  | 'gapPoints'
  | 'margin'
  | 'paceIndex'
  | 'slackDays'
>;

/** All null: of a milestone, or where there is no observation. */
export const NO_PACE: Pace = {
  completion: null,
  progressShare: null,
  timeShare: null,
  planned: null,
  gapValue: null,
  gapPoints: null,
  margin: null,
  paceIndex: null,
  slackDays: null,
};

export function paceAt(aim: Aim, reading: Reading): Pace {
  if (aim.course === 'milestone') return NO_PACE;
  const { at, value } = reading;
  const timeShare = aim.timeShareAt(at);
  const planned = aim.plannedAt(at);
  const completion = completionOf(aim, value);
  const progressShare = progressShareOf(aim, value);
  const gapValue = planned === null ? null : value.sub(planned).mul(aim.sign);
  const toTime = difference(completion, progressShare, timeShare);
  return {
    completion,
    progressShare,
    timeShare,
    planned,
    gapValue,
    gapPoints: aim.course === 'ceiling' ? gapOfCeiling(aim, gapValue) : toTime,
    margin: value.sub(aim.target).mul(aim.sign),
    paceIndex: planned === null ? null : paceIndexOf(aim, value, planned),
    slackDays: aim.path === null ? null : passes(aim.path, value, aim.sign).sub(dayNumber(at)),
    ...(isOpen(aim, reading) ? { gapPoints: null, paceIndex: null } : {}),
  };
}

/** What may lie on either side of what a ceiling allows has no pace. */
function isOpen(aim: Aim, reading: Reading): boolean {
  return aim.course === 'ceiling' && evidenceOfPlan(aim, reading) === 'unknown';
}

/** V ÷ T of flows and totals, T ÷ V where less is better; undefined unless what it is divided by is positive. */
function completionOf({ measure, terms, target }: Aim, value: Exact): Exact | null {
  if (!onlyGrows(measure) || signOf(target) <= 0) return null;
  if (isUpward(terms.comparator)) return value.div(target);
  return signOf(value) > 0 ? target.div(value) : null;
}

/** (V − B) ÷ (T − B), where there is a distance to cover. */
function progressShareOf({ course, base, target }: Aim, value: Exact): Exact | null {
  if (course !== 'path' || base === null) return null;
  return quotient(value.sub(base), target.sub(base));
}

function difference(
  completion: Exact | null,
  progressShare: Exact | null,
  timeShare: Exact | null,
): Exact | null {
  const share = progressShare ?? completion;
  return share === null || timeShare === null ? null : share.sub(timeShare);
}

/** What is left of the plan for the day, as a share of the whole allowance T − B: time share less share used. */
function gapOfCeiling({ base, target }: Aim, gapValue: Exact | null): Exact | null {
  const allowance = base === null ? target : target.sub(base);
  return gapValue === null || signOf(allowance) <= 0 ? null : gapValue.div(allowance);
}

/** P. The straight path's share of distance ÷ share of time is (V − B) ÷ (planned − B) as well. */
function paceIndexOf({ course, base, measure }: Aim, value: Exact, planned: Exact): Exact | null {
  const positive = signOf(value) > 0 && signOf(planned) > 0;
  if (course === 'ceiling') return positive ? planned.div(value) : null;
  if (measure === 'flow') return signOf(planned) > 0 ? value.div(planned) : null;
  if (course === 'constant' || base === null) return null;
  return quotient(value.sub(base), planned.sub(base));
}
