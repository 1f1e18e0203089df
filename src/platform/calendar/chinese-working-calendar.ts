import { Logger } from '@nestjs/common';
import { isWorkday } from 'chinese-days';
import type { CivilDate, WorkingCalendar } from '../../domain/calendar';

export const WORKING_CALENDAR = Symbol('WorkingCalendar');

/** The years whose holidays and make-up workdays the package holds; others it takes for Monday to Friday. */
const KNOWN_YEARS = { first: 2004, last: 2026 } as const;

/** Working days by the statutory calendar of China. Remembers what it was asked: a night asks the same few days. */
export class ChineseWorkingCalendar implements WorkingCalendar {
  private readonly log = new Logger(ChineseWorkingCalendar.name);
  private readonly known = new Map<CivilDate, boolean>();
  private readonly warned = new Set<number>();

  isWorkingDay(date: CivilDate): boolean {
    const remembered = this.known.get(date);
    if (remembered !== undefined) return remembered;
    this.warnBeyondData(Number(date.slice(0, 4)));
    const working = isWorkday(date);
    this.known.set(date, working);
    return working;
  }

  private warnBeyondData(year: number): void {
    if ((year >= KNOWN_YEARS.first && year <= KNOWN_YEARS.last) || this.warned.has(year)) return;
    this.warned.add(year);
    this.log.warn(`the holidays of ${year} are not known: due days are counted from Monday to Friday`);
  }
}
