import { type CivilDate, civilDate, endOfMonth, isCivilDate } from '../../domain/calendar';
import { shown, type Place } from './place';
import type { ProblemCode, ProblemParams } from './problem';

/** Reads one value, or complains and answers undefined. */
export type Reader<T> = (place: Place) => T | undefined;

const LONGEST_NAME = 200;
const LONGEST_REMARK = 2000;
/** Shorter than the product's 64: members of an each-area goal get the goal's code and their area's. */
const CODE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,47}$/;
/** GB/T 2260, and for townships and villages its extension GB/T 10114. */
const AREA_CODE = /^\d{6}(?:\d{3}){0,2}$/;
const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const YEAR = /^[12]\d{3}$/;
const MOST_DIGITS = 30;
const MOST_DECIMALS = 20;

/** Line breaks and tabs belong in a remark; nothing else that cannot be seen belongs in any text. */
const CONTROL = /[\p{Cc}\p{Cs}\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/u;

/** A scalar by what it must look like; the complaint repeats what was found instead. */
function scalar<T>(
  parse: (text: string) => T | undefined,
  code: ProblemCode,
  params?: ProblemParams,
): Reader<T> {
  return (place) => {
    const text = place.text();
    if (text === undefined) return undefined;
    const value = parse(text);
    if (value === undefined) place.complain(code, { value: shown(text), ...params });
    return value;
  };
}

function matching(pattern: RegExp): (text: string) => string | undefined {
  return (text) => (pattern.test(text) ? text : undefined);
}

function textUpTo(max: number, breaks: boolean): Reader<string> {
  return (place) => {
    const text = place.text()?.trim();
    const wrong = text === undefined ? undefined : wrongWith(text, max, breaks);
    if (wrong) place.complain(...wrong);
    return wrong ? undefined : text;
  };
}

function wrongWith(text: string, max: number, breaks: boolean): [ProblemCode, ProblemParams?] | undefined {
  if (text === '') return ['text_blank'];
  const control = CONTROL.exec(breaks ? text.replace(/[\n\t]/g, ' ') : text)?.[0];
  if (control !== undefined) return ['text_control_character', { character: codePoint(control) }];
  const length = Array.from(text).length;
  return length > max ? ['text_too_long', { length, max }] : undefined;
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

export const name = textUpTo(LONGEST_NAME, false);
export const remark = textUpTo(LONGEST_REMARK, true);
export const code = scalar(matching(CODE), 'bad_code');
export const areaCode = scalar(matching(AREA_CODE), 'bad_area_code');
export const flag = scalar((text) => ({ true: true, false: false })[text], 'bad_flag');
export const date = scalar((text) => (isCivilDate(text) ? text : undefined), 'bad_date');
export const year = scalar((text) => (YEAR.test(text) ? Number(text) : undefined), 'bad_year');

const anyDecimal = scalar(matching(DECIMAL), 'bad_number');
/** Kept as written: no digit is lost and no zero is dropped. */
export const decimal: Reader<string> = (place) => {
  const text = anyDecimal(place);
  if (text === undefined || fitsTheRecord(text)) return text;
  place.complain('number_too_long', { digits: MOST_DIGITS, decimals: MOST_DECIMALS });
  return undefined;
};

function fitsTheRecord(text: string): boolean {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const digits = (whole === '0' ? 0 : whole.length) + fraction.length;
  return digits <= MOST_DIGITS && fraction.length <= MOST_DECIMALS;
}

export function integer(min: number, max: number): Reader<number> {
  const parse = (text: string): number | undefined => {
    const value = /^(?:0|[1-9]\d{0,8})$/.test(text) ? Number(text) : NaN;
    return value >= min && value <= max ? value : undefined;
  };
  return scalar(parse, 'bad_integer', { min, max });
}

export function oneOf<const T extends string>(allowed: readonly T[]): Reader<T> {
  return scalar((text) => allowed.find((candidate) => candidate === text), 'bad_choice', {
    allowed: allowed.join(', '),
  });
}

/** A whole month, quarter or year, by its first and last day. */
export interface Period {
  readonly start: CivilDate;
  readonly end: CivilDate;
}

const QUARTERS: Readonly<Record<string, readonly [string, string]>> = {
  1: ['01', '03'],
  2: ['04', '06'],
  3: ['07', '09'],
  4: ['10', '12'],
};

/** `2024`, `2024-Q3` or `2024-09`. */
export const period = scalar(parsePeriod, 'bad_period');

function parsePeriod(text: string): Period | undefined {
  const [, written, quarter, month] = /^([12]\d{3})(?:-Q([1-4])|-(0[1-9]|1[0-2]))?$/.exec(text) ?? [];
  if (written === undefined) return undefined;
  const [first, last] = monthsOf(quarter, month);
  return { start: civilDate(`${written}-${first}-01`), end: endOfMonth(civilDate(`${written}-${last}-01`)) };
}

function monthsOf(quarter = '', month: string | undefined): readonly [string, string] {
  return month === undefined ? (QUARTERS[quarter] ?? ['01', '12']) : [month, month];
}

export function yearEnd(written: number): CivilDate {
  return civilDate(`${written}-12-31`);
}

export function isWholeYear({ start, end }: Period): boolean {
  return start.endsWith('-01-01') && end.endsWith('-12-31');
}
