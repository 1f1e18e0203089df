import { addDays, type CivilDate } from '../domain/calendar';

/** The nightly run of a date falls due at 00:30 of that date. */
const DUE_MINUTE = 30;

/**
 * The dates whose nightly run is due and not yet written down, oldest first: every date since the last one,
 * however many nights were missed. With no run ever made, only the newest is due. A clock that shows less than
 * the last date makes nothing due.
 */
export function dueDates(clock: {
  last: CivilDate | null;
  today: CivilDate;
  minuteOfDay: number;
}): CivilDate[] {
  const newest = clock.minuteOfDay >= DUE_MINUTE ? clock.today : addDays(clock.today, -1);
  if (clock.last === null) return [newest];
  const dates: CivilDate[] = [];
  for (let date = addDays(clock.last, 1); date <= newest; date = addDays(date, 1)) dates.push(date);
  return dates;
}
