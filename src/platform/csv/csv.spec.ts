import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { csvLines, neutralized, type Separator } from './csv';

/** The documented way back: one apostrophe off where a text cell begins with one. */
const undone = (cell: string): string => (cell.startsWith("'") ? cell.slice(1) : cell);

describe('CSV cells', () => {
  it.each([
    ['=1+1', "'=1+1"],
    [' =1+1', "' =1+1"],
    ['\n=1', "'\n=1"],
    ['＝1', "'＝1"],
    ['　＠x', "'　＠x"],
    ['+86 10', "'+86 10"],
    ['-5', "'-5"],
    ['@x', "'@x"],
    ['\tx', "'\tx"],
    ["'quoted", "''quoted"],
    ['煤炭产量', '煤炭产量'],
    ['a=b', 'a=b'],
    ['', ''],
  ])('text %j leaves as %j', (text, cell) => {
    expect(neutralized(text)).toBe(cell);
    expect(undone(neutralized(text))).toBe(text);
  });

  it('leaves numbers, days and codes as they are: -5 stays a number', () => {
    expect(csvLines([['-5', '2025-12-31', '=G1', null]], ['decimal', 'date', 'code', 'text'])).toBe(
      '-5,2025-12-31,=G1,\r\n',
    );
  });

  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.constantFrom(
      '=',
      '"',
      ',',
      '\r\n',
      "'",
      "''=",
      '"="',
      '000000000000000012',
      '\u3000＝',
      '1'.repeat(30),
    ),
    fc
      .tuple(fc.constantFrom('=', '+', '-', '@', '＝', '\t', '\r', ' =', "'"), fc.string())
      .map(([mark, rest]) => mark + rest),
  );

  it('come back exactly through another reader, and none of them starts a formula', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(hostile, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 8 }),
        fc.constantFrom<Separator>(',', ';', '\t'),
        (rows, delimiter) => {
          const lines = csvLines(rows, ['text', 'text'], delimiter);
          const read = parse(lines, { delimiter, record_delimiter: '\r\n' });
          expect(read.map((row) => row.map(undone))).toEqual(rows);
          for (const cell of read.flat()) expect(cell).not.toMatch(/^[\s\u00a0\u3000]*[=+\-@＝＋－＠]/);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('keep 30-digit decimals and 18-digit codes exactly, whatever stands beside them', () => {
    const decimal = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map((digits) => `${digits}.50`);
    const digits = fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }).map((code) => String(code).padStart(18, '0'));
    fc.assert(
      fc.property(fc.array(fc.tuple(decimal, hostile, digits), { minLength: 1, maxLength: 8 }), (rows) => {
        const read = parse(csvLines(rows, ['decimal', 'text', 'code']), { record_delimiter: '\r\n' });
        expect(read.map(([number, text = '', code]) => [number, undone(text), code])).toEqual(rows);
      }),
    );
  });
});
