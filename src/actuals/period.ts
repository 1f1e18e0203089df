import { type CivilDate, endOfMonth, isCivilDate } from '../domain/calendar';
import { type EntryMode, isOfAmounts } from '../domain/goal';

/** The span an entry speaks of; `start` is null where only its last day counts. */
export interface Period {
  readonly start: CivilDate | null;
  readonly end: CivilDate;
}

/** First and last month of each part of a year. */
const PARTS = new Map([
  ['Q1', { first: '01', last: '03' }],
  ['Q2', { first: '04', last: '06' }],
  ['Q3', { first: '07', last: '09' }],
  ['Q4', { first: '10', last: '12' }],
  ['H1', { first: '01', last: '06' }],
  ['H2', { first: '07', last: '12' }],
]);

/**
 * Reads a period as officials write it: a day (2025-08-06), a month (2025-08), a quarter (2025-Q3), a half
 * (2025-H1), a year (2025), or months counted together (2025-01..2025-02). Null when it is none of these.
 */
export function readPeriod(text: string, mode: EntryMode): Period | null {
  const span = readSpan(text);
  if (span === null) return null;
  return isOfAmounts(mode) ? span : { start: null, end: span.end };
}

interface Span {
  readonly start: CivilDate;
  readonly end: CivilDate;
}

function readSpan(text: string): Span | null {
  if (isCivilDate(text)) return { start: text, end: text };
  if (/^\d{4}$/.test(text)) return months(`${text}-01`, `${text}-12`);
  return partOfYear(text) ?? together(text) ?? months(text, text);
}

function partOfYear(text: string): Span | null {
  const part = PARTS.get(text.slice(5));
  return part === undefined || text[4] !== '-'
    ? null
    : months(`${text.slice(0, 5)}${part.first}`, `${text.slice(0, 5)}${part.last}`);
}

function together(text: string): Span | null {
  const [from, to, more] = text.split('..');
  return from === undefined || to === undefined || more !== undefined ? null : months(from, to);
}

function months(first: string, last: string): Span | null {
  const start = `${first}-01`;
  const lastStart = `${last}-01`;
  if (!isCivilDate(start) || !isCivilDate(lastStart) || start > lastStart) return null;
  return { start, end: endOfMonth(lastStart) };
}
