import type { Qualifier } from '../goal/terms';
import { misunderstood, type Reading, shown, understood } from './entry-problem';
import { tidied } from './normal-text';
import { qualified } from './qualifier-words';

/** A figure as typed. */
export interface TypedFigure {
  /** A plain decimal with every digit typed, its unit multiplied in: "6.6万" is "66000". Of a percentage "85". */
  readonly value: string;
  /** As written in the cell ("突破", "约"); null where nothing is said. */
  readonly qualifier: Qualifier | null;
  /** Whether a percent sign was written. */
  readonly percent: boolean;
  /** What was multiplied in: "1", "10000" for 万, "100000000" for 亿, "1000000000000" for 万亿. */
  readonly unitFactor: string;
}

/** By how many places each unit moves the point. */
const UNITS: Readonly<Record<string, number>> = { 万亿: 12, 亿: 8, 万: 4 };

/** More digits than any figure has: a cell of them is an accident or an attack. */
const MOST_DIGITS = 60;

const PLAIN = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)$/;
const GROUPED = /^[+-]?\d{1,3}(?:(?:,\d{3})+|(?: \d{3})+)(?:\.\d+)?$/;
const SCIENTIFIC = /^[+-]?\d*\.?\d+e[+-]?\d+$/i;
const SEPARATED = /^[+-]?\d[\d., ]*$/;
/** A number, and behind it what may be a unit. */
const WITH_UNIT = /^([+-]?[\d.][\d., ]*)(万亿|亿|万|)\s*([^\d., +\-%][^\d]*)?$/;

/**
 * Reads a figure as officials type it: with separators, in full width, with 万 or 亿, with a percent sign, with words
 * such as 突破 or 左右. What could be read in two ways is a problem, never a guess.
 */
export function readFigure(text: string): Reading<TypedFigure> {
  const given = shown(text.trim());
  const typed = tidied(text);
  if (typed === '') return misunderstood('entry.figure.empty', {});
  const { rest, qualifier, clash } = qualified(typed);
  if (clash) return misunderstood('entry.figure.two_qualifiers', { given });
  const percent = rest.endsWith('%');
  const amount = readAmount(percent ? rest.slice(0, -1).trim() : rest, given);
  if (!amount.ok) return amount;
  if (percent && amount.read.unitFactor !== '1') return misunderstood('entry.figure.unreadable', { given });
  return understood({ ...amount.read, qualifier, percent });
}

function readAmount(text: string, given: string): Reading<Pick<TypedFigure, 'value' | 'unitFactor'>> {
  if (SCIENTIFIC.test(text)) return misunderstood('entry.figure.scientific', { given });
  const [, digits, unit, more] = WITH_UNIT.exec(text) ?? [];
  if (digits === undefined || unit === undefined) return misunderstood('entry.figure.unreadable', { given });
  if (more !== undefined) return misunderstood('entry.figure.unit', { given, unit: shown(`${unit}${more}`) });
  const number = readNumber(digits.trim(), given);
  if (!number.ok) return number;
  const places = UNITS[unit] ?? 0;
  return understood({ value: shifted(number.read, places), unitFactor: `1${'0'.repeat(places)}` });
}

function readNumber(text: string, given: string): Reading<string> {
  if (text.replace(/\D/g, '').length > MOST_DIGITS)
    return misunderstood('entry.figure.too_long', { given, most: MOST_DIGITS });
  if (PLAIN.test(text) || GROUPED.test(text)) return understood(plain(text.replace(/[, +]/g, '')));
  if (!SEPARATED.test(text)) return misunderstood('entry.figure.unreadable', { given });
  const whole = text.replace(/[., ]/g, '');
  const cut = Math.max(...['.', ',', ' '].map((mark) => text.lastIndexOf(mark)));
  const decimal = `${text.slice(0, cut).replace(/[., ]/g, '')}.${text.slice(cut + 1)}`;
  return misunderstood('entry.figure.ambiguous', { given, whole, decimal });
}

/** "007" is 7, ".5" is 0.5, "-0.0" is 0.0; decimals stay as many as they are. */
function plain(text: string): string {
  const [whole = '', decimals] = text.replace('-', '').split('.');
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  const number = decimals === undefined ? digits : `${digits}.${decimals}`;
  return text.startsWith('-') && /[1-9]/.test(number) ? `-${number}` : number;
}

/** The plain decimal times 10 to the `places`, by moving its point. */
function shifted(decimal: string, places: number): string {
  if (places === 0) return decimal;
  const [whole = '', decimals = ''] = decimal.split('.');
  const moved = decimals.padEnd(places, '0');
  const rest = moved.slice(places);
  return plain(`${whole}${moved.slice(0, places)}${rest === '' ? '' : `.${rest}`}`);
}
