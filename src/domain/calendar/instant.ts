import { addDays, type Instant, isCivilDate } from './civil-date';

const FORM = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,6}))?(Z|[+-]\d{2}:?\d{2})$/;
const DAY_MINUTES = 24 * 60;

/**
 * Any ISO 8601 moment with a zone ("2025-03-31T08:00:00+08:00") in the fixed UTC form with six digits. Throws a
 * RangeError for what is no moment, has no zone, or is finer than a microsecond.
 */
export function normalizeInstant(text: string): Instant {
  const found = FORM.exec(text);
  if (found === null) throw new RangeError(`not a moment: ${text}`);
  const [, date = '', hour = '', minute = '', second = '', digits = '', zone = ''] = found;
  const clock = Number(hour) * 60 + Number(minute);
  const offset = offsetMinutes(zone);
  const real = isCivilDate(date) && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  if (!real || offset === null) throw new RangeError(`not a moment: ${text}`);
  const utc = clock - offset;
  const day = addDays(date, Math.floor(utc / DAY_MINUTES));
  const rest = ((utc % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
  const time = `${two(Math.floor(rest / 60))}:${two(rest % 60)}:${second}.${digits.padEnd(6, '0')}`;
  return `${day}T${time}Z` as Instant;
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
