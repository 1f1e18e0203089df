import { crc32, deflateSync } from 'node:zlib';

/* Small real files, made byte by byte: nothing binary lies in the repository. */

export const pdf = (text = 'x'): Buffer =>
  Buffer.from(
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n` +
      `3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\n%${text}\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
  );

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([word(data.length, 'BE'), body, word(crc32(body), 'BE')]);
}

/** One white pixel. */
export const png = (): Buffer =>
  Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngChunk('IHDR', Buffer.from('00000001000000010800000000', 'hex')),
    pngChunk('IDAT', deflateSync(Buffer.from([0, 255]))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);

export const jpeg = (): Buffer =>
  Buffer.concat([
    Buffer.from('ffd8ffe000104a46494600010100000100010000ffdb0043', 'hex'),
    Buffer.alloc(65, 1),
    Buffer.from('ffd9', 'hex'),
  ]);

export const gif = (): Buffer =>
  Buffer.from(
    '47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b',
    'hex',
  );

export const webp = (): Buffer =>
  Buffer.from('524946461a000000574542505650384c0d0000002f00000010071011118888fe0700', 'hex');

interface Part {
  readonly name: string;
  readonly content?: string;
  readonly encrypted?: boolean;
}

/** A ZIP of stored parts, with a correct table of contents. */
export function zip(parts: readonly Part[]): Buffer {
  const files: Buffer[] = [];
  const table: Buffer[] = [];
  let at = 0;
  for (const { name, content = '<x/>', encrypted = false } of parts) {
    const data = Buffer.from(content);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(encrypted ? 1 : 0, 2);
    facts.writeUInt32LE(crc32(data), 10);
    facts.writeUInt32LE(data.length, 14);
    facts.writeUInt32LE(data.length, 18);
    facts.writeUInt16LE(Buffer.byteLength(name), 22);
    const file = Buffer.concat([word(0x04034b50), facts, Buffer.from(name), data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    table.push(Buffer.concat([word(0x02014b50), Buffer.from([20, 0]), facts, rest, Buffer.from(name)]));
    files.push(file);
    at += file.length;
  }
  const contents = Buffer.concat(table);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(contents.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...files, contents, word(0x06054b50), end]);
}

const PACKAGE: readonly Part[] = [{ name: '[Content_Types].xml' }, { name: '_rels/.rels' }];

/** An office package by its main part: `word/document.xml`, `xl/workbook.xml`, `ppt/presentation.xml`. */
export const office = (main: string, ...more: Part[]): Buffer => zip([...PACKAGE, { name: main }, ...more]);

/**
 * A compound file (DOC, XLS, PPT, WPS) with these streams at its root, and others inside the first of them.
 */
export function ole(root: readonly string[], inside: readonly string[] = []): Buffer {
  const header = Buffer.alloc(512, 0xff);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  header.writeUInt16LE(9, 30);
  header.writeUInt32LE(1, 44);
  header.writeUInt32LE(1, 48);
  header.writeUInt32LE(0xfffffffe, 68);
  header.writeUInt32LE(0, 76);
  const entries = [
    oleEntry('Root Entry', 1, null),
    ...root.map((name, at) =>
      oleEntry(
        name,
        at === 0 && inside.length > 0 ? root.length + 1 : null,
        at + 1 < root.length ? at + 2 : null,
      ),
    ),
    ...inside.map((name, at) => oleEntry(name, null, at + 1 < inside.length ? root.length + at + 2 : null)),
  ];
  const directory = Buffer.concat(entries);
  const sectors = Math.ceil(directory.length / 512);
  const table = Buffer.alloc(512, 0xff);
  table.writeUInt32LE(0xfffffffd, 0);
  for (let sector = 1; sector <= sectors; sector++)
    table.writeUInt32LE(sector < sectors ? sector + 1 : 0xfffffffe, sector * 4);
  return Buffer.concat([header, table, directory, Buffer.alloc(sectors * 512 - directory.length)]);
}

function oleEntry(name: string, child: number | null, right: number | null): Buffer {
  const entry = Buffer.alloc(128);
  entry.write(name, 0, 'utf16le');
  entry.writeUInt16LE((name.length + 1) * 2, 64);
  entry.writeUInt32LE(0xffffffff, 68);
  entry.writeUInt32LE(right ?? 0xffffffff, 72);
  entry.writeUInt32LE(child ?? 0xffffffff, 76);
  return entry;
}

function word(value: number, order: 'LE' | 'BE' = 'LE'): Buffer {
  const bytes = Buffer.alloc(4);
  if (order === 'LE') bytes.writeUInt32LE(value);
  else bytes.writeUInt32BE(value);
  return bytes;
}

/** The test file of the makers of virus scanners, in two pieces so that this one is no virus itself. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
