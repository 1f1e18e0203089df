import type { CivilDate } from '../domain/calendar';
import { dueDates } from './due-dates';

describe('the dates whose nightly run is due', () => {
  const day = (text: string): CivilDate => text as CivilDate;

  it.each([
    ['first start, after half past midnight: today', null, '2025-03-01', 30, ['2025-03-01']],
    ['first start, before: yesterday', null, '2025-03-01', 29, ['2025-02-28']],
    ['the night has been made: nothing', '2025-03-01', '2025-03-01', 600, []],
    ['a minute before half past: not yet', '2025-02-28', '2025-03-01', 29, []],
    ['at half past: today', '2025-02-28', '2025-03-01', 30, ['2025-03-01']],
    [
      'three nights missed, over a leap day: each of them',
      '2024-02-27',
      '2024-03-01',
      31,
      ['2024-02-28', '2024-02-29', '2024-03-01'],
    ],
    ['over the year’s end', '2025-12-30', '2026-01-01', 45, ['2025-12-31', '2026-01-01']],
    ['the clock was set back: nothing', '2025-03-05', '2025-03-01', 600, []],
  ])('%s', (_wording, last, today, minuteOfDay, dates) => {
    expect(dueDates({ last: last === null ? null : day(last), today: day(today), minuteOfDay })).toEqual(
      dates,
    );
  });
});
