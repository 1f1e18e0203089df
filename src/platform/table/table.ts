/** What is wrong with a file, a line or a cell: a stable code with its text in the `errors` messages. */
export interface TableProblem {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** The line of the file or the row of the sheet, from 1, where one can be told. */
  readonly line?: number;
  /** The column from 1, where one can be told. */
  readonly column?: number;
}

/** The whole file is refused; nothing read from it so far may be used. */
export class TableRefusal extends Error {
  constructor(readonly problem: TableProblem) {
    super(`${problem.code} ${JSON.stringify(problem.params)}`);
    this.name = 'TableRefusal';
  }
}

/** Refuses the whole file. */
export const refusal = (code: string, params: TableProblem['params'] = {}, line?: number): TableRefusal =>
  new TableRefusal(line === undefined ? { code, params } : { code, params: { ...params, line }, line });

/**
 * A cell as typed; '' where nothing was. From XLSX: numbers as the decimal that Excel shows ("0.3", and "85%" where the
 * cell is formatted so), days as "2025-08-31", months as "2025-08". An export's apostrophe is still there.
 */
export type TableCell = string;

/** A row with something in it; rows of blank cells are left out. */
export interface TableRow {
  /** Where the row begins: the line of the file or the row of the sheet, from 1. */
  readonly line: number;
  readonly cells: readonly TableCell[];
  /** Why cells of this row cannot be used (formulas, errors, control characters); such a cell reads ''. */
  readonly problems: readonly TableProblem[];
}

export type TableSource = { readonly path: string; readonly name: string } | { readonly text: string };

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';
export type Separator = ',' | ';' | '\t';

/** An open table. The first row is the first that is not blank: the header is not told apart here. */
export interface OpenedTable {
  readonly format: 'csv' | 'xlsx' | 'text';
  /** As detected; null for XLSX and for pasted text. */
  readonly encoding: Encoding | null;
  /** As detected from the first line; null for XLSX. */
  readonly separator: Separator | null;
  /** The name of the sheet read, the first visible one; null for text. */
  readonly sheet: string | null;
  /** Batches of rows, made as they are taken. Throws a TableRefusal where the file cannot be read on. */
  readonly rows: AsyncGenerator<readonly TableRow[]>;
  /** Lets go of the file and of the thread; may be called at any time and again. */
  close(): Promise<void>;
}

/** What is not gone beyond, so that a hostile file costs little. */
export interface TableLimits {
  /** Rows that are not blank, with the header. */
  readonly rows: number;
  readonly columns: number;
  /** Characters of a cell; Excel itself holds 32,767. */
  readonly cellCharacters: number;
  /** Characters of one record of text. */
  readonly lineCharacters: number;
  /** Bytes of one unpacked part of an XLSX file. */
  readonly unpackedBytes: number;
  /** Characters of all shared strings of an XLSX file together. */
  readonly sharedCharacters: number;
  readonly sheets: number;
  /** Memory of the thread that reads XLSX. */
  readonly memoryMegabytes: number;
  /** How long that thread may take for one batch of rows. */
  readonly batchMilliseconds: number;
}

export const TABLE_LIMITS: TableLimits = {
  rows: 200_001,
  columns: 200,
  cellCharacters: 32_767,
  lineCharacters: 1024 ** 2,
  unpackedBytes: 256 * 1024 ** 2,
  sharedCharacters: 24 * 1024 ** 2,
  sheets: 100,
  memoryMegabytes: 128,
  batchMilliseconds: 10_000,
};
