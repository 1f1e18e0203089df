import type { CivilDate } from './civil-date';

/** Which days are worked, statutory holidays and make-up workdays counted. */
export interface WorkingCalendar {
  isWorkingDay(date: CivilDate): boolean;
}
