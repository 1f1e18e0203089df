import { type Exact, fraction, order, signOf } from '../number/exact';
import type { Preset } from './terms';

/** How far along a goal is, as far as it can be rated by pace. */
export type PaceStatus = 'moving_away' | 'far_behind' | 'behind' | 'on_track' | 'ahead';

interface Borders {
  readonly behind: Exact;
  readonly onTrack: Exact;
  readonly ahead: Exact;
}

const STANDARD: Borders = {
  behind: fraction(60, 100),
  onTrack: fraction(95, 100),
  ahead: fraction(105, 100),
};
/** Percentage points, as fractions, behind time-proportional progress: 30, 10 and none. */
const POINTS: Borders = { behind: fraction(-30, 100), onTrack: fraction(-10, 100), ahead: fraction(0, 1) };

/** The borders on the pace index; null where the preset does not rate by it. */
export function paceBorders(preset: Preset): Borders | null {
  if (preset.name === 'points') return null;
  return preset.name === 'standard'
    ? STANDARD
    : { ...STANDARD, behind: preset.behind, onTrack: preset.onTrack };
}

/**
 * The status by pace (progress-method: Status). A border belongs to the better side. Shares and points are
 * fractions; null is "undefined", and null is returned where what the preset rates by is.
 */
export function rateByPace(
  paceIndex: Exact | null,
  gapPoints: Exact | null,
  preset: Preset,
): PaceStatus | null {
  if (paceIndex !== null && signOf(paceIndex) < 0) return 'moving_away';
  const borders = paceBorders(preset);
  const rated = borders === null ? gapPoints : paceIndex;
  return rated === null ? null : between(rated, borders ?? POINTS);
}

function between(rated: Exact, { behind, onTrack, ahead }: Borders): PaceStatus {
  if (order(rated, behind) < 0) return 'far_behind';
  if (order(rated, onTrack) < 0) return 'behind';
  return order(rated, ahead) < 0 ? 'on_track' : 'ahead';
}
