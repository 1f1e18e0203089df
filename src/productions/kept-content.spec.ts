import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { KeptContent } from './kept-content';

async function* each(pieces: readonly (string | Uint8Array)[]): AsyncGenerator<string | Uint8Array> {
  for (const piece of pieces) yield await Promise.resolve(piece);
}

describe('content kept in parts', () => {
  it('is, put together, what arrived, whatever the pieces; and no part is empty or larger than 256 KiB', async () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.uint8Array({ maxLength: 100 }),
      fc.integer({ min: 0, max: 700_000 }).map((length) => 'x'.repeat(length)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
        const parts: Buffer[] = [];
        const kept = new KeptContent((part, content) => {
          expect(part).toBe(parts.length);
          parts.push(Buffer.from(content));
          return Promise.resolve();
        });
        const { digest, bytes } = await kept.take(each(pieces));
        const whole = Buffer.concat(pieces.map((one) => Buffer.from(one as string)));
        expect(Buffer.concat(parts).equals(whole)).toBe(true);
        expect(bytes).toBe(whole.length);
        expect(digest).toBe(createHash('sha256').update(whole).digest('hex'));
        for (const part of parts) {
          expect(part.length).toBeGreaterThan(0);
          expect(part.length).toBeLessThanOrEqual(256 * 1024);
        }
      }),
      { numRuns: 50 },
    );
  });
});
