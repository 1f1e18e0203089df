import { addDays, civilDate, endOfMonth, isCivilDate } from '../calendar/civil-date';
import { misunderstood, type Reading, shown, understood } from './entry-problem';
import { tidied } from './normal-text';
import { PERIOD_FORMS } from './period-forms';

/** Day 0 of a spreadsheet's calendar, for every day after its invented 29 February 1900. */
const SERIAL_EPOCH = civilDate('1899-12-30');
/** 2000-01-01 and 2099-12-31: outside them five digits are more likely something else. */
const SERIALS = { first: 36_526, last: 73_050 };

const DAY_ORDER = /^\d{1,2}([-/.])\d{1,2}\1\d{4}$/;
const WITHOUT_YEAR = /^(?:\d{1,2}月|第?[一二三四1-4]季度|[上下]半年|Q[1-4])/i;

/**
 * A period in the notation of the record ("2025-08-06", "2025-08", "2025-Q3", "2025-H1", "2025", "2025-01..2025-02") from
 * how officials type it. Five digits are a day by its number in a spreadsheet. Whether the period has ended, and whether
 * it suits the indicator, is for others to say.
 */
export function readPeriodText(text: string): Reading<string> {
  const given = shown(text.trim());
  const typed = tidied(text).replaceAll(' ', '');
  if (typed === '') return misunderstood('entry.period.empty', {});
  if (/^\d{5}$/.test(typed)) return readSerial(Number(typed), given);
  for (const { form, period } of PERIOD_FORMS) {
    const parts = form.exec(typed);
    if (parts !== null) return checked(period(...parts.slice(1)), given);
  }
  return unread(typed, given);
}

/** The same from the first and the last day of whole months, or one day, as an export tells of them. */
export function readSpanText(first: string, last: string): Reading<string> {
  const [start, end] = [readPeriodText(first), readPeriodText(last)];
  if (!start.ok || !end.ok) return start.ok ? end : start;
  if (start.read === end.read) return end;
  return areWholeMonths(start.read, end.read)
    ? understood(`${start.read.slice(0, 7)}..${end.read.slice(0, 7)}`)
    : misunderstood('entry.period.no_such', { given: `${shown(first.trim())} – ${shown(last.trim())}` });
}

const areWholeMonths = (first: string, last: string): boolean =>
  first < last && /^\d{4}-\d\d-01$/.test(first) && isCivilDate(last) && endOfMonth(last) === last;

function readSerial(serial: number, given: string): Reading<string> {
  return serial < SERIALS.first || serial > SERIALS.last
    ? misunderstood('entry.period.unreadable', { given })
    : understood(addDays(SERIAL_EPOCH, serial));
}

function checked(period: string | null, given: string): Reading<string> {
  const exists = period !== null && (!/^\d{4}-\d\d-\d\d$/.test(period) || isCivilDate(period));
  return exists ? understood(period) : misunderstood('entry.period.no_such', { given });
}

function unread(typed: string, given: string): Reading<string> {
  const [, year] = /^(\d{4})\.1$/.exec(typed) ?? [];
  if (year !== undefined)
    return misunderstood('entry.period.january_or_october', {
      given,
      january: `${year}-01`,
      october: `${year}-10`,
    });
  if (DAY_ORDER.test(typed)) return misunderstood('entry.period.day_order', { given });
  if (WITHOUT_YEAR.test(typed)) return misunderstood('entry.period.no_year', { given });
  return misunderstood('entry.period.unreadable', { given });
}
