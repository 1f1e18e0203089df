import type { CivilDate } from '../../domain/calendar';
import type { Place } from './place';
import { yearEnd } from './scalar-fields';
import type { GoalRecord } from './sections';

/** A path is published in a handful of points; more is a mistake, and chains of goals would multiply it. */
export const MOST_STAGES = 40;

export interface PathPoint {
  readonly at: CivilDate;
  readonly value: string;
  /** Where the file says so. */
  readonly place: Place;
}

export type Goals = ReadonlyMap<string, GoalRecord>;

type Dated<F extends string> = Readonly<Record<F, CivilDate | null | undefined>>;

export function deadlineOf({
  deadline,
  year,
}: Dated<'deadline'> & Pick<GoalRecord, 'year'>): CivilDate | undefined {
  return deadline ?? (year ? yearEnd(year) : undefined);
}

interface WithBaseline {
  readonly baseline:
    (Dated<'at'> & { readonly period: { readonly end: CivilDate } | null | undefined }) | null | undefined;
}

export function baselineDateOf({ baseline }: WithBaseline): CivilDate | undefined {
  return baseline?.at ?? baseline?.period?.end;
}

export function ownStagesOf(goal: GoalRecord): readonly PathPoint[] {
  return (goal.stages ?? []).flatMap(({ at, year, value, placeOf }) => {
    const day = at ?? (year ? yearEnd(year) : undefined);
    if (day === undefined || value === undefined) return [];
    return [{ at: day, value, place: placeOf(at === null ? 'year' : 'at') }];
  });
}

/** Its own stages, and of every goal it follows the target and stages. By date, at most one too many. */
export function pathOf(goal: GoalRecord, goals: Goals | undefined): readonly PathPoint[] {
  const place = goal.placeOf('follows');
  const points = [...ownStagesOf(goal)];
  const passed = new Set([goal]);
  let earlier = followedBy(goal, goals);
  while (earlier && !passed.has(earlier) && points.length <= MOST_STAGES) {
    passed.add(earlier);
    points.push(...[...targetOf(earlier), ...ownStagesOf(earlier)].map((point) => ({ ...point, place })));
    earlier = followedBy(earlier, goals);
  }
  return points.slice(0, MOST_STAGES + 1).sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

export function followedBy(goal: GoalRecord, goals: Goals | undefined): GoalRecord | undefined {
  return goal.follows ? goals?.get(goal.follows) : undefined;
}

function targetOf(goal: GoalRecord): readonly PathPoint[] {
  const at = deadlineOf(goal);
  return at && goal.target ? [{ at, value: goal.target, place: goal.placeOf('target') }] : [];
}
