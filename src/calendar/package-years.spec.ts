import { isWorkday } from 'chinese-days';
import { addDays, type CivilDate, civilDate, type DayKind, statutoryCalendar } from '../domain/calendar';
import { packageYears } from './package-years';

describe('the years of the package', () => {
  const years = packageYears();

  it('are those whose notices it holds, and no others', () => {
    expect([...years.keys()]).toEqual(Array.from({ length: 23 }, (_, index) => 2004 + index));
  });

  it('say of every day what the package says', () => {
    const days = new Map<CivilDate, DayKind>(
      [...years.values()].flat().map(({ date, kind }) => [date, kind] as const),
    );
    const calendar = statutoryCalendar(days, new Set(years.keys()), (year) => {
      throw new Error(`asked about ${year}`);
    });
    for (let date = civilDate('2004-01-01'); date < '2027-01-01'; date = addDays(date, 1))
      expect([date, calendar.isWorkingDay(date)]).toEqual([date, isWorkday(date)]);
  });

  it('name each day in both languages', () => {
    const national = years.get(2025)?.find(({ date }) => date === '2025-10-01');
    expect(national).toEqual({
      date: '2025-10-01',
      kind: 'holiday',
      nameZh: '国庆节',
      nameEn: 'National Day',
    });
    for (const { nameZh, nameEn } of [...years.values()].flat()) {
      expect(nameZh).toMatch(/^[\u4e00-\u9fff]+/);
      expect(nameEn).toMatch(/^[A-Z][\x20-\x7e]+$/);
    }
  });
});
