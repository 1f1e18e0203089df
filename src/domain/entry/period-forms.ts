/** A way of writing a period, and what it says in the notation of the record; null where it names no such time. */
export interface PeriodForm {
  readonly form: RegExp;
  readonly period: (...parts: string[]) => string | null;
}

const YEAR = '((?:19|2\\d)\\d\\d)';
const MONTH = '(\\d{1,2})';
const DASH = '(?:-|–|—|~|至|到)';

const QUARTERS: Readonly<Record<string, string>> = { 一: '1', 二: '2', 三: '3', 四: '4' };
const HALVES: Readonly<Record<string, string>> = { 上: '1', 下: '2' };

const two = (number: string): string => number.padStart(2, '0');

function month(year: string, number: string): string | null {
  return Number(number) >= 1 && Number(number) <= 12 ? `${year}-${two(number)}` : null;
}

function months(firstYear: string, first: string, lastYear: string, last: string): string | null {
  const [from, to] = [month(firstYear, first), month(lastYear, last)];
  if (from === null || to === null || from > to) return null;
  return from === to ? from : `${from}..${to}`;
}

const day = (year: string, number: string, date: string): string => `${year}-${two(number)}-${two(date)}`;
const quarter = (year: string, number: string): string => `${year}-Q${QUARTERS[number] ?? number}`;

const form = (pattern: string, period: PeriodForm['period']): PeriodForm => ({
  form: new RegExp(`^${pattern}$`, 'i'),
  period,
});

/** Without any blanks. Each text fits one form at most. */
export const PERIOD_FORMS: readonly PeriodForm[] = [
  form(`${YEAR}(?:年|年度|年全年)?`, (year) => year),
  form(`${YEAR}[-/]${MONTH}`, month),
  // "2025.1" is what a spreadsheet makes of 2025.10 as well, and is not read.
  form(`${YEAR}\\.(0?[2-9]|01|1[0-2])`, month),
  form(`${YEAR}年${MONTH}月份?`, month),
  form(`${YEAR}(\\d\\d)`, month),
  form(`${YEAR}([-/.])${MONTH}\\2${MONTH}`, (year, _, number, date) => day(year, number, date)),
  form(`${YEAR}年${MONTH}月${MONTH}[日号]`, day),
  form(`${YEAR}(\\d\\d)(\\d\\d)`, day),
  form(`${YEAR}年?第?([一二三四1-4])季度?`, quarter),
  form(`${YEAR}[-年]?Q([1-4])`, quarter),
  form(`${YEAR}年?([上下])半年`, (year, half) => `${year}-H${HALVES[half] ?? ''}`),
  form(`${YEAR}[-年]?H([12])`, (year, half) => `${year}-H${half}`),
  form(`${YEAR}年?前(?:三|3)季度`, (year) => months(year, '1', year, '9')),
  form(`${YEAR}年${MONTH}月?${DASH}${MONTH}月份?`, (year, first, last) => months(year, first, year, last)),
  form(`${YEAR}年${MONTH}月${DASH}${YEAR}年${MONTH}月`, months),
  form(`${YEAR}-(\\d\\d)\\.\\.${YEAR}-(\\d\\d)`, months),
];
