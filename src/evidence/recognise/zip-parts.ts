import type { ByteSource } from './byte-source';

/** What the table of contents of a ZIP names. Nothing is ever unpacked: a bomb stays a few bytes of names here. */
export interface ZipParts {
  readonly names: readonly string[];
  readonly encrypted: boolean;
}

const END = 0x06054b50;
const END_BYTES = 22;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
/** Far more than any document has; beyond it the table itself would be the attack. */
const MOST_TABLE_BYTES = 4 * 1024 ** 2;
/** Bits 0, 6 and 13: content, strongly, or the table itself encrypted. */
const ENCRYPTED = 0b10_0000_0100_0001;

/** The parts of a ZIP by its table of contents; null when there is none that can be read. */
export async function zipParts(source: ByteSource): Promise<ZipParts | null> {
  const table = await tableOf(source);
  if (table === null) return null;
  const names: string[] = [];
  let encrypted = false;
  for (let at = 0; at < table.length;) {
    if (at + ENTRY_BYTES > table.length || table.readUInt32LE(at) !== ENTRY) return null;
    const name = at + ENTRY_BYTES;
    const nameBytes = table.readUInt16LE(at + 28);
    encrypted ||= (table.readUInt16LE(at + 8) & ENCRYPTED) !== 0;
    names.push(table.toString('utf8', name, name + nameBytes));
    at = name + nameBytes + table.readUInt16LE(at + 30) + table.readUInt16LE(at + 32);
  }
  return { names, encrypted };
}

/** The last record says where the table is; its comment, at most 64 KiB, ends with the file. */
async function tableOf(source: ByteSource): Promise<Buffer | null> {
  const from = Math.max(0, source.size - END_BYTES - 0xffff);
  const tail = await source.read(from, source.size - from);
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END || at + END_BYTES + tail.readUInt16LE(at + 20) !== tail.length)
      continue;
    const length = tail.readUInt32LE(at + 12);
    const start = tail.readUInt32LE(at + 16);
    if (length > MOST_TABLE_BYTES || start + length > from + at) return null;
    const table = await source.read(start, length);
    return table.length === length ? table : null;
  }
  return null;
}
