import { addDays, addMonths, type CivilDate, dayNumber, dayOfMonth, endOfMonth } from './civil-date';

export const EVERY = ['day', 'week', 'month'] as const;

/** When something falls due again and again, by the wall clock. */
export interface Recurrence {
  readonly every: (typeof EVERY)[number];
  /** 1 (Monday) to 7 of a week; 1 to 31 of a month, the last day where it is shorter; null of a day. */
  readonly day: number | null;
  /** Minutes since midnight. */
  readonly minute: number;
}

/** What a wall clock shows. */
export interface WallClock {
  readonly today: CivilDate;
  readonly minuteOfDay: number;
}

/** The newest date on which it fell due, the minute of the clock included. */
export function newestDue(recurrence: Recurrence, { today, minuteOfDay }: WallClock): CivilDate {
  const latest = minuteOfDay >= recurrence.minute ? today : addDays(today, -1);
  const day = recurrence.day ?? 1;
  switch (recurrence.every) {
    case 'day':
      return latest;
    case 'week':
      return addDays(latest, -((weekday(latest) - day + 7) % 7));
    case 'month': {
      const here = dayIn(latest, day);
      return here <= latest ? here : dayIn(addMonths(latest, -1), day);
    }
  }
}

/** 1 (Monday) to 7; 1970-01-01 was a Thursday. */
function weekday(date: CivilDate): number {
  const sinceMonday = (dayNumber(date) + 3) % 7;
  return ((sinceMonday + 7) % 7) + 1;
}

/** This day of the month in which `date` lies, or its last. */
function dayIn(date: CivilDate, day: number): CivilDate {
  const last = endOfMonth(date);
  return addDays(last, Math.min(day, dayOfMonth(last)) - dayOfMonth(last));
}
