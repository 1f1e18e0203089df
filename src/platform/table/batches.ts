import { refusal, type TableLimits, type TableProblem, type TableRow } from './table';

/** Enough that handing over costs little, and few enough that they weigh little. */
const BATCH_ROWS = 500;
const BATCH_CHARACTERS = 256 * 1024;

/** Nothing that can be seen: all control characters but tab, line feed and return. */
const CONTROL = /[^\P{Cc}\t\r\n]/u;

/** A row as a reader found it, with what it knows to be wrong. */
export interface RawRow {
  readonly line: number;
  readonly cells: string[];
  readonly problems: TableProblem[];
}

/** Gathers rows into batches, leaves blank ones out, and refuses what goes beyond the limits. */
export class Batches {
  private rows: TableRow[] = [];
  private characters = 0;
  private total = 0;

  constructor(private readonly limits: TableLimits) {}

  /** A full batch, or null while there is room for more. */
  add(row: RawRow): readonly TableRow[] | null {
    const { line, cells, problems } = row;
    if (cells.length > this.limits.columns)
      throw refusal('table.too_many_columns', { columns: cells.length, most: this.limits.columns }, line);
    if (problems.length === 0 && cells.every((cell) => cell.trim() === '')) return null;
    this.total += 1;
    if (this.total > this.limits.rows) throw refusal('table.too_many_rows', { most: this.limits.rows }, line);
    cells.forEach((cell, index) => {
      this.look(row, cell, index);
    });
    this.rows.push({ line, cells, problems });
    return this.rows.length < BATCH_ROWS && this.characters < BATCH_CHARACTERS ? null : this.take();
  }

  /** What is left at the end. A table without a single row is refused. */
  rest(): readonly TableRow[] {
    if (this.total === 0) throw refusal('table.empty');
    return this.take();
  }

  private take(): readonly TableRow[] {
    const taken = this.rows;
    this.rows = [];
    this.characters = 0;
    return taken;
  }

  private look({ line, cells, problems }: RawRow, cell: string, index: number): void {
    const column = index + 1;
    this.characters += cell.length;
    if (cell.length > this.limits.cellCharacters)
      throw refusal('table.cell_too_long', { column, most: this.limits.cellCharacters }, line);
    if (!CONTROL.test(cell)) return;
    cells[index] = '';
    problems.push(cellProblem('table.control_character', line, column));
  }
}

export const cellProblem = (
  code: string,
  line: number,
  column: number,
  params: TableProblem['params'] = {},
): TableProblem => ({ code, params: { ...params, cell: cellName(line, column) }, line, column });

/** "C7" for column 3 of line 7, as spreadsheets name it. */
function cellName(line: number, column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `${letters}${line}`;
}
