import type { ByteSource } from './byte-source';

/** What a compound file (the container of DOC, XLS, PPT and WPS) names in its directory. */
export interface OleEntries {
  /** At the root: what the file itself is. */
  readonly root: readonly string[];
  /** Anywhere in it, also inside embedded documents. */
  readonly all: readonly string[];
}

interface Layout {
  readonly source: ByteSource;
  readonly header: Buffer;
  readonly sectorBytes: number;
}

interface Entry {
  readonly name: string;
  readonly left: number;
  readonly right: number;
  readonly child: number;
}

const NONE = 0xfffffffa;
const HEADER_FAT_SECTORS = 109;
const ENTRY_BYTES = 128;
/** 4,096 entries and more; documents have some dozens. */
const MOST_DIRECTORY_SECTORS = 1024;

/** The directory of a compound file; null when it cannot be read. */
export async function oleEntries(source: ByteSource): Promise<OleEntries | null> {
  const header = await source.read(0, 512);
  if (header.length < 512) return null;
  const shift = header.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) return null;
  const layout = { source, header, sectorBytes: 2 ** shift };
  const entries = await directory(layout);
  const [top] = entries;
  if (top === undefined) return null;
  return { root: siblings(entries, top.child), all: entries.map(({ name }) => name) };
}

async function directory(layout: Layout): Promise<Entry[]> {
  const entries: Entry[] = [];
  const seen = new Set<number>();
  let sector = layout.header.readUInt32LE(48);
  while (sector < NONE && !seen.has(sector) && seen.size < MOST_DIRECTORY_SECTORS) {
    seen.add(sector);
    const bytes = await readSector(layout, sector);
    for (let at = 0; at + ENTRY_BYTES <= bytes.length; at += ENTRY_BYTES)
      entries.push(entryOf(bytes.subarray(at, at + ENTRY_BYTES)));
    sector = await nextSector(layout, sector);
  }
  return entries;
}

function entryOf(bytes: Buffer): Entry {
  const nameBytes = Math.min(64, Math.max(2, bytes.readUInt16LE(64))) - 2;
  return {
    name: bytes.toString('utf16le', 0, nameBytes),
    left: bytes.readUInt32LE(68),
    right: bytes.readUInt32LE(72),
    child: bytes.readUInt32LE(76),
  };
}

/** The names of a storage, which form a tree of their own; a tree that runs in a circle ends. */
function siblings(entries: readonly Entry[], first: number): string[] {
  const names: string[] = [];
  const seen = new Set<number>();
  const waiting = [first];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const entry = entries[at];
    if (entry === undefined || seen.has(at)) continue;
    seen.add(at);
    names.push(entry.name);
    waiting.push(entry.left, entry.right);
  }
  return names;
}

const readSector = ({ source, sectorBytes }: Layout, sector: number): Promise<Buffer> =>
  source.read((sector + 1) * sectorBytes, sectorBytes);

/** The sector after this one in its chain, by the allocation table. */
async function nextSector(layout: Layout, sector: number): Promise<number> {
  const perSector = layout.sectorBytes / 4;
  const table = await fatSector(layout, Math.floor(sector / perSector));
  return table >= NONE ? NONE : wordOf(await readSector(layout, table), sector % perSector);
}

/** Which sector holds part `index` of the allocation table: the header knows the first, a chain the others. */
async function fatSector(layout: Layout, index: number): Promise<number> {
  if (index < HEADER_FAT_SECTORS) return layout.header.readUInt32LE(76 + index * 4);
  const perSector = layout.sectorBytes / 4 - 1;
  let left = index - HEADER_FAT_SECTORS;
  let sector = layout.header.readUInt32LE(68);
  for (; left >= perSector && sector < NONE; left -= perSector)
    sector = wordOf(await readSector(layout, sector), perSector);
  return sector >= NONE ? NONE : wordOf(await readSector(layout, sector), left);
}

const wordOf = (bytes: Buffer, index: number): number =>
  (index + 1) * 4 <= bytes.length ? bytes.readUInt32LE(index * 4) : NONE;
