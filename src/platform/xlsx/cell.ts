import type { Cell, CellType } from '../csv';
import { DATE, type Fill, filled, HEADER, MOST_DECIMALS, TEXT, withDecimals } from './styles';
import { xmlText } from './xml';

const NUMBERS: ReadonlySet<CellType> = new Set<CellType>(['decimal', 'percent', 'integer']);

/** The digits of which a double carries every decimal exactly, and which a spreadsheet shows. */
const CARRIED_DIGITS = 15;
const PLAIN = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/;

/** Before it spreadsheets disagree about which day a number is. */
const FIRST_COUNTED_DAY = '1900-03-01';
const DAY_ZERO = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;

/**
 * A cell at `at` ("B7"). A decimal is a number where that keeps every digit, else text, and so is every code; a day
 * is a date where all spreadsheets count it alike. Text is text: nothing in it is ever run.
 */
export function cellXml(at: string, cell: Cell, type: CellType, fills?: ReadonlyMap<string, Fill>): string {
  if (cell === null || cell === '') return '';
  if (NUMBERS.has(type)) return numberXml(at, cell);
  if (type === 'date' && cell >= FIRST_COUNTED_DAY) return valueXml(at, DATE, String(dayNumber(cell)));
  const fill = fills?.get(cell);
  return textXml(at, fill === undefined ? TEXT : filled(fill), cell);
}

export const headerXml = (at: string, text: string): string => textXml(at, HEADER, text);

function numberXml(at: string, text: string): string {
  const decimals = carriedDecimals(text);
  return decimals === null ? textXml(at, TEXT, text) : valueXml(at, withDecimals(decimals), text);
}

/** How many decimals a number has that comes back from a spreadsheet as it is written; null for others. */
function carriedDecimals(text: string): number | null {
  const [, minus, whole, decimals = ''] = PLAIN.exec(text) ?? [];
  if (whole === undefined || decimals.length > MOST_DECIMALS) return null;
  const digits = (whole + decimals).replace(/^0+/, '');
  // Zero has no sign there.
  if (digits.length > CARRIED_DIGITS || (digits === '' && minus === '-')) return null;
  return decimals.length;
}

function dayNumber(day: string): number {
  return (Date.parse(`${day}T00:00:00Z`) - DAY_ZERO) / DAY_MS;
}

const valueXml = (at: string, style: number, value: string): string =>
  `<c r="${at}" s="${style}"><v>${value}</v></c>`;

const textXml = (at: string, style: number, text: string): string =>
  `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
