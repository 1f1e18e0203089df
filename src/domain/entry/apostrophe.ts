/**
 * The text that an export put an apostrophe in front of, so that no spreadsheet takes it for a formula: exactly one
 * apostrophe comes off where a text cell begins with one. Only for cells of text; other columns never get one.
 */
export const withoutApostrophe = (cell: string): string => (cell.startsWith("'") ? cell.slice(1) : cell);
