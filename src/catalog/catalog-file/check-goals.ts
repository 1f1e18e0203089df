import type { CivilDate } from '../../domain/calendar';
import { checkComparator, checkPreset } from './check-comparator';
import { checkValue, refuseFields, requireFields } from './check-indicators';
import { checkPath } from './check-path';
import { checkRings, checkSpeakers, follow, type Codes } from './codes';
import { baselineDateOf, deadlineOf } from './goal-path';
import type { ProblemCode } from './problem';
import { exactlyOne } from './records';
import { isWholeYear } from './scalar-fields';
import type { FileRecord, GoalRecord, IndicatorRecord } from './sections';

const SCOPES = ['area', 'each_area_of', 'sum_of_areas'] as const;

export function checkGoals(file: FileRecord, codes: Codes): void {
  const parents = new Set(file.areas?.map((area) => area.parent));
  checkRings(codes.goals, 'follows');
  for (const goal of file.goals ?? []) {
    checkScope(goal, codes, parents);
    follow(codes, 'departments', goal.department, goal.placeOf('department'));
    follow(codes, 'goals', goal.follows, goal.placeOf('follows'));
    checkSpeakers(codes, goal.speakers);
    checkPreset(goal);
    const dated = exactlyOne(goal, 'deadline', 'year') !== undefined;
    if (dated) checkDates(goal, file);
    const indicator = follow(codes, 'indicators', goal.indicator, goal.placeOf('indicator'));
    if (indicator) checkAgainst(indicator, goal, codes);
  }
}

function checkScope(goal: GoalRecord, codes: Codes, parents: ReadonlySet<string | null | undefined>): void {
  const scope = exactlyOne(goal, ...SCOPES);
  if (scope === undefined) return;
  const place = goal.placeOf(scope);
  const area = follow(codes, 'areas', goal[scope], place);
  if (area === undefined || scope === 'area' || parents.has(goal[scope])) return;
  place.complain('no_areas_below', { value: goal[scope] ?? '' });
}

function checkDates(goal: GoalRecord, file: FileRecord): void {
  const deadline = deadlineOf(goal);
  if (deadline === undefined) return;
  const comesAfter = (other: CivilDate | null | undefined, code: ProblemCode): void => {
    if (!other || deadline > other) return;
    goal.placeOf(goal.deadline ? 'deadline' : 'year').complain(code, { deadline, other });
  };
  comesAfter(goal.start, 'deadline_before_start');
  comesAfter(baselineDateOf(goal), 'deadline_before_baseline');
  // What falls due on the very day it is stated is still a promise.
  if (deadline !== file.source?.stated_on) comesAfter(file.source?.stated_on, 'deadline_before_source');
}

function checkAgainst(indicator: IndicatorRecord, goal: GoalRecord, codes: Codes): void {
  const { measure } = indicator;
  if (measure === undefined) return;
  if (measure !== 'flow') refuseYears(goal);
  if (measure === 'milestone') {
    refuseFields(goal, ['sum_of_areas', 'comparator', 'target', 'bound', 'baseline', 'stages', 'follows']);
    return;
  }
  requireFields(goal, ['comparator', 'target']);
  checkComparator(indicator, goal);
  checkValue(goal.placeOf('target'), goal.target, measure);
  checkBaseline(goal, indicator);
  for (const stage of goal.stages ?? []) checkValue(stage.placeOf('value'), stage.value, measure);
  checkPath(goal, measure, codes);
}

function refuseYears(goal: GoalRecord): void {
  if (goal.year) goal.placeOf('year').complain('year_needs_flow');
  for (const stage of goal.stages ?? []) if (stage.year) stage.placeOf('year').complain('year_needs_flow');
}

function checkBaseline({ baseline }: GoalRecord, { measure }: IndicatorRecord): void {
  if (!baseline || measure === undefined) return;
  checkValue(baseline.placeOf('value'), baseline.value, measure);
  const given = exactlyOne(baseline, 'at', 'period');
  if (given !== 'period' || !baseline.period) return;
  const place = baseline.placeOf('period');
  if (measure !== 'flow') place.complain('date_needed');
  else if (!isWholeYear(baseline.period)) place.complain('whole_year_needed');
}
