import fc from 'fast-check';
import { addDays, addMonths, type CivilDate, daysBetween } from '.';
import { fromDayNumber } from './civil-date';
import { EVERY, newestDue, type Recurrence } from './recurrence';

const due = (every: Recurrence['every'], day: number | null, today: string, minuteOfDay: number): string =>
  newestDue({ every, day, minute: 480 }, { today: today as CivilDate, minuteOfDay });

describe('the newest date on which something fell due at 08:00', () => {
  it.each<[string, Recurrence['every'], number | null, string, number, string]>([
    ['daily, at its minute', 'day', null, '2025-03-01', 480, '2025-03-01'],
    ['daily, a minute before', 'day', null, '2025-03-01', 479, '2025-02-28'],
    ['Mondays, on a Monday at eight', 'week', 1, '2025-06-02', 480, '2025-06-02'],
    ['Mondays, on a Monday before eight', 'week', 1, '2025-06-02', 479, '2025-05-26'],
    ['Mondays, on a Sunday', 'week', 1, '2025-06-08', 1439, '2025-06-02'],
    ['Sundays, on a Saturday', 'week', 7, '2025-06-07', 1439, '2025-06-01'],
    ['the 5th, on the 5th at eight', 'month', 5, '2025-06-05', 480, '2025-06-05'],
    ['the 5th, on the 5th before eight', 'month', 5, '2025-06-05', 479, '2025-05-05'],
    ['the 31st, on the last of a short month', 'month', 31, '2025-06-30', 480, '2025-06-30'],
    ['the 31st, the day before', 'month', 31, '2025-06-29', 1439, '2025-05-31'],
    ['the 30th, in February', 'month', 30, '2024-02-29', 480, '2024-02-29'],
    ['the 1st, over the turn of a year', 'month', 1, '2026-01-01', 479, '2025-12-01'],
  ])('%s', (_wording, every, day, today, minute, date) => {
    expect(due(every, day, today, minute)).toBe(date);
  });

  it('never lies ahead, never further back than one turn, and stays while the clock goes on to the next', () => {
    const clock = fc.record({
      today: fc.integer({ min: -20_000, max: 40_000 }).map(fromDayNumber),
      minuteOfDay: fc.integer({ min: 0, max: 1439 }),
    });
    const recurrence = fc.record({
      every: fc.constantFrom(...EVERY),
      day: fc.integer({ min: 1, max: 7 }),
      minute: fc.integer({ min: 0, max: 1439 }),
    });
    fc.assert(
      fc.property(recurrence, clock, (again, now) => {
        const date = newestDue(again, now);
        expect(date <= now.today).toBe(true);
        if (date === now.today) expect(now.minuteOfDay).toBeGreaterThanOrEqual(again.minute);
        const turn = { day: 1, week: 7, month: daysBetween(addMonths(now.today, -1), now.today) + 1 }[
          again.every
        ];
        expect(daysBetween(date, now.today)).toBeLessThanOrEqual(turn);
        expect(newestDue(again, { today: date, minuteOfDay: again.minute })).toBe(date);
        expect(newestDue(again, { today: addDays(date, 0), minuteOfDay: 1439 })).toBe(date);
      }),
    );
  });
});
