import * as fc from 'fast-check';
import { readPeriod } from '../../actuals/period';
import { readPeriodText, readSpanText } from './read-period';

const read = (text: string): string => {
  const reading = readPeriodText(text);
  return reading.ok ? reading.read : reading.problem.code;
};

describe('a period as officials type it', () => {
  it.each([
    ['2025-08', '2025-08'],
    ['2025-8', '2025-08'],
    ['2025/8', '2025-08'],
    ['2025.8', '2025-08'],
    ['2025.08', '2025-08'],
    ['2025.10', '2025-10'],
    ['2025.01', '2025-01'],
    ['202508', '2025-08'],
    ['2025年8月', '2025-08'],
    ['2025 年 08 月份', '2025-08'],
    ['２０２５年８月', '2025-08'],
    ['2025/8/31', '2025-08-31'],
    ['2025.8.31', '2025-08-31'],
    ['2025-08-31', '2025-08-31'],
    ['2025年8月31日', '2025-08-31'],
    ['20250831', '2025-08-31'],
    ['2025年三季度', '2025-Q3'],
    ['2025年第3季度', '2025-Q3'],
    ['2025年第三季度', '2025-Q3'],
    ['2025Q3', '2025-Q3'],
    ['2025-q3', '2025-Q3'],
    ['2025年上半年', '2025-H1'],
    ['2025下半年', '2025-H2'],
    ['2025-H1', '2025-H1'],
    ['2025年', '2025'],
    ['2025年度', '2025'],
    ['2025', '2025'],
    ['2025年1-2月', '2025-01..2025-02'],
    ['2025年1—8月', '2025-01..2025-08'],
    ['2025年1月至2月', '2025-01..2025-02'],
    ['2025年1月-2025年2月', '2025-01..2025-02'],
    ['2025年3-3月', '2025-03'],
    ['2025-01..2025-02', '2025-01..2025-02'],
    ['2025年前三季度', '2025-01..2025-09'],
    ['45870', '2025-08-01'],
    ['36526', '2000-01-01'],
    ['73050', '2099-12-31'],
  ])('%s is %s', (text, period) => {
    expect(read(text)).toBe(period);
    expect(readPeriod(period, 'monthly')).not.toBeNull();
  });

  it.each([
    ['', 'entry.period.empty'],
    ['8/31/2025', 'entry.period.day_order'],
    ['03-04-2025', 'entry.period.day_order'],
    ['2025.1', 'entry.period.january_or_october'],
    ['8月', 'entry.period.no_year'],
    ['三季度', 'entry.period.no_year'],
    ['上半年', 'entry.period.no_year'],
    ['2025-13', 'entry.period.no_such'],
    ['2025-00', 'entry.period.no_such'],
    ['2025/2/29', 'entry.period.no_such'],
    ['2025年13月', 'entry.period.no_such'],
    ['2025年2-1月', 'entry.period.no_such'],
    ['202513', 'entry.period.no_such'],
    ['Aug-25', 'entry.period.unreadable'],
    ['25年8月', 'entry.period.unreadable'],
    ['2025-Q5', 'entry.period.unreadable'],
    ['2025/8-31', 'entry.period.unreadable'],
    ['36525', 'entry.period.unreadable'],
    ['45870.5', 'entry.period.unreadable'],
    ['1825-01', 'entry.period.unreadable'],
    ['去年', 'entry.period.unreadable'],
  ])('%j is refused: %s', (text, code) => {
    expect(read(text)).toBe(code);
  });

  it('answers every text with a period of the record or a problem', () => {
    const pieces = fc.constantFrom(
      '2025',
      '年',
      '8',
      '12',
      '月',
      '-',
      '/',
      '.',
      '日',
      'Q',
      '第',
      '三',
      '季度',
      '..',
      '上半年',
    );
    const typed = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 8 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const reading = readPeriodText(text);
        if (reading.ok) expect(readPeriod(reading.read, 'monthly')).not.toBeNull();
        else expect(reading.problem.code).toMatch(/^entry\.period\.\w+$/);
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves what already is in the notation of the record as it is', () => {
    const year = fc.integer({ min: 1900, max: 2999 });
    const period = fc.oneof(
      year.map(String),
      fc.tuple(year, fc.integer({ min: 1, max: 12 })).map(([y, m]) => `${y}-${String(m).padStart(2, '0')}`),
      fc.tuple(year, fc.constantFrom('Q1', 'Q2', 'Q3', 'Q4', 'H1', 'H2')).map(([y, part]) => `${y}-${part}`),
    );
    fc.assert(fc.property(period, (text) => read(text) === text));
  });
});

describe('a period by its first and its last day', () => {
  it.each([
    ['2025-08-01', '2025-08-31', '2025-08..2025-08'],
    ['2025/1/1', '2025年3月31日', '2025-01..2025-03'],
    ['2024-02-01', '2024-02-29', '2024-02..2024-02'],
    ['2025-08-06', '2025-08-06', '2025-08-06'],
    ['45658', '45688', '2025-01..2025-01'],
    ['2025-08-02', '2025-08-31', 'entry.period.no_such'],
    ['2025-08-01', '2025-08-30', 'entry.period.no_such'],
    ['2025-09-01', '2025-08-31', 'entry.period.no_such'],
    ['2025-08', '2025-09', 'entry.period.no_such'],
    ['x', '2025-08-31', 'entry.period.unreadable'],
    ['2025-08-01', 'x', 'entry.period.unreadable'],
  ])('%s to %s is %s', (first, last, period) => {
    const reading = readSpanText(first, last);
    expect(reading.ok ? reading.read : reading.problem.code).toBe(period);
    if (reading.ok) expect(readPeriod(period, 'monthly')).not.toBeNull();
  });
});
