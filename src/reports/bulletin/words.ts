import type { Instant } from '../../domain/calendar';
import { type Language, type MessageParams, translate } from '../../platform/messages';

/** What stands where there is no number: never 0. */
export const NOTHING = '—';

export const say = (language: Language, code: string, params: MessageParams = {}): string =>
  translate(language, 'bulletin', code, params);

const SIGNS: Readonly<Record<string, string>> = { '>=': '≥', '<=': '≤', '~': '≈', '=': '' };

/** A comparator or a qualifier as it is printed before a number. */
export const signOf = (mark: string): string => SIGNS[mark] ?? mark;

/** "-1234567.50" as "-1,234,567.50". */
export function grouped(decimal: string): string {
  const [whole = '', ...rest] = decimal.split('.');
  return [whole.replace(/\B(?=(?:\d{3})+$)/g, ','), ...rest].join('.');
}

/** With a plus where it is above zero. */
export const signed = (decimal: string): string =>
  decimal.startsWith('-') || /^0(?:\.0*)?$/.test(decimal) ? grouped(decimal) : `+${grouped(decimal)}`;

/** "2025-06-30" as "2025年6月30日" or "30 June 2025". */
export function day(date: string, language: Language): string {
  const [year = '', month = '', day = ''] = date.split('-').map((part) => Number(part).toString());
  return say(language, 'day', { year, month: say(language, `month.${month}`), day });
}

const SHANGHAI_MS = 8 * 3_600_000;

/** A moment by the clock on the wall, to the second. Zero-padded; China has no summer time. */
export function moment(instant: Instant, language: Language): string {
  const wall = new Date(Date.parse(instant) + SHANGHAI_MS).toISOString();
  return say(language, 'moment', { at: `${wall.slice(0, 10)} ${wall.slice(11, 19)}` });
}

/** Some of many, one after the other, and how many more there are. */
export function enumerated(texts: readonly string[], most: number, language: Language): string {
  const named = texts.slice(0, most).join(say(language, 'and'));
  const more = texts.length - most;
  return more > 0 ? say(language, 'and_more', { named, more }) : named;
}
