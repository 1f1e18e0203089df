import { type CivilDate, endOfMonth, isCivilDate } from '../domain/calendar';
import type { EntryMode } from '../domain/goal';

/** The span an entry speaks of; `start` is null where only its last day counts. */
export interface Period {
  readonly start: CivilDate | null;
  readonly end: CivilDate;
}

/** First and last month of each part of a year. */
const PARTS = new Map([
  ['Q1', ['01', '03']],
  ['Q2', ['04', '06']],
  ['Q3', ['07', '09']],
  ['Q4', ['10', '12']],
  ['H1', ['01', '06']],
  ['H2', ['07', '12']],
]);

/**
 * Reads a period as officials write it: a day (2025-08-06), a month (2025-08), a quarter (2025-Q3), a half
 * (2025-H1), a year (2025), or months counted together (2025-01..2025-02). Null when it is none of these.
 */
export function readPeriod(text: string, mode: EntryMode): Period | null {
  const span = readSpan(text);
  if (span === null) return null;
  const amounts = mode === 'monthly' || mode === 'increment';
  return amounts ? span : { start: null, end: span.end };
}

function readSpan(text: string): { start: CivilDate; end: CivilDate } | null {
  if (isCivilDate(text)) return { start: text, end: text };
  if (/^\d{4}$/.test(text)) return months(`${text}-01`, `${text}-12`);
  const [, year = '', part = ''] = /^(\d{4})-(Q[1-4]|H[12])$/.exec(text) ?? [];
  const [first, last] = PARTS.get(part) ?? [];
  if (first !== undefined && last !== undefined) return months(`${year}-${first}`, `${year}-${last}`);
  const [, from = text, to = text] = /^(\d{4}-\d{2})\.\.(\d{4}-\d{2})$/.exec(text) ?? [];
  return months(from, to);
}

function months(first: string, last: string): { start: CivilDate; end: CivilDate } | null {
  const start = `${first}-01`;
  const lastStart = `${last}-01`;
  if (!isCivilDate(start) || !isCivilDate(lastStart) || start > lastStart) return null;
  return { start, end: endOfMonth(lastStart) };
}
