import type { OpenedTable, TableLimits, TableSource } from './table';

/**
 * Opens a file, told apart by its content, or pasted text, as rows that are read as they are taken. Throws a
 * TableRefusal for what is no table, is hostile or is broken.
 */
export function openTable(source: TableSource, limits: TableLimits): Promise<OpenedTable> {
  throw new Error(`not yet: ${'path' in source ? source.name : ''} ${limits.rows}`);
}
