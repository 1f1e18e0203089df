import fc from 'fast-check';
import {
  addDays,
  addMonths,
  type CivilDate,
  civilDate,
  dayNumber,
  endOfMonth,
  fromDayNumber,
  isCivilDate,
  yearBefore,
} from './civil-date';
import { normalizeInstant } from './instant';
import { dueDate, periodEndOf, periodEnds, periodText, spanText } from './reporting-periods';

const day = civilDate;
const WEEKDAYS = {
  isWorkingDay: (date: CivilDate) => ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()),
};

describe('civil date', () => {
  it.each(['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s is a day', (text) => {
    expect(civilDate(text)).toBe(text);
  });

  it.each([
    '2025-02-29',
    '1900-02-29',
    '2025-13-01',
    '2025-00-10',
    '2025-04-31',
    '2025-4-1',
    '0000-01-01',
    '',
    ' 2025-01-01',
  ])('"%s" is none', (text) => {
    expect(isCivilDate(text)).toBe(false);
    expect(() => civilDate(text)).toThrow(RangeError);
  });

  it('counts days as the machine does', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (number) => {
        const date = fromDayNumber(number);
        expect(dayNumber(date)).toBe(number);
        expect(new Date(number * 86_400_000).toISOString()).toContain(date);
        if (number < 2_900_000) expect(dayNumber(addDays(date, 45))).toBe(number + 45);
      }),
    );
  });

  it('ends with the calendar', () => {
    expect(() => addDays(day('9999-12-31'), 1)).toThrow(RangeError);
    expect(() => addMonths(day('0001-01-31'), -1)).toThrow(RangeError);
  });

  it.each([
    ['2025-01-31', 1, '2025-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2025-03-15', -3, '2024-12-15'],
    ['2025-12-01', 13, '2027-01-01'],
  ])('%s and %d months is %s', (from, months, to) => {
    expect(addMonths(day(from), months)).toBe(to);
  });

  it('compares month ends with month ends', () => {
    expect(yearBefore(day('2025-02-28'))).toBe('2024-02-29');
    expect(yearBefore(day('2024-02-29'))).toBe('2023-02-28');
    expect(yearBefore(day('2025-08-06'))).toBe('2024-08-06');
    expect(endOfMonth(day('2024-02-01'))).toBe('2024-02-29');
  });
});

describe('instant', () => {
  it.each([
    ['2025-03-31T08:00:00+08:00', '2025-03-31T00:00:00.000000Z'],
    ['2025-03-31T07:59:59.5+08:00', '2025-03-30T23:59:59.500000Z'],
    ['2024-12-31T20:00:00-0500', '2025-01-01T01:00:00.000000Z'],
    ['2025-01-01 00:00:00.123456Z', '2025-01-01T00:00:00.123456Z'],
  ])('%s is %s', (text, normal) => {
    expect(normalizeInstant(text)).toBe(normal);
    expect(normalizeInstant(normal)).toBe(normal);
  });

  it.each([
    '2025-03-31',
    '2025-03-31T08:00:00',
    '2025-02-30T00:00:00Z',
    '2025-01-01T24:00:00Z',
    '2025-01-01T00:00:00.1234567Z',
    '2025-01-01T00:00:00+19:00',
    'now',
  ])('%s is none', (text) => {
    expect(() => normalizeInstant(text)).toThrow(RangeError);
  });
});

describe('reporting periods', () => {
  it('end after the first day and up to the last', () => {
    expect(periodEnds('month', day('2024-12-31'), day('2025-03-31'))).toEqual([
      '2025-01-31',
      '2025-02-28',
      '2025-03-31',
    ]);
    expect(periodEnds('month', day('2025-03-26'), day('2025-04-29'))).toEqual(['2025-03-31']);
    expect(periodEnds('quarter', day('2024-12-31'), day('2025-09-29'))).toEqual(['2025-03-31', '2025-06-30']);
    expect(periodEnds('year', day('2023-12-31'), day('2025-12-31'))).toEqual(['2024-12-31', '2025-12-31']);
    expect(periodEnds('month', day('2025-05-31'), day('2025-05-31'))).toEqual([]);
    expect(periodEnds('year', day('9998-01-01'), day('9999-12-31'))).toEqual(['9998-12-31', '9999-12-31']);
    expect(periodEndOf('quarter', day('2025-11-30'))).toBe('2025-12-31');
  });

  it('are due on the n-th working day after they end', () => {
    expect(dueDate(day('2025-03-31'), 1, WEEKDAYS)).toBe('2025-04-01');
    expect(dueDate(day('2025-05-31'), 1, WEEKDAYS)).toBe('2025-06-02');
    expect(dueDate(day('2025-03-31'), 10, WEEKDAYS)).toBe('2025-04-14');
    expect(() => dueDate(day('2025-03-31'), 0, WEEKDAYS)).toThrow(RangeError);
    expect(() => dueDate(day('2025-03-31'), 1, { isWorkingDay: () => false })).toThrow(RangeError);
  });
});

describe('a period in the notation of the record', () => {
  it.each([
    ['month', '2025-08-31', '2025-08'],
    ['quarter', '2025-03-31', '2025-Q1'],
    ['quarter', '2025-12-31', '2025-Q4'],
    ['year', '2025-12-31', '2025'],
    ['month', '2025-08-06', '2025-08-06'],
    ['quarter', '2025-08-31', '2025-08-31'],
    ['year', '2025-06-30', '2025-06-30'],
  ] as const)('of each %s, the one that ends on %s is %s', (cycle, end, text) => {
    expect(periodText(cycle, day(end))).toBe(text);
  });
});

describe('a span of days in the notation of the record', () => {
  it.each([
    ['2025-08-01', '2025-08-31', '2025-08'],
    ['2025-07-01', '2025-09-30', '2025-Q3'],
    ['2025-01-01', '2025-12-31', '2025'],
    ['2025-08-06', '2025-08-06', '2025-08-06'],
    ['2025-01-01', '2025-06-30', '2025-01-01 – 2025-06-30'],
    ['2025-06-01', '2025-08-31', '2025-06-01 – 2025-08-31'],
    ['2025-08-01', '2025-08-30', '2025-08-01 – 2025-08-30'],
    ['2024-12-01', '2025-11-30', '2024-12-01 – 2025-11-30'],
  ])('%s to %s is %s', (start, end, text) => {
    expect(spanText(day(start), day(end))).toBe(text);
  });
});
