import { once } from 'node:events';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** A file of an archive: its path, and what is in it as it comes. */
export interface ZipEntry {
  readonly name: string;
  readonly content: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;
}

/*
 * The first day an archive can name, in whatever zone: the same files make the same archive. The time goes only
 * where it is written without a zone.
 */
const ENTRY = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true, mode: 0o100644 } as const;

/**
 * An archive of the entries, as it comes. An entry is asked for when the one before has been read to its end, so it
 * may depend on what went before. Throws what an entry throws; a reader who stops early ends the entries too.
 */
export async function* zipped(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const stopping = new AbortController();
  const filled = fill(zip, entries, stopping.signal).catch((error: unknown) => {
    output.destroy(error as Error);
  });
  try {
    yield* output as AsyncIterable<Uint8Array>;
  } finally {
    stopping.abort();
    await filled;
  }
}

async function fill(
  zip: ZipFile,
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
  signal: AbortSignal,
): Promise<void> {
  for await (const { name, content } of entries) {
    const source = Readable.from(content, { objectMode: false });
    try {
      zip.addReadStream(source, name, ENTRY);
      await once(source, 'end', { signal });
    } finally {
      source.destroy();
    }
  }
  zip.end();
}
