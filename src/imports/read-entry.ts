import {
  type EntryColumn,
  type EntryProblem,
  type HeaderReading,
  readFigure,
  readPeriodText,
  readSpanText,
  shown,
  type TypedFigure,
  withoutApostrophe,
} from '../domain/entry';
import { isCode, isDecimalText, isSentence, isWebAddress } from '../platform/http';
import type { TableRow } from '../platform/table';

/** A row as an entry by hand would say it. */
export interface Entry {
  readonly indicator: string;
  readonly area: string;
  readonly definition: string;
  readonly period: string;
  readonly value: string;
  readonly qualifier: string;
  readonly numerator?: string;
  readonly denominator?: string;
  readonly note?: string;
  readonly evidenceUrl?: string;
  readonly reason?: string;
  readonly asWritten: AsWritten;
}

/** How the file says it, which an entry by hand does not. */
interface AsWritten {
  /** The figure of record that the row was exported from. */
  readonly id?: string | undefined;
  /** To be compared with what the indicator is counted in. */
  readonly unit?: string | undefined;
  readonly percent?: boolean | undefined;
  /** 万 or 亿 was written behind the number and multiplied in. */
  readonly scaled?: boolean | undefined;
  /** Of the period nothing but the last day is said. */
  readonly endOnly?: boolean | undefined;
}

/** What is wrong with a row: which column as the file calls it, a stable code, and what its text needs. */
export interface RowProblem {
  readonly path: string;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export interface ReadRow {
  readonly line: number;
  /** What was typed, by what each column was taken for. */
  readonly cells: Readonly<Partial<Record<EntryColumn, string>>>;
  /** Null where something is wrong, or nothing is filled in. */
  readonly entry: Entry | null;
  readonly problems: readonly RowProblem[];
}

/** Columns that hold what somebody wrote in words: an export's apostrophe comes off. */
const TEXTS: ReadonlySet<EntryColumn> = new Set(['note', 'reason', 'unit', 'indicator_name', 'area_name']);
/** What a template says of the figures that it asks for. */
const PREFILLED: ReadonlySet<string> = new Set<EntryColumn>([
  'indicator',
  'indicator_name',
  'area',
  'area_name',
  'definition',
  'period',
  'unit',
  'last_period',
  'last_value',
  'due_on',
]);
/** Without these there is no figure; what has a code may be named instead. */
const NEEDED = ['indicator', 'area', 'period', 'value'] as const;

/** What the header says: what each column is, and what its values are counted in. */
export interface Header extends Pick<HeaderReading, 'columns' | 'valueUnit'> {
  /** Whether its file puts an apostrophe before text that could be run, as our CSV does and a workbook needs not. */
  readonly apostrophes: boolean;
  /** Whether it is a template's, whose rows may be left as they were. */
  readonly template: boolean;
}
const QUALIFIERS: ReadonlySet<string> = new Set(['=', '>=', '<=', '~']);

/** Reads the cells of a row by what the header says they are. */
export function readRow(header: Header, row: TableRow): ReadRow {
  const { columns, valueUnit } = header;
  const typed = cellsOf(header, row);
  if (header.template && row.problems.length === 0 && isUnfilled(typed, header, row))
    return { line: row.line, cells: typed, entry: null, problems: [] };
  const cells = valueUnit === null || typed.unit !== undefined ? typed : { ...typed, unit: valueUnit };
  const problems: RowProblem[] = row.problems.map(({ code, params, column }) => ({
    path: columns[(column ?? 0) - 1] ?? '',
    code,
    params,
  }));
  problems.push(...mustBeWhole(cells, problems));
  const entry = entryOf(cells, problems);
  problems.push(...mustBeStorable(cells, entry));
  return { line: row.line, cells, entry: problems.length > 0 ? null : entry, problems };
}

/** What is missing and was not complained of already. */
const mustBeWhole = (cells: ReadRow['cells'], problems: readonly RowProblem[]): RowProblem[] =>
  NEEDED.filter((needed) => missing(cells, needed) && !problems.some(({ path }) => path === needed)).map(
    (path) => ({ path, code: 'entry.missing', params: {} }),
  );

/** Whether it says of which figure it is, as a template does, and nothing more. */
const isUnfilled = (typed: ReadRow['cells'], { columns }: Header, row: TableRow): boolean =>
  NEEDED.every((needed) => missing(typed, needed) === (needed === 'value')) &&
  row.cells.every((cell, index) => cell.trim() === '' || PREFILLED.has(columns[index] ?? ''));

const MAX_SENTENCE = 2_000;

/** The rules of an entry by hand, for what the readers let through. */
function mustBeStorable(cells: ReadRow['cells'], entry: Entry): RowProblem[] {
  const decimals = (['value', 'numerator', 'denominator'] as const)
    .filter((path) => entry[path] !== undefined && entry[path] !== '' && !isDecimalText(entry[path] ?? ''))
    .map((path) => ({ path, code: 'field.decimal', params: { given: shown(cells[path] ?? '') } }));
  const sentences = (['note', 'reason'] as const)
    .filter((path) => entry[path] !== undefined && !isSentence(entry[path] ?? '', MAX_SENTENCE))
    .map((path) => ({ path, code: 'field.length', params: { max: MAX_SENTENCE } }));
  const codes = isCode(entry.definition)
    ? []
    : [{ path: 'definition', code: 'field.code', params: { given: shown(entry.definition) } }];
  const url = entry.evidenceUrl;
  const address = url === undefined || isWebAddress(url);
  return [
    ...codes,
    ...decimals,
    ...sentences,
    ...(address ? [] : [{ path: 'evidence_url', code: 'field.url', params: { given: shown(url) } }]),
  ];
}

function cellsOf({ columns, apostrophes }: Header, row: TableRow): Partial<Record<EntryColumn, string>> {
  const cells: Partial<Record<EntryColumn, string>> = {};
  columns.forEach((column, index) => {
    const typed = (row.cells[index] ?? '').trim();
    if (column !== null && typed !== '')
      cells[column] = apostrophes && TEXTS.has(column) ? withoutApostrophe(typed) : typed;
  });
  return cells;
}

function entryOf(cells: ReadRow['cells'], problems: RowProblem[]): Entry {
  const figure = read('value', cells.value, readFigure, problems);
  const { indicator, area, definition } = placeOf(cells);
  return {
    indicator,
    area,
    definition,
    period: periodOf(cells, problems),
    value: figure?.value ?? '',
    qualifier: qualifierOf(cells.qualifier, figure?.qualifier ?? null, problems),
    numerator: read('numerator', cells.numerator, readFigure, problems)?.value,
    denominator: read('denominator', cells.denominator, readFigure, problems)?.value,
    note: cells.note,
    evidenceUrl: cells.evidence_url,
    reason: cells.reason,
    asWritten: writtenOf(cells, figure),
    // It is kept as JSON, which has no place for what is undefined.
  } as Entry;
}

/** What it is about, by code or by name, which is replaced by the code later. */
export const placeOf = (cells: ReadRow['cells']): Pick<Entry, 'indicator' | 'area' | 'definition'> => ({
  indicator: cells.indicator ?? cells.indicator_name ?? '',
  area: cells.area ?? cells.area_name ?? '',
  definition: cells.definition ?? 'standard',
});

function missing(cells: ReadRow['cells'], needed: (typeof NEEDED)[number]): boolean {
  if (needed === 'value') return cells.value === undefined;
  if (needed === 'period') return cells.period === undefined && cells.period_end === undefined;
  return placeOf(cells)[needed] === '';
}

/** Said in one cell, or as a first and a last day; where what counts is a level, the last day is all there is. */
function periodOf(cells: ReadRow['cells'], problems: RowProblem[]): string {
  if (cells.period !== undefined) return read('period', cells.period, readPeriodText, problems) ?? '';
  const { period_start: start, period_end: end } = cells;
  const reader = (last: string) => (start === undefined ? readPeriodText(last) : readSpanText(start, last));
  return read('period_end', end, reader, problems) ?? '';
}

const writtenOf = (
  { id, unit, period, period_start }: ReadRow['cells'],
  figure: TypedFigure | undefined,
): AsWritten => ({
  id,
  unit,
  percent: figure?.percent,
  scaled: figure && figure.unitFactor !== '1',
  endOnly: period === undefined && period_start === undefined,
});

function read<T>(
  path: EntryColumn,
  typed: string | undefined,
  reader: (text: string) => { ok: true; read: T } | { ok: false; problem: EntryProblem },
  problems: RowProblem[],
): T | undefined {
  if (typed === undefined) return undefined;
  const reading = reader(typed);
  if (reading.ok) return reading.read;
  problems.push({ path, code: reading.problem.code, params: reading.problem.params });
  return undefined;
}

/** Said in a column of its own or in the cell of the value, in signs or in words; the two must not contradict. */
function qualifierOf(typed: string | undefined, inCell: string | null, problems: RowProblem[]): string {
  if (typed === undefined) return inCell ?? '=';
  const said = QUALIFIERS.has(typed) ? typed : wordOf(typed);
  if (said === null || (inCell !== null && inCell !== said))
    problems.push({ path: 'qualifier', code: 'entry.qualifier', params: { given: typed } });
  return said ?? '=';
}

/** A word in front of a number is read where numbers are. */
function wordOf(typed: string): string | null {
  const reading = readFigure(`${typed}1`);
  return reading.ok ? reading.read.qualifier : null;
}
