import type { QuantityUnit } from '../domain/progress';
import type { CellType } from '../platform/csv';

/** In what the numbers of a column are measured; `unit` is the indicator's, which the row names. */
export type ColumnUnit = QuantityUnit;

/** A column of a report, whatever its face. */
export interface Column {
  /** The machine header: it never changes its meaning. */
  readonly name: string;
  readonly type: CellType;
  /** None where left out. */
  readonly unit?: ColumnUnit;
  /** The catalog prefix of a coded value, where the cell is shown as a word to people. */
  readonly words?: string;
  /** Several codes in a cell, with blanks between them. */
  readonly several?: true;
  /** Codes of goals, shown with their names to people. */
  readonly names?: true;
  /** Never empty. */
  readonly always?: true;
  /** What a row is known by: never empty, and no two rows have it in common (together, where there are more). */
  readonly key?: true;
}

export const code = (name: string, words?: string): Column =>
  words === undefined ? { name, type: 'code' } : { name, type: 'code', words };
export const text = (name: string): Column => ({ name, type: 'text' });
export const date = (name: string): Column => ({ name, type: 'date' });
export const instant = (name: string): Column => ({ name, type: 'instant' });
/** An amount in the unit of the indicator, unless it says otherwise. */
export const decimal = (name: string, unit: ColumnUnit = 'unit'): Column => ({ name, type: 'decimal', unit });
export const integer = (name: string, unit: ColumnUnit = 'none'): Column => ({ name, type: 'integer', unit });

export const key = (column: Column): Column => ({ ...column, key: true });
export const always = (column: Column): Column => ({ ...column, always: true });
export const several = (column: Column): Column => ({ ...column, several: true });
/** Codes of goals. */
export const named = (column: Column): Column => ({ ...column, names: true });
