declare const civil: unique symbol;
/** A day of the Gregorian calendar as `YYYY-MM-DD`, without clock or zone. Sorts as text. */
export type CivilDate = string & { readonly [civil]: true };

declare const instant: unique symbol;
/** A moment in UTC as `YYYY-MM-DDTHH:MM:SS.ffffffZ`, always six digits, so that text order is time order. */
export type Instant = string & { readonly [instant]: true };

const FORM = /^\d{4}-\d{2}-\d{2}$/;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
/** Days from 0000-03-01 to 1970-01-01. */
const EPOCH = 719_468;
/** Days of 400 Gregorian years. */
const ERA = 146_097;
const LAST_DAY = 2_932_896;
const FIRST_DAY = -719_162;

/** Whether it is a real day from 0001-01-01 to 9999-12-31, written as `YYYY-MM-DD`. */
export function isCivilDate(text: unknown): text is CivilDate {
  if (typeof text !== 'string' || !FORM.test(text)) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Reads a day; throws a RangeError for anything that is none (2025-02-29, 2025-2-3, blanks). */
export function civilDate(text: string): CivilDate {
  if (!isCivilDate(text)) throw new RangeError(`not a day: ${text}`);
  return text;
}

export function yearOf(date: CivilDate): number {
  return Number(date.slice(0, 4));
}

/** 1 to 12. */
export function monthOf(date: CivilDate): number {
  return Number(date.slice(5, 7));
}

/** 1 to 31. */
export function dayOfMonth(date: CivilDate): number {
  return Number(date.slice(8));
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** `month` from 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0);
}

/** Days since 1970-01-01; the difference of two is the number of days between them. */
export function dayNumber(date: CivilDate): number {
  const month = monthOf(date);
  // Years begin in March here, so that the leap day is the last.
  const year = month > 2 ? yearOf(date) : yearOf(date) - 1;
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + dayOfMonth(date) - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * ERA + dayOfEra - EPOCH;
}

/** The day with this number; throws a RangeError outside 0001-01-01 to 9999-12-31. */
export function fromDayNumber(number: number): CivilDate {
  if (!(number >= FIRST_DAY && number <= LAST_DAY)) throw new RangeError(`no such day: ${number}`);
  const days = number + EPOCH;
  const era = Math.floor(days / ERA);
  const dayOfEra = days - era * ERA;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const century = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  const dayOfYear = dayOfEra - (365 * yearOfEra + century);
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return written(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

/** `days` may be negative; throws a RangeError when the calendar ends. */
export function addDays(date: CivilDate, days: number): CivilDate {
  const day = dayOfMonth(date) + days;
  // Most steps stay within the month.
  if (day >= 1 && day <= 28) return `${date.slice(0, 8)}${two(day)}` as CivilDate;
  return fromDayNumber(dayNumber(date) + days);
}

/** From `from` to `to`; negative when `to` comes first. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** The same day of another month, or the last of it where it is shorter: 01-31 plus one month is 02-28 or 29. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const index = monthIndex(date) + months;
  const year = Math.floor(index / 12);
  if (year < 1 || year > 9999) throw new RangeError(`no such year: ${year}`);
  const month = index - year * 12 + 1;
  return written(year, month, Math.min(dayOfMonth(date), daysInMonth(year, month)));
}

export function endOfMonth(date: CivilDate): CivilDate {
  return `${date.slice(0, 8)}${two(daysInMonth(yearOf(date), monthOf(date)))}` as CivilDate;
}

/** Months since January of the year 0. */
export function monthIndex(date: CivilDate): number {
  return yearOf(date) * 12 + monthOf(date) - 1;
}

/** The last day of the month with this index, which must lie in the calendar. */
export function endOfMonthIndex(index: number): CivilDate {
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  return written(year, month, daysInMonth(year, month));
}

function isEndOfMonth(date: CivilDate): boolean {
  return dayOfMonth(date) === daysInMonth(yearOf(date), monthOf(date));
}

export function startOfYear(year: number): CivilDate {
  return written(year, 1, 1);
}

export function endOfYear(year: number): CivilDate {
  return written(year, 12, 31);
}

export function earlier(a: CivilDate, b: CivilDate): CivilDate {
  return a < b ? a : b;
}

/** The same day, or month end, of the year before: what a year-to-date figure is compared with. */
export function yearBefore(date: CivilDate): CivilDate {
  const before = addMonths(date, -12);
  return isEndOfMonth(date) ? endOfMonth(before) : before;
}

function written(year: number, month: number, day: number): CivilDate {
  return `${year.toString().padStart(4, '0')}-${two(month)}-${two(day)}` as CivilDate;
}

function two(number: number): string {
  return number < 10 ? `0${number}` : number.toString();
}
