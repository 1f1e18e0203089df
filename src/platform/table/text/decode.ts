import { createReadStream } from 'node:fs';
import type { Encoding } from '../table';

const CHUNK_BYTES = 64 * 1024;

/** The text of a file, piece by piece. With `fatal`, throws a TypeError where the bytes break the encoding. */
export async function* decoded(path: string, encoding: Encoding, fatal: boolean): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal });
  const stream = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  for await (const bytes of stream) yield decoder.decode(bytes as Buffer, { stream: true });
  yield decoder.decode();
}
