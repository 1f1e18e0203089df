import { addDays, type Instant, isCivilDate } from './civil-date';

const FORM = /^\d{4}-\d{2}-\d{2}[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:[.,]\d{1,6})?(?:Z|[+-]\d{2}:?\d{2})$/;
const ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/;
const DAY_MINUTES = 24 * 60;

/**
 * Any ISO 8601 moment with a zone ("2025-03-31T08:00:00+08:00") in the fixed UTC form with six digits. Throws a
 * RangeError for what is no moment, has no zone, or is finer than a microsecond.
 */
export function normalizeInstant(text: string): Instant {
  const date = text.slice(0, 10);
  const zone = ZONE.exec(text)?.[0] ?? '';
  const offset = offsetMinutes(zone);
  if (!FORM.test(text) || !isCivilDate(date) || offset === null)
    throw new RangeError(`not a moment: ${text}`);
  const utc = Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16)) - offset;
  const days = Math.floor(utc / DAY_MINUTES);
  const minutes = utc - days * DAY_MINUTES;
  const second = text.slice(17, 19);
  const digits = text.slice(20, text.length - zone.length).padEnd(6, '0');
  const time = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${second}.${digits}`;
  return `${addDays(date, days)}T${time}Z` as Instant;
}

/** Minutes east of UTC, null for a zone that does not exist (beyond ±18:00). */
function offsetMinutes(zone: string): number | null {
  if (zone === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  if (hours > 18 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function two(number: number): string {
  return number.toString().padStart(2, '0');
}
