import * as fc from 'fast-check';
import { csvLines } from './csv';
import { recordEnds } from './record-ends';

/** The bytes in pieces that end after each of these many, whatever they cut in two. */
async function* pieces(bytes: Buffer, lengths: readonly number[]): AsyncGenerator<Buffer> {
  let from = 0;
  for (const length of lengths) {
    yield bytes.subarray(from, from + length);
    from += length;
  }
  yield bytes.subarray(from);
  await Promise.resolve();
}

describe('the ends of records', () => {
  it('become CRLF, and nothing else changes, however the bytes arrive', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('"', '\n', '\r\n', '"\n"', '煤炭\n', ''),
    );
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(rows, fc.array(fc.nat(9)), async (table, lengths) => {
        const whole = csvLines(table, ['code', 'code']);
        // As the database writes it: the same cells, records ending in LF.
        const given = table.map((row) => csvLines([row], ['code', 'code']).slice(0, -2)).join('\n') + '\n';
        const read: Buffer[] = [];
        for await (const piece of recordEnds(pieces(Buffer.from(given), lengths))) read.push(piece);
        expect(Buffer.concat(read).toString('utf8')).toBe(Buffer.from(whole).toString('utf8'));
      }),
    );
  });
});
