import { stringify } from 'csv-stringify/sync';

/** How a column is read by whoever opens the file. Only `text` columns can carry what somebody typed. */
export type CellType = 'text' | 'code' | 'decimal' | 'percent' | 'integer' | 'date' | 'instant';

export type Cell = string | null;

export type Separator = ',' | ';' | '\t';

/** What Excel needs in front of UTF-8 to take it for UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

// What a spreadsheet may take for a formula, also behind blanks and in full width, and our own mark.
const FORMULA = /^(?:[\s\u00a0\u3000]*[=+\-@＝＋－＠]|[\t\r\n'])/;

/**
 * Text that a spreadsheet could run gets an apostrophe in front. Undone exactly by taking one apostrophe away
 * where a text cell begins with one: text that begins with an apostrophe of its own gets another.
 */
export function neutralized(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/**
 * Rows as RFC 4180 lines, whatever the separator. Numbers, days and codes stay what they are; text cannot become
 * a formula.
 */
export function csvLines(
  rows: readonly (readonly Cell[])[],
  types: readonly CellType[],
  delimiter: Separator = ',',
): string {
  const safe = rows.map((row) =>
    row.map((cell, index) => (cell !== null && types[index] === 'text' ? neutralized(cell) : cell)),
  );
  // A lone line feed or return is no end of record, but many readers take it for one.
  return stringify(safe, { delimiter, record_delimiter: '\r\n', quoted_match: /[\r\n]/ });
}
