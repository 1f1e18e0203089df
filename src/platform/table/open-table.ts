import { recognise } from './recognise';
import type { OpenedTable, TableLimits, TableSource } from './table';
import { openPasted, openTextFile } from './text/open-text';
import { openWorkbook } from './xlsx/open-workbook';

/**
 * Opens a file, told apart by its content, or pasted text, as rows that are read as they are taken. Throws a
 * TableRefusal for what is no table, is hostile or is broken. Whoever opens it closes it.
 */
export async function openTable(source: TableSource, limits: TableLimits): Promise<OpenedTable> {
  if ('text' in source) return openPasted(source.text, limits);
  const { kind, head } = await recognise(source.path);
  return kind === 'zip' ? openWorkbook(source.path, limits) : openTextFile(source.path, head, limits);
}
