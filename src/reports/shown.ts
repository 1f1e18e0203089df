import type { Cell, CellType } from '../platform/csv';
import { translate } from '../platform/messages';
import type { Column } from './column';
import type { ReportOptions, RowBatch } from './report';

type Asked = Pick<ReportOptions, 'header' | 'language'>;

export function headersOf(columns: readonly Column[], { header, language }: Asked): string[] {
  const names = columns.map(({ name }) => name);
  return header === 'machine' ? names : names.map((name) => translate(language, 'report', `column.${name}`));
}

/** A name is what somebody typed: a cell of codes with names is text. */
export const typesOf = (columns: readonly Column[], { header }: Pick<Asked, 'header'>): CellType[] =>
  columns.map(({ type, names }) => (names === true && header === 'words' ? 'text' : type));

/** The rows as the reader sees them: coded values as words, where that is a person. */
export const shownRows = (
  columns: readonly Column[],
  { rows, names }: RowBatch,
  asked: Asked,
): readonly (readonly Cell[])[] =>
  asked.header === 'machine'
    ? rows
    : rows.map((row) => columns.map((column, index) => shown(column, row[index] ?? null, asked, names)));

/** A coded value, or several, one after the other. */
function shown(column: Column, cell: Cell, { language }: Asked, names: ReadonlyMap<string, string>): Cell {
  if (cell === null || cell === '') return cell;
  const codes = cell.split(' ');
  if (column.names === true)
    return codes
      .map((code) => `${names.get(code) ?? ''} (${code})`.trim())
      .join(translate(language, 'report', 'member.and'));
  if (column.words === undefined) return cell;
  return codes.map((code) => translate(language, 'progress', `${column.words}.${code}`)).join(' ');
}
