import { createHash, type Hash } from 'node:crypto';

/** Large enough to be few, small enough for any number of them to be held at once. */
const PART_BYTES = 256 * 1024;

/** Content that arrives in pieces of any size and is kept in parts of one size, counted and hashed on the way. */
export class KeptContent {
  private readonly hash: Hash = createHash('sha256');
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private parts = 0;
  private bytes = 0;

  constructor(private readonly keep: (part: number, content: Buffer) => Promise<void>) {}

  /** Takes all of it, and keeps it part by part; resolves to what it was. */
  async take(
    pieces: AsyncIterable<string | Uint8Array>,
  ): Promise<{ readonly digest: string; readonly bytes: number }> {
    for await (const piece of pieces) {
      const content = typeof piece === 'string' ? Buffer.from(piece, 'utf8') : Buffer.from(piece);
      this.hash.update(content);
      this.bytes += content.length;
      this.waiting.push(content);
      this.waitingBytes += content.length;
      if (this.waitingBytes >= PART_BYTES) await this.keepWhole();
    }
    if (this.waitingBytes > 0) await this.keepPart(Buffer.concat(this.waiting));
    return { digest: this.hash.digest('hex'), bytes: this.bytes };
  }

  /** Keeps the whole parts of what waits, and lets the rest wait on. */
  private async keepWhole(): Promise<void> {
    const all = Buffer.concat(this.waiting);
    let from = 0;
    for (; all.length - from >= PART_BYTES; from += PART_BYTES)
      await this.keepPart(all.subarray(from, from + PART_BYTES));
    this.waiting = [all.subarray(from)];
    this.waitingBytes = all.length - from;
  }

  private async keepPart(content: Buffer): Promise<void> {
    await this.keep(this.parts, content);
    this.parts += 1;
  }
}
