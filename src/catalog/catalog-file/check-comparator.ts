import type { Comparator, Measure } from '../../domain/goal';
import { exact } from '../../domain/number';
import type { GoalRecord, IndicatorRecord } from './sections';

export function isUpward(comparator: Comparator): boolean {
  return comparator === '>=' || comparator === '>';
}

/** Better is up or down; a goal that asks for the other must say that it is a floor or a ceiling. */
export function checkComparator(indicator: IndicatorRecord, goal: GoalRecord): void {
  const { comparator, bound } = goal;
  if (!comparator) return;
  const place = goal.placeOf('comparator');
  const wanted = bound ? bound === 'floor' : indicator.direction === 'increase';
  if (isUpward(comparator) !== wanted) {
    if (bound) place.complain('comparator_against_bound', { comparator, bound });
    else if (indicator.direction) {
      place.complain('comparator_against_direction', { comparator, direction: indicator.direction });
    }
  }
  checkReach(indicator, goal, comparator);
}

/** Above 100 % there is nothing, and below 0 neither for what is counted or shared out. */
const BORDERS: Readonly<Partial<Record<Measure, Readonly<Partial<Record<Comparator, number>>>>>> = {
  ratio: { '>': 100, '<': 0 },
  cumulative: { '<': 0 },
};

function checkReach({ measure }: IndicatorRecord, goal: GoalRecord, comparator: Comparator): void {
  const border = measure && BORDERS[measure]?.[comparator];
  const { target } = goal;
  if (!target || border === undefined || !exact(target).equals(border)) return;
  goal.placeOf('target').complain('target_out_of_reach', { comparator, target });
}

/** Borders of the pace index: 0 < behind < on_track <= 1. */
export function checkPreset({ preset }: GoalRecord): void {
  if (!preset || typeof preset === 'string' || !preset.on_track || !preset.behind) return;
  const [onTrack, behind] = [exact(preset.on_track), exact(preset.behind)];
  if (behind.gt(0) && behind.lt(onTrack) && onTrack.lte(1)) return;
  preset.placeOf('on_track').complain('preset_order', { onTrack: preset.on_track, behind: preset.behind });
}
