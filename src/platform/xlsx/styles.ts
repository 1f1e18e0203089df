/** A colour behind a cell. */
export type Fill = 'red' | 'yellow' | 'green' | 'blue' | 'grey';

/** Light enough for black text to be read on each. */
const COLOURS: Readonly<Record<Fill, string>> = {
  red: 'FFF4B6B6',
  yellow: 'FFFCE8A6',
  green: 'FFBFE3C0',
  blue: 'FFBBD6F2',
  grey: 'FFDDDDDD',
};
const FILLS = Object.keys(COLOURS) as Fill[];

/** Formats have at most thirty decimals. */
export const MOST_DECIMALS = 30;

/*
 * The styles by their place in the table. Text stays text also when somebody edits the cell; a number shows the
 * decimals it was printed with.
 */
export const HEADER = 1;
export const TEXT = 2;
export const DATE = 3;
const FIRST_FILLED = 4;
const FIRST_NUMBER = FIRST_FILLED + FILLS.length;

export const filled = (fill: Fill): number => FIRST_FILLED + FILLS.indexOf(fill);
export const withDecimals = (decimals: number): number => FIRST_NUMBER + decimals;

/** Numbers below 164 are the format's own; 49 is text. */
const AS_TEXT = 49;
const AS_DATE = 164;
const FIRST_DECIMAL = 165;
/** The first two fills are what the format wants there. */
const HEADER_FILL = 2;
const FIRST_FILL = 3;

const decimals = Array.from({ length: MOST_DECIMALS + 1 }, (_, count) => count);

const format = (id: number, code: string): string => `<numFmt numFmtId="${id}" formatCode="${code}"/>`;
const fill = (colour: string): string =>
  `<fill><patternFill patternType="solid"><fgColor rgb="${colour}"/></patternFill></fill>`;
const cell = (formatId: number, { fontId = 0, fillId = 0 } = {}): string =>
  `<xf numFmtId="${formatId}" fontId="${fontId}" fillId="${fillId}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/>`;
const list = (name: string, items: readonly string[]): string =>
  `<${name} count="${items.length}">${items.join('')}</${name}>`;

const FORMATS = [
  format(AS_DATE, 'yyyy\\-mm\\-dd'),
  ...decimals.map((count) => format(FIRST_DECIMAL + count, count === 0 ? '0' : `0.${'0'.repeat(count)}`)),
];
const FONTS = ['', '<b/>'].map((bold) => `<font>${bold}<sz val="11"/><name val="Calibri"/></font>`);
const CELLS = [
  cell(0),
  cell(AS_TEXT, { fontId: 1, fillId: HEADER_FILL }),
  cell(AS_TEXT),
  cell(AS_DATE),
  ...FILLS.map((_, index) => cell(AS_TEXT, { fillId: FIRST_FILL + index })),
  ...decimals.map((count) => cell(FIRST_DECIMAL + count)),
];

export const STYLES =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  list('numFmts', FORMATS) +
  list('fonts', FONTS) +
  list('fills', [
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
    fill('FFEDEDED'),
    ...FILLS.map((name) => fill(COLOURS[name])),
  ]) +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  list('cellXfs', CELLS) +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';
