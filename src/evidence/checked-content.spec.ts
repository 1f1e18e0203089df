import { createHash } from 'node:crypto';
import { checkedContent, ContentChanged } from './checked-content';

const MEBIBYTE = 1024 ** 2;

const expectedOf = (content: Buffer) => ({
  digest: createHash('sha256').update(content).digest('hex'),
  bytes: content.length,
});

async function* inChunks(content: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += 65_536)
    yield await Promise.resolve(content.subarray(at, at + 65_536));
}

/** What comes out of it, and whether it ended by being refused. */
async function read(content: Buffer, original: Buffer): Promise<{ bytes: number; changed: boolean }> {
  let bytes = 0;
  try {
    for await (const chunk of checkedContent(inChunks(content), expectedOf(original))) bytes += chunk.length;
    return { bytes, changed: false };
  } catch (error) {
    expect(error).toBeInstanceOf(ContentChanged);
    return { bytes, changed: true };
  }
}

describe('content on its way out', () => {
  it.each([1, 65_536, MEBIBYTE - 1, MEBIBYTE, MEBIBYTE + 1, 3 * MEBIBYTE])(
    'of %d bytes is given whole when it is what was handed in',
    async (size) => {
      const content = Buffer.alloc(size, 'x');
      expect(await read(content, content)).toEqual({ bytes: size, changed: false });
    },
  );

  it.each([1, 65_536, MEBIBYTE])('of %d bytes is not given at all when one bit is another', async (size) => {
    const changed = Buffer.alloc(size, 'x');
    changed.writeUInt8(changed.readUInt8(size - 1) ^ 1, size - 1);
    expect(await read(changed, Buffer.alloc(size, 'x'))).toEqual({ bytes: 0, changed: true });
  });

  it('of any size is never given whole when it changed', async () => {
    const original = Buffer.alloc(4 * MEBIBYTE, 'x');
    const changed = Buffer.from(original).fill('y', 0, 1);
    const { bytes, changed: refused } = await read(changed, original);
    expect(refused).toBe(true);
    expect(bytes).toBeLessThanOrEqual(3 * MEBIBYTE);
  });

  it.each([
    ['cut', (content: Buffer) => content.subarray(0, -1)],
    ['lengthened', (content: Buffer) => Buffer.concat([content, Buffer.from('z')])],
    ['emptied', () => Buffer.alloc(0)],
  ])('is refused when it was %s', async (_how, change) => {
    const original = Buffer.alloc(100_000, 'x');
    expect((await read(change(original), original)).changed).toBe(true);
  });
});
