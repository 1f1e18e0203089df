import { open } from 'node:fs/promises';
import { refusal } from './table';

/** Enough to tell what a file is, and to see its first line. */
const HEAD_BYTES = 64 * 1024;

export interface Recognised {
  readonly kind: 'zip' | 'text';
  readonly head: Buffer;
}

/** What a file is by its content, whatever it is called. Throws a TableRefusal for what certainly is no table. */
export async function recognise(path: string): Promise<Recognised> {
  const head = await headOf(path);
  if (head.length === 0) throw refusal('table.empty');
  if (['504b0304', '504b0506'].includes(head.toString('hex', 0, 4))) return { kind: 'zip', head };
  if (head.toString('hex', 0, 8) === 'd0cf11e0a1b11ae1') throw refusal('table.old_excel');
  if (head.toString('latin1', 0, 5) === '%PDF-') throw refusal('table.not_a_table', { found: 'PDF' });
  // Some programs export a page or a drawing of a table and call it .xls or .csv.
  if (
    /^(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|html|head|body|table|meta)\b/i.test(
      head.toString('latin1', 0, 256),
    )
  )
    throw refusal('table.not_a_table', { found: 'HTML / XML' });
  return { kind: 'text', head };
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
