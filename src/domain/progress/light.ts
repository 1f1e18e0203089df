import type { Light, Status } from './model';

const LIGHT_OF: Record<Status, Light> = {
  achieved: 'green',
  achieved_late: 'green',
  holding: 'green',
  ahead: 'green',
  on_track: 'green',
  behind: 'yellow',
  awaiting_final: 'yellow',
  far_behind: 'red',
  moving_away: 'red',
  missed: 'red',
  breached: 'red',
  overdue: 'red',
  pending: 'blue',
  too_early: 'blue',
  not_started: 'blue',
  unrated: 'blue',
  no_data: 'grey',
};

/** One light for each status (progress-method: Light). */
export function lightOf(status: Status): Light {
  return LIGHT_OF[status];
}
