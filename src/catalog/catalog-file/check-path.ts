import type { Comparator, Measure } from '../../domain/goal';
import { exact } from '../../domain/number';
import { isUpward } from './check-comparator';
import type { Codes } from './codes';
import {
  baselineDateOf,
  deadlineOf,
  followedBy,
  MOST_STAGES,
  ownStagesOf,
  pathOf,
  type PathPoint,
} from './goal-path';
import type { GoalRecord } from './sections';

/** Of a deadline that could not be read: later than every date. */
const LAST_DAY = '9999-12-31';

/** The published path leads from the start to the target, forwards in time. */
export function checkPath(goal: GoalRecord, measure: Measure, codes: Codes): void {
  const earlier = followedBy(goal, codes.goals);
  if (earlier && !mayFollow(goal, earlier)) return;
  const path = pathOf(goal, codes.goals);
  if (path.length > MOST_STAGES) {
    goal.placeOf(goal.follows ? 'follows' : 'stages').complain('too_many_stages', { max: MOST_STAGES });
    return;
  }
  checkOrder(ownStagesOf(goal), (a, b) => a.at > b.at);
  checkOrder(path, (a, b) => a.at === b.at);
  for (const point of path) {
    checkPoint(goal, point);
    if (isBeyond(goal, measure, point))
      point.place.complain('stage_beyond_target', { value: point.value, target: goal.target ?? '' });
  }
}

/** A path runs through another goal's target only if both are promises about one record. */
function mayFollow(goal: GoalRecord, earlier: GoalRecord): boolean {
  const place = goal.placeOf('follows');
  const params = { code: goal.code ?? '', earlier: earlier.code ?? '' };
  if (recordOf(goal) !== recordOf(earlier)) place.complain('follows_other_record', params);
  else if (!sameWay(goal, earlier)) place.complain('follows_other_direction', params);
  else if ((deadlineOf(earlier) ?? '') >= (deadlineOf(goal) ?? LAST_DAY))
    place.complain('follows_later_goal', params);
  else return true;
  return false;
}

function recordOf(goal: GoalRecord): string {
  return [goal.indicator, goal.definition, goal.area, goal.each_area_of, goal.sum_of_areas].join(' ');
}

function sameWay(goal: GoalRecord, earlier: GoalRecord): boolean {
  if (!goal.comparator || !earlier.comparator) return true;
  return isUpward(goal.comparator) === isUpward(earlier.comparator);
}

function checkOrder(points: readonly PathPoint[], wrong: (a: PathPoint, b: PathPoint) => boolean): void {
  points.forEach((point, index) => {
    const before = points[index - 1];
    if (before && wrong(before, point))
      point.place.complain('stage_order', { at: point.at, before: before.at });
  });
}

function checkPoint(goal: GoalRecord, { at, place }: PathPoint): void {
  const from = latest(goal.start ?? '', baselineDateOf(goal) ?? '');
  const deadline = deadlineOf(goal) ?? LAST_DAY;
  if (at <= from || at >= deadline) place.complain('stage_outside', { at, from: from || '…', deadline });
}

function latest(a: string, b: string): string {
  return a > b ? a : b;
}

function isBeyond(goal: GoalRecord, measure: Measure, { at, value }: PathPoint): boolean {
  const { comparator, target } = goal;
  if (!comparator || !target) return false;
  // Each year of a flow has an amount of its own; a ceiling may rise from year to year, and a floor may sink.
  if (measure === 'flow' && at.slice(0, 4) !== deadlineOf(goal)?.slice(0, 4)) return false;
  const [low, high] = runsUp(measure, comparator) ? [value, target] : [target, value];
  return exact(low).gt(exact(high));
}

/** Totals only grow, towards a ceiling as towards a goal; levels come from whichever side is worse. */
function runsUp(measure: Measure, comparator: Comparator): boolean {
  return measure === 'flow' || measure === 'cumulative' || isUpward(comparator);
}
