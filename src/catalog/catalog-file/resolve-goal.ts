import type { CatalogBaseline, CatalogGoal, CatalogPreset } from './document';
import { baselineDateOf, deadlineOf, type PathPoint } from './goal-path';
import { checked, type Whole } from './records';
import type { GoalRecord } from './sections';

type Goal = Whole<GoalRecord>;

export function resolveGoal(goal: Goal, path: readonly PathPoint[]): CatalogGoal {
  return {
    code: goal.code,
    indicator: goal.indicator,
    scope: resolveScope(goal),
    definition: goal.definition,
    // A milestone is "at least 1", done being 1.
    comparator: goal.comparator ?? '>=',
    target: goal.target ?? '1',
    deadline: checked(deadlineOf(goal)),
    deadlineBasis: goal.deadline_basis,
    start: goal.start,
    baseline: resolveBaseline(goal),
    stages: path.map(({ at, value }) => ({ at, value })),
    follows: goal.follows,
    speakers: goal.speakers.map((speaker) => speaker.code),
    department: goal.department,
    graceDays: goal.grace_days,
    preset: resolvePreset(goal.preset),
    noteZh: goal.note_zh,
    noteEn: goal.note_en,
  };
}

function resolveScope({ area, each_area_of, sum_of_areas }: Goal): CatalogGoal['scope'] {
  if (each_area_of !== null) return { kind: 'each_area', area: each_area_of };
  return sum_of_areas === null ? { kind: 'area', area: checked(area) } : { kind: 'sum', area: sum_of_areas };
}

function resolveBaseline(goal: Goal): CatalogBaseline | null {
  if (goal.baseline === null) return null;
  const { value, qualifier, basis } = goal.baseline;
  return { value, at: checked(baselineDateOf(goal)), qualifier, basis };
}

function resolvePreset(preset: Goal['preset']): CatalogPreset {
  if (preset === 'standard' || preset === 'points') return { name: preset };
  const { on_track: onTrack, behind } = preset;
  return { name: 'custom', onTrack, behind };
}
