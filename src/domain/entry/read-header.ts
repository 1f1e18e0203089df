import { type EntryProblem, entryError, entryNotice, shown } from './entry-problem';
import { HEADER_WORDS } from './header-words';
import { tidied } from './normal-text';

/** The columns of a file of figures, by the machine headers of the template and of the ledger. */
export const ENTRY_COLUMNS = [
  'id',
  'indicator',
  'indicator_name',
  'area',
  'area_name',
  'definition',
  'period',
  'period_start',
  'period_end',
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
  /** What the header of the value says in brackets: "万吨" of 数值（万吨）; null where it says nothing. */
  readonly valueUnit: string | null;
  readonly problems: readonly EntryProblem[];
}

/** One column of each group must be there. */
const NEEDED: readonly (readonly EntryColumn[])[] = [
  ['indicator', 'indicator_name'],
  ['area', 'area_name'],
  ['period', 'period_end'],
  ['value'],
];

/** "数值 *（万吨）" in two parts. The brackets may be of any kind, and nothing follows them. */
const WITH_BRACKETS = /^([^([【〔]+)[([【〔]([^()[\]【】〔〕]*)[)\]】〕][\s*:]*$/;

const keyOf = (text: string): string => text.toLowerCase().replace(/[\s_\-*:]/g, '');

const COLUMN_OF: ReadonlyMap<string, EntryColumn> = new Map(
  ENTRY_COLUMNS.flatMap((column) => [column, ...HEADER_WORDS[column]].map((word) => [keyOf(word), column])),
);

/**
 * Reads the first row of a file of figures. Columns nobody knows are notices; a column named twice, or needed and
 * missing, is an error that says what would be right.
 */
export function readHeader(cells: readonly string[]): HeaderReading {
  const named = ofLedger(cells.map(headerCell));
  const columns = named.map(({ column }, index) => (index === firstOf(named, column) ? column : null));
  const problems = named.flatMap(({ column }, index) =>
    problemOf(cells[index] ?? '', firstOf(named, column), index),
  );
  const valueUnit = named.find(({ column }) => column === 'value')?.unit ?? null;
  return { columns, valueUnit, problems: [...problems, ...missing(columns)] };
}

/** Ids of figures are the ledger's; elsewhere a column called so holds something else. */
function ofLedger(named: readonly HeaderCell[]): readonly HeaderCell[] {
  return named.some(({ column }) => column === 'period_end')
    ? named
    : named.map((cell) => (cell.column === 'id' ? { ...cell, column: null } : cell));
}

/** Where a column is named for the first time, or one that says the same; -1 for none. */
const firstOf = (named: readonly HeaderCell[], column: EntryColumn | null): number =>
  column === null ? -1 : named.findIndex((cell) => senseOf(cell.column) === senseOf(column));

const senseOf = (column: EntryColumn | null): EntryColumn | null =>
  column === 'period_end' ? 'period' : column;

function problemOf(cell: string, first: number, index: number): EntryProblem[] {
  const [given, column] = [shown(cell.trim()), index + 1];
  if (first < 0) return given === '' ? [] : [entryNotice('entry.header.unknown', { given, column }, column)];
  return first === index
    ? []
    : [entryError('entry.header.twice', { given, first: first + 1, column }, column)];
}

function missing(columns: readonly (EntryColumn | null)[]): EntryProblem[] {
  return NEEDED.filter((choice) => !choice.some((column) => columns.includes(column))).map((choice) =>
    entryError('entry.header.missing', {
      columns: choice.join(' / '),
      words: choice
        .map((column) => HEADER_WORDS[column].find((word) => /\p{Script=Han}/u.test(word)))
        .join(' / '),
    }),
  );
}

interface HeaderCell {
  readonly column: EntryColumn | null;
  readonly unit: string | null;
}

function headerCell(cell: string): HeaderCell {
  const text = tidied(cell);
  const [, name, unit] = WITH_BRACKETS.exec(text) ?? [];
  const column = COLUMN_OF.get(keyOf(name ?? text)) ?? null;
  return { column, unit: unit?.trim() ? unit.trim() : null };
}
