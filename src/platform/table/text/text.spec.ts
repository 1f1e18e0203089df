import * as fc from 'fast-check';
import { csvLines } from '../../csv';
import { TABLE_LIMITS } from '../table';
import { pasted, Reading } from '../spec-support/reading';
import { separatorOf } from './separator';

const reading = new Reading();
afterAll(() => {
  reading.remove();
});

/** 指标,数值 / 煤炭,5 */
const GB18030 = Buffer.from('d6b8b1ea2ccafdd6b50d0ac3baccbf2c350d0a', 'hex');
const CHINESE = '指标,数值\r\n煤炭,5\r\n';
const ROWS = [
  ['指标', '数值'],
  ['煤炭', '5'],
];

const bigEndian = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('the encoding of a file', () => {
  it.each([
    ['utf-8', Buffer.from(CHINESE)],
    ['utf-8', Buffer.from(`\ufeff${CHINESE}`)],
    ['utf-16le', Buffer.from(`\ufeff${CHINESE}`, 'utf16le')],
    ['utf-16be', bigEndian(`\ufeff${CHINESE}`)],
    ['utf-16le', Buffer.from(CHINESE, 'utf16le')],
    ['utf-16be', bigEndian(CHINESE)],
    ['gb18030', GB18030],
  ])('%s is told and undone', async (encoding, bytes) => {
    const { table, rows } = await reading.bytes(bytes);
    expect(table).toEqual({ format: 'csv', encoding, separator: ',', sheet: null });
    expect(rows.map(({ cells }) => cells)).toEqual(ROWS);
  });

  it('is the same wherever the pieces of a large file end', async () => {
    const many = Buffer.concat([Buffer.from('a'), ...Array.from({ length: 20_000 }, () => GB18030)]);
    const { table, rows } = await reading.bytes(many);
    expect(table?.encoding).toBe('gb18030');
    expect(rows).toHaveLength(40_000);
    expect(new Set(rows.slice(1).map(({ cells }) => cells.join()))).toEqual(new Set(['指标,数值', '煤炭,5']));
  });

  it.each([
    [
      'neither one',
      Buffer.concat([Buffer.from('a,b\n1,2\n'), Buffer.from([0x81, 0xff, 0xff])]),
      'table.encoding',
      3,
    ],
    [
      'UTF-8 but for one byte, which GB18030 would make characters of',
      Buffer.concat([
        Buffer.from(`${CHINESE}重点产业投资额,完成情况说明\n`),
        Buffer.from([0xe7, 0x85]),
        Buffer.from(',1\n'),
      ]),
      'table.encoding',
      4,
    ],
    ['not what it says', Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0x0a, 0xff]), 'table.encoding_broken', 2],
    ['half a character of UTF-16', Buffer.from([0xff, 0xfe, 0x61, 0x00, 0x62]), 'table.encoding_broken', 1],
  ])('is refused where it is %s, with the line', async (_, bytes, code, line) => {
    expect((await reading.bytes(bytes)).refused).toMatchObject({ code, line });
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'table.empty'],
    ['blank lines', Buffer.from(' \n,,\n\n'), 'table.empty'],
    ['zero bytes', Buffer.alloc(5000), 'table.binary'],
    ['a program', Buffer.from('7f454c4602010100000000000300', 'hex'), 'table.binary'],
    ['an old Excel file', Buffer.from('d0cf11e0a1b11ae100', 'hex'), 'table.old_excel'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'table.not_a_table'],
    ['a page', Buffer.from('\ufeff\n<html><table><tr><td>1</td></tr></table>'), 'table.not_a_table'],
    ['XML', Buffer.from('<?xml version="1.0"?><a/>'), 'table.not_a_table'],
  ])('is not asked of %s', async (_, bytes, code) => {
    expect((await reading.bytes(bytes)).refused?.code).toBe(code);
  });
});

describe('lines and separators', () => {
  it.each([
    ['a,b;c,d', ','],
    ['a;b;"c,d,e,f"', ';'],
    ['a\tb', '\t'],
    ['\n\r\n a;b', ';'],
    ['a', ','],
    ['', ','],
  ])('of %j is %j', (text, separator) => {
    expect(separatorOf(text)).toBe(separator);
  });

  it('names each row by the line it begins in', async () => {
    const { rows } = await reading.bytes('a,b\r\n"x\r\ny",2\r\n\r\n , \r\n3,"4\n5\r6"\n7,8\r9,10\r\n');
    expect(rows.map(({ line, cells }) => [line, ...cells])).toEqual([
      [1, 'a', 'b'],
      [2, 'x\r\ny', '2'],
      [6, '3', '4\n5\r6'],
      [9, '7', '8'],
      [10, '9', '10'],
    ]);
  });

  it.each([
    ['a,b\n"c,d\n1,2\n', 'table.quote_not_closed', 2],
    ['a,b\n1,2\n1,x"y\n', 'table.quote_misplaced', 3],
    ['a,b\n"x"y,2\n', 'table.quote_misplaced', 2],
    ['a,b\n"p\r\nq",1\n3,"x"y\n', 'table.quote_misplaced', 4],
    [`a,b\n${'x'.repeat(2 * 1024 ** 2)}\n`, 'table.line_too_long', 2],
    [`a,b\n${'x'.repeat(32_768)},1\n`, 'table.cell_too_long', 2],
    [`a\n${','.repeat(200)}\n`, 'table.too_many_columns', 2],
    [`a\n${','.repeat(999_999)}\n`, 'table.too_many_columns', 2],
  ])('%#: is refused with the line', async (text, code, line) => {
    expect((await reading.bytes(text)).refused).toMatchObject({ code, line });
  });

  it('refuses more rows than the limit, whatever is blank among them', async () => {
    const limits = { ...TABLE_LIMITS, rows: 3 };
    expect((await reading.bytes('a\n\n1\n\n2\n', limits)).rows).toHaveLength(3);
    expect((await reading.bytes('a\n1\n2\n\n3\n', limits)).refused).toMatchObject({
      code: 'table.too_many_rows',
      line: 5,
    });
  });

  it('takes a control character out and names its cell', async () => {
    const { rows } = await reading.bytes('a,b\n1,x\u0007y\n');
    expect(rows[1]).toEqual({
      line: 2,
      cells: ['1', ''],
      problems: [{ code: 'table.control_character', params: { cell: 'B2' }, line: 2, column: 2 }],
    });
  });

  it('reads what a spreadsheet puts on the clipboard', async () => {
    const { table, rows } = await pasted('\ufeff指标\t说明\r\n煤炭\t5" 管\r\n原油\t"两\n行"\r\n');
    expect(table).toEqual({ format: 'text', encoding: null, separator: '\t', sheet: null });
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['指标', '说明'],
      ['煤炭', '5" 管'],
      ['原油', '两\n行'],
    ]);
  });

  it('reads back exactly what the reports write', async () => {
    const cell = fc
      .string({ unit: 'grapheme' })
      .map((text) => text.replace(/[^\P{Cc}\t\r\n]|[\ufffd\ufeff]/gu, ''));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }), async (rows) => {
        const written = csvLines([['指标', '说明'], ...rows], ['code', 'code']);
        const read = (await reading.bytes(written)).rows.map(({ cells }) => cells);
        expect(read.slice(1)).toEqual(rows.filter((cells) => cells.some((text) => text.trim() !== '')));
      }),
      { numRuns: 100 },
    );
  });
});
