import { Logger } from '@nestjs/common';
import type { CivilDate } from '../../domain/calendar';
import { ChineseWorkingCalendar } from './chinese-working-calendar';

describe('working days in China', () => {
  it.each([
    ['an ordinary Tuesday', '2025-08-05', true],
    ['a Sunday', '2025-08-03', false],
    ['National Day, a Wednesday', '2025-10-01', false],
    ['a Sunday worked to make up for it', '2025-09-28', true],
    ['Spring Festival', '2025-01-29', false],
    ['a Saturday worked to make up for it', '2025-02-08', true],
  ])('%s, %s: %s', (_what, date, working) => {
    expect(new ChineseWorkingCalendar().isWorkingDay(date as CivilDate)).toBe(working);
  });

  it('warns, once for each year, where holidays are not known', () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const calendar = new ChineseWorkingCalendar();
    calendar.isWorkingDay('2026-12-31' as CivilDate);
    expect(warn).not.toHaveBeenCalled();
    calendar.isWorkingDay('2030-01-02' as CivilDate);
    calendar.isWorkingDay('2030-01-03' as CivilDate);
    expect(warn).toHaveBeenCalledTimes(1);
    warn.mockRestore();
  });
});
