import { type CivilDate, civilDate } from './civil-date';
import { dueDate } from './reporting-periods';
import {
  type DayKind,
  dayProblems,
  isWeekend,
  missingByLaw,
  statutoryCalendar,
  yearsOverdue,
  yearsWanting,
} from './statutory-calendar';

const day = civilDate;
const DAYS: [string, DayKind][] = [
  ['2025-01-28', 'holiday'],
  ['2025-01-29', 'holiday'],
  ['2025-02-08', 'workday'],
  ['2025-09-28', 'workday'],
  ...['01', '02', '03', '06', '07', '08'].map((of): [string, DayKind] => [`2025-10-${of}`, 'holiday']),
  ['2025-10-11', 'workday'],
];
const calendar = (asked: number[] = []) =>
  statutoryCalendar(new Map(DAYS as [CivilDate, DayKind][]), new Set([2025]), (year) => asked.push(year));

describe('the statutory calendar', () => {
  it.each([
    ['an ordinary Tuesday', '2025-08-05', true],
    ['a Sunday', '2025-08-03', false],
    ['National Day, a Wednesday', '2025-10-01', false],
    ['a Sunday worked to make up for it', '2025-09-28', true],
    ['Spring Festival', '2025-01-29', false],
    ['a Saturday worked to make up for it', '2025-02-08', true],
    ['a Monday long ago', '1969-12-29', true],
    ['a Sunday long ago', '1969-12-28', false],
  ])('%s, %s: %s', (_what, date, working) => {
    expect(calendar().isWorkingDay(day(date))).toBe(working);
  });

  it('tells of years that it knows nothing of, and counts Monday to Friday there', () => {
    const asked: number[] = [];
    expect(calendar(asked).isWorkingDay(day('2025-12-31'))).toBe(true);
    expect(asked).toEqual([]);
    expect(calendar(asked).isWorkingDay(day('2026-01-01'))).toBe(true);
    expect(asked).toEqual([2026]);
  });

  it.each([
    ['September, over National Day week', '2025-09-30', 1, '2025-10-09'],
    ['the Saturday after it is worked', '2025-09-30', 3, '2025-10-11'],
    ['and the Sunday is not', '2025-09-30', 4, '2025-10-13'],
    ['January, with the make-up Saturday', '2025-01-31', 6, '2025-02-08'],
  ])('counts due days: %s', (_what, end, n, due) => {
    expect(dueDate(day(end), n, calendar())).toBe(due);
  });

  it('knows weekends as the machine does', () => {
    for (let at = Date.UTC(1969, 0, 1); at < Date.UTC(1971, 0, 1); at += 86_400_000) {
      const date = new Date(at);
      expect([date, isWeekend(day(date.toISOString().slice(0, 10)))]).toEqual([
        date,
        [0, 6].includes(date.getUTCDay()),
      ]);
    }
  });
});

describe('the days of a year', () => {
  // 2027: 1 January is a Friday, 1 May a Saturday, 1 to 3 October Friday to Sunday.
  const FREE = ['2027-01-01', '2027-10-01'];
  const problems = (holidays: string[], workdays: string[] = []) =>
    dayProblems(2027, { holidays: [...FREE, ...holidays].map(day), workdays: workdays.map(day) }).map(
      ({ path, code }) => `${path} ${code}`,
    );

  it('are right as the notice gives them', () => {
    expect(problems(['2027-02-08'], ['2027-02-06', '2027-02-14'])).toEqual([]);
  });

  it.each([
    ['a day of another year', ['2028-01-03'], [], 'holidays.2.date calendar.other_year'],
    ['a holiday on a Saturday', ['2027-10-02'], [], 'holidays.2.date calendar.free_anyway'],
    ['a make-up workday on a Monday', [], ['2027-02-08'], 'workdays.0.date calendar.worked_anyway'],
    ['a day twice', ['2027-01-01'], [], 'holidays.2.date calendar.twice'],
  ])('are refused with %s', (_what, holidays, workdays, problem) => {
    expect(problems(holidays, workdays)).toEqual([problem]);
  });

  it('are refused without a day that is free by law', () => {
    expect(dayProblems(2027, { holidays: [day('2027-01-01')], workdays: [] })).toEqual([
      { path: 'holidays', code: 'calendar.missing_by_law', params: { dates: '2027-10-01' } },
    ]);
    expect(missingByLaw(2027, new Set())).toEqual(['2027-01-01', '2027-10-01']);
    expect(missingByLaw(2025, new Set())).toEqual([
      '2025-01-01',
      '2025-05-01',
      '2025-10-01',
      '2025-10-02',
      '2025-10-03',
    ]);
  });
});

describe('years that are wanting', () => {
  it.each([
    ['2026-06-30', [2026, 2027], [], []],
    ['2026-10-31', [2026], [2027], []],
    ['2026-11-01', [2026], [2027], [2027]],
    ['2026-11-01', [2027], [2026], [2026]],
    ['2026-01-01', [], [2026, 2027], [2026]],
  ])('on %s with %j known: %j, to be seen to now: %j', (today, known, wanting, overdue) => {
    expect(yearsWanting(day(today), new Set(known))).toEqual(wanting);
    expect(yearsOverdue(day(today), new Set(known))).toEqual(overdue);
  });
});
