import { createHash } from 'node:crypto';

/** What the content of a file must be. */
export interface Expected {
  readonly digest: string;
  readonly bytes: number;
}

/** The store holds something else than the record says. */
export class ContentChanged extends Error {}

/** As much is held back: a file up to this size is checked before a single byte of it leaves. */
const HELD_BACK_BYTES = 1024 ** 2;

/**
 * The content as it comes, its last mebibyte only once all of it proved to be what the record says. Throws
 * ContentChanged instead of the rest when it is not: nobody ever holds a whole file that is not the evidence.
 */
export async function* checkedContent(
  content: AsyncIterable<Buffer>,
  expected: Expected,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  const held: Buffer[] = [];
  let heldBytes = 0;
  let bytes = 0;
  for await (const chunk of content) {
    hash.update(chunk);
    bytes += chunk.length;
    if (bytes > expected.bytes) throw new ContentChanged();
    held.push(chunk);
    heldBytes += chunk.length;
    for (
      let first = held[0];
      first !== undefined && heldBytes - first.length >= HELD_BACK_BYTES;
      first = held[0]
    ) {
      held.shift();
      heldBytes -= first.length;
      yield first;
    }
  }
  if (bytes !== expected.bytes || hash.digest('hex') !== expected.digest) throw new ContentChanged();
  yield* held;
}
