import { type EntryProblem, entryError } from './entry-problem';

/** The columns of a file of figures, by the machine headers of the templates. */
export const ENTRY_COLUMNS = [
  'indicator',
  'indicator_name',
  'area',
  'area_name',
  'definition',
  'period',
  'value',
  'qualifier',
  'numerator',
  'denominator',
  'unit',
  'last_period',
  'last_value',
  'due_on',
  'note',
  'evidence_url',
  'reason',
] as const;
export type EntryColumn = (typeof ENTRY_COLUMNS)[number];

/** A header, cell by cell; null where nobody knows the column. */
export interface HeaderReading {
  readonly columns: readonly (EntryColumn | null)[];
  readonly problems: readonly EntryProblem[];
}

/** Reads the first row of a file of figures. */
export function readHeader(cells: readonly string[]): HeaderReading {
  return { columns: cells.map(() => null), problems: [entryError('entry.header.empty')] };
}
