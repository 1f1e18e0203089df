import type { NumberKind } from './number-format';

/** A spreadsheet shows and keeps 15 digits; 16 and 17 are what is left of a binary float. More is no float at all. */
const DIGITS_SHOWN = 15;
const DIGITS_OF_FLOAT = 17;
const DAY_MS = 86_400_000;
/** Day 0 for every day after the 29 February 1900 that spreadsheets believe in (day 60). */
const EPOCH = Date.UTC(1899, 11, 30);
const INVENTED_DAY = 60;
/** From 1 January 1904 on, where a workbook counts from there. */
const OFFSET_1904 = 1462;
/** 9999-12-31. */
const LAST_DAY = 2_958_465;

/** Digits without a point, which stands `point` places from their beginning. */
interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly point: number;
}

/** The text a spreadsheet shows of a number, or the code of what is wrong with it. */
export type NumberText = { readonly text: string } | { readonly wrong: string };

/** `raw` as the file has it ("0.30000000000000004", "4.5E-5"): the decimal shown, "85%", or a day. */
export function numberText(raw: string, kind: NumberKind, from1904: boolean): NumberText {
  const decimal = decimalOf(raw);
  if (decimal === null) return { wrong: 'table.error_cell' };
  if (kind === 'day' || kind === 'month' || kind === 'year') return dayText(decimal, kind, from1904);
  const kept = asShown(decimal);
  if (kept === null) return { wrong: 'table.number_too_long' };
  return { text: kind === 'percent' ? `${written({ ...kept, point: kept.point + 2 })}%` : written(kept) };
}

/** Floats end at 1.8 × 10^308: three digits of exponent are enough. */
const NUMBER = /^(?<sign>[+-]?)(?<whole>\d*)\.?(?<decimals>\d*)(?:e(?<exponent>[+-]?\d{1,3}))?$/i;

function decimalOf(raw: string): Decimal | null {
  const { sign, whole = '', decimals = '', exponent = '0' } = NUMBER.exec(raw.trim())?.groups ?? {};
  const all = whole + decimals;
  if (all === '') return null;
  const digits = all.replace(/^0+/, '');
  if (digits === '') return { negative: false, digits, point: 0 };
  const point = whole.length + Number(exponent) - (all.length - digits.length);
  return { negative: sign === '-', digits: digits.replace(/0+$/, ''), point };
}

/** Rounded half up to the digits shown; null where that would change more than what a float leaves behind. */
function asShown(decimal: Decimal): Decimal | null {
  const { digits, point } = decimal;
  if (digits.length <= DIGITS_SHOWN) return decimal;
  if (digits.length > DIGITS_OF_FLOAT || point > DIGITS_SHOWN) return null;
  const up = Number(digits[DIGITS_SHOWN]) >= 5 ? 1n : 0n;
  const rounded = (BigInt(digits.slice(0, DIGITS_SHOWN)) + up).toString();
  return {
    ...decimal,
    digits: rounded.replace(/0+$/, ''),
    point: point + rounded.length - DIGITS_SHOWN,
  };
}

function written({ negative, digits, point }: Decimal): string {
  const whole = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0');
  const decimals = point <= 0 ? '0'.repeat(digits === '' ? 0 : -point) + digits : digits.slice(point);
  const text = decimals === '' ? whole : `${whole}.${decimals}`;
  return negative ? `-${text}` : text;
}

function dayText(decimal: Decimal, kind: 'day' | 'month' | 'year', from1904: boolean): NumberText {
  const serial = Number(written(decimal).split('.', 1)[0]) + (from1904 ? OFFSET_1904 : 0);
  if (!(serial >= 1 && serial <= LAST_DAY) || serial === INVENTED_DAY)
    return { wrong: 'table.impossible_date' };
  const days = serial < INVENTED_DAY ? serial + 1 : serial;
  const text = new Date(EPOCH + days * DAY_MS).toISOString();
  return { text: text.slice(0, { day: 10, month: 7, year: 4 }[kind]) };
}
