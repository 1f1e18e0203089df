import type { OpenedTable, TableLimits } from '../table';
import { decoded } from './decode';
import { detectEncoding } from './detect-encoding';
import { readRows } from './read-rows';
import { separatorOf } from './separator';

/** Opens a file of text. Its encoding is known, and has been seen to hold for the whole file, before a row is read. */
export async function openTextFile(path: string, head: Buffer, limits: TableLimits): Promise<OpenedTable> {
  const encoding = await detectEncoding(path, head);
  const separator = separatorOf(new TextDecoder(encoding).decode(head));
  const rows = readRows(decoded(path, encoding, true), separator, false, limits);
  return { format: 'csv', encoding, separator, sheet: null, rows, close: () => ended(rows) };
}

/** Opens what somebody pasted. Between tabs it is what a spreadsheet puts on the clipboard. */
export function openPasted(text: string, limits: TableLimits): OpenedTable {
  const plain = text.replace(/^\ufeff/, '');
  const separator = separatorOf(plain);
  const rows = readRows([plain], separator, separator === '\t', limits);
  return { format: 'text', encoding: null, separator, sheet: null, rows, close: () => ended(rows) };
}

async function ended(rows: OpenedTable['rows']): Promise<void> {
  await rows.return(undefined);
}
