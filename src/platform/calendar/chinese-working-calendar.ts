import { isWorkday } from 'chinese-days';
import type { CivilDate, WorkingCalendar } from '../../domain/calendar';

export const WORKING_CALENDAR = Symbol('WorkingCalendar');

/** The years whose holidays and make-up workdays the package holds; others it takes for Monday to Friday. */
export const KNOWN_YEARS = { first: 2004, last: 2026 } as const;

/** Working days by the statutory calendar of China. Remembers what it was asked: a night asks the same few days. */
export class ChineseWorkingCalendar implements WorkingCalendar {
  private readonly known = new Map<CivilDate, boolean>();

  isWorkingDay(date: CivilDate): boolean {
    const remembered = this.known.get(date);
    if (remembered !== undefined) return remembered;
    const working = isWorkday(date);
    this.known.set(date, working);
    return working;
  }
}
