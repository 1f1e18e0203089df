import { Injectable } from '@nestjs/common';
import {
  addDays,
  type CivilDate,
  daysBetween,
  isWeekend,
  yearsOverdue,
  yearsWanting,
} from '../domain/calendar';
import { Clock } from '../platform/database';
import { invalidField } from '../platform/http';
import type { CalendarDayView, CalendarYearView } from './calendar.dto';
import { CalendarRepository, type YearWithDays } from './calendar.repository';
import { presentYear } from './present-year';

const MOST_DAYS = 400;

/** What is known of working days. */
@Injectable()
export class ReadCalendar {
  constructor(
    private readonly calendar: CalendarRepository,
    private readonly clock: Clock,
  ) {}

  /** Every recorded year, and those of this and the next that are wanting. */
  async years(): Promise<{ years: CalendarYearView[]; wanting: number[]; overdue: number[] }> {
    const years = await this.calendar.years();
    const known = new Set(years.filter(({ complete }) => complete).map(({ year }) => year));
    const today = await this.clock.today();
    return {
      years: years.map(presentYear),
      wanting: yearsWanting(today, known),
      overdue: yearsOverdue(today, known),
    };
  }

  /** Each day of a span. Throws 400 for one that is turned round or longer than 400 days. */
  async days(from: CivilDate, to: CivilDate): Promise<CalendarDayView[]> {
    if (from > to) throw invalidField('from', 'field.range', { last: to });
    if (daysBetween(from, to) >= MOST_DAYS) throw invalidField('to', 'field.span', { max: MOST_DAYS });
    const years = new Map((await this.calendar.years()).map((year) => [year.year, year]));
    const views: CalendarDayView[] = [];
    for (let date = from; date <= to; date = addDays(date, 1))
      views.push(dayView(date, years.get(Number(date.slice(0, 4)))));
    return views;
  }
}

function dayView(date: CivilDate, year: YearWithDays | undefined): CalendarDayView {
  const known = year?.complete ?? false;
  const day = year?.days.find((one) => one.date === date);
  if (day === undefined)
    return { date, working: !isWeekend(date), kind: null, nameZh: null, nameEn: null, known };
  const { kind, nameZh, nameEn } = day;
  return { date, working: kind === 'workday', kind, nameZh, nameEn, known };
}
