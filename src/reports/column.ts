import type { CellType } from '../platform/csv';

/** A column of a report, whatever its face. */
export interface Column {
  /** The machine header: it never changes its meaning. */
  readonly name: string;
  readonly type: CellType;
  /** The catalog prefix of a coded value, where the cell is shown as a word to people. */
  readonly words?: string;
  /** Codes of goals, shown with their names to people. */
  readonly names?: true;
}

export const code = (name: string, words?: string): Column =>
  words === undefined ? { name, type: 'code' } : { name, type: 'code', words };
export const text = (name: string): Column => ({ name, type: 'text' });
export const date = (name: string): Column => ({ name, type: 'date' });
export const instant = (name: string): Column => ({ name, type: 'instant' });
export const decimal = (name: string): Column => ({ name, type: 'decimal' });
export const integer = (name: string): Column => ({ name, type: 'integer' });
