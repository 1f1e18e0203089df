import { type Batches, cellProblem, type RawRow } from '../batches';
import { refusal, type TableProblem, type TableRow } from '../table';
import type { NumberKind } from './number-format';
import { numberText } from './number-text';
import { StringText, unescaped } from './string-text';
import type { XmlHandler } from './xml';

/** As far as any spreadsheet goes. */
const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;

/** What the cells of a sheet point to. */
export interface SheetContext {
  readonly part: string;
  readonly strings: readonly string[];
  readonly styles: readonly NumberKind[];
  readonly from1904: boolean;
}

interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  formula: boolean;
  value: string;
}

/** Gathers the rows of a sheet from its XML, cell by cell, into batches that are taken out of `full`. */
export class SheetRows implements XmlHandler {
  /** Batches ready to be taken. */
  readonly full: (readonly TableRow[])[] = [];
  private row: RawRow = { line: 0, cells: [], problems: [] };
  private cell: OpenCell | null = null;
  private column = 0;
  private inValue = false;
  private readonly inline = new StringText();

  constructor(
    private readonly context: SheetContext,
    private readonly batches: Batches,
  ) {}

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') this.openRow(attributes['r']);
    else if (name === 'c') this.openCell(attributes);
    else if (this.cell !== null) this.openInCell(name, this.cell);
  }

  text(text: string): void {
    if (this.cell === null) return;
    if (this.inValue) this.cell.value += text;
    else this.inline.text(text);
  }

  close(name: string): void {
    this.inValue = false;
    this.inline.close(name);
    if (name === 'c') this.closeCell();
    if (name !== 'row') return;
    const full = this.batches.add(this.row);
    if (full !== null) this.full.push(full);
  }

  private openRow(number: string | undefined): void {
    const line = number === undefined ? this.row.line + 1 : Number(number);
    if (!Number.isInteger(line) || line <= this.row.line) throw this.broken();
    if (line > LAST_ROW) throw refusal('table.too_many_rows', { most: LAST_ROW }, line);
    this.row = { line, cells: [], problems: [] };
    this.column = 0;
  }

  private openCell({ r, t = 'n', s = '0' }: Readonly<Record<string, string>>): void {
    const column = r === undefined ? this.column + 1 : columnOf(r);
    if (!(column > this.column && column <= LAST_COLUMN)) throw this.broken();
    this.column = column;
    this.cell = { column, type: t, style: Number(s), formula: false, value: '' };
  }

  private openInCell(name: string, cell: OpenCell): void {
    if (name === 'f') cell.formula = true;
    this.inValue = name === 'v';
    this.inline.open(name);
  }

  private closeCell(): void {
    if (this.cell === null) throw this.broken();
    const { text, problem } = this.read(this.cell, this.inline.take());
    if (problem !== null) this.row.problems.push(problem);
    if (text !== '') {
      // Cells left out before this one are blank; beyond the limit the length alone tells.
      while (this.row.cells.length < this.cell.column - 1) this.row.cells.push('');
      this.row.cells.push(text);
    }
    this.cell = null;
  }

  private read(cell: OpenCell, inline: string): { text: string; problem: TableProblem | null } {
    const wrong = (code: string, params = {}): { text: string; problem: TableProblem } => ({
      text: '',
      problem: cellProblem(code, this.row.line, cell.column, params),
    });
    if (cell.formula) return wrong('table.formula');
    if (cell.type === 'e') return wrong('table.error_cell', { given: cell.value.slice(0, 20) });
    if (cell.type !== 'n') return { text: this.textOf(cell, inline), problem: null };
    if (cell.value === '') return { text: '', problem: null };
    const number = numberText(cell.value, this.context.styles[cell.style] ?? 'number', this.context.from1904);
    return 'text' in number
      ? { text: number.text, problem: null }
      : wrong(number.wrong, { given: cell.value.slice(0, 40) });
  }

  private textOf({ type, value }: OpenCell, inline: string): string {
    if (type === 'inlineStr') return inline;
    if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
    if (type === 'd') return value.slice(0, 10);
    if (type !== 's') return unescaped(value);
    const string = value === '' ? '' : this.context.strings[Number(value)];
    if (string === undefined) throw this.broken();
    return string;
  }

  private broken(): Error {
    return refusal('table.xml_broken', { part: this.context.part });
  }
}

/** 28 of "AB7"; 0 where there is none. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference.slice(0, 4)) {
    const value = letter.charCodeAt(0) - 64;
    if (value < 1 || value > 26) break;
    column = column * 26 + value;
  }
  return column;
}
