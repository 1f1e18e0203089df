import { zipped, type ZipEntry } from './zip';

async function bytesOf(entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of zipped(entries)) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('an archive that is written as it comes', () => {
  const files = [
    { name: 'a.txt', content: ['兑', '现'] },
    { name: '目录/b.bin', content: [Uint8Array.of(0, 255)] },
    { name: 'empty', content: [] },
  ];

  it('is the same to the byte whenever it is made, in whatever zone', async () => {
    const first = await bytesOf(files);
    await new Promise((later) => setTimeout(later, 5));
    expect((await bytesOf(files)).equals(first)).toBe(true);
    // No time is written but the first day that can be named: 1980-01-01 00:00.
    expect(first.readUInt32LE(10)).toBe(0x00210000);
  });

  it('asks for an entry when the one before was read to its end', async () => {
    const seen: string[] = [];
    function* told(name: string): Generator<string> {
      yield name;
      seen.push(`end of ${name}`);
    }
    function* entries(): Generator<ZipEntry> {
      for (const name of ['a', 'b']) {
        seen.push(`asked for ${name}`);
        yield { name, content: told(name) };
      }
    }
    await bytesOf(entries());
    expect(seen).toEqual(['asked for a', 'end of a', 'asked for b', 'end of b']);
  });

  it('throws what an entry throws', async () => {
    // eslint-disable-next-line @typescript-eslint/require-await -- a source that fails on its way
    async function* failing(): AsyncGenerator<string> {
      yield 'begun';
      throw new Error('the rows ended badly');
    }
    await expect(bytesOf([{ name: 'a', content: failing() }])).rejects.toThrow('the rows ended badly');
  });

  it('ends the entries when the reader stops early, and does not run ahead of a reader', async () => {
    let given = 0;
    let ended = false;
    function* endless(): Generator<Uint8Array> {
      try {
        for (;;) {
          given += 1;
          yield new Uint8Array(65_536).map(() => Math.floor(Math.random() * 256));
        }
      } finally {
        ended = true;
      }
    }
    let read = 0;
    for await (const piece of zipped([{ name: 'a', content: endless() }])) {
      read += piece.length;
      if (read > 1_000_000) break;
    }
    expect(ended).toBe(true);
    expect(given).toBeLessThan(60);
  });
});
