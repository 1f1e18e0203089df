import { createHash } from 'node:crypto';
import type { ZipEntry } from '../../platform/zip';

/** A file of an archive of which, once it is written, the size and the hash are known. */
export class Measured implements ZipEntry {
  private readonly hash = createHash('sha256');
  private size = 0;

  constructor(
    readonly name: string,
    private readonly pieces: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  ) {}

  get content(): AsyncIterable<Uint8Array> {
    return this.counted();
  }

  /** Bytes, and the SHA-256 of them in hexadecimal. Asked once, when all is written. */
  measures(): { readonly bytes: number; readonly sha256: string } {
    return { bytes: this.size, sha256: this.hash.digest('hex') };
  }

  private async *counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of this.pieces) {
      const bytes = Buffer.from(piece as string);
      this.size += bytes.length;
      this.hash.update(bytes);
      yield bytes;
    }
  }
}
