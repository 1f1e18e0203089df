import * as fc from 'fast-check';
import { fileTypeFromBuffer } from 'file-type';
import readWorkbook from 'read-excel-file/node';
import type { Cell, CellType } from '../csv';
import { cellXml } from './cell';
import { type Sheet, workbook } from './workbook';

const column = (type: CellType) => ({ header: type, type, width: 12 });

async function bytesOf(sheets: readonly Sheet[], mostRows?: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of workbook(sheets, mostRows)) pieces.push(piece);
  return Buffer.concat(pieces);
}

const sheetOf = (types: readonly CellType[], rows: readonly (readonly Cell[])[], name = 'Sheet'): Sheet => ({
  name,
  columns: types.map(column),
  rows: [rows],
});

/** What another program reads: the rows of each sheet under its header, nothing trimmed. */
async function readBack(file: Buffer): Promise<{ sheet: string; rows: unknown[][] }[]> {
  const sheets = await readWorkbook(file, { trim: false });
  return sheets.map(({ sheet, data }) => ({ sheet, rows: data.slice(1) }));
}

async function cellBack(type: CellType, cell: Cell): Promise<unknown> {
  const [first] = await readBack(await bytesOf([sheetOf(['code', type], [['x', cell]])]));
  return first?.rows[0]?.[1] ?? null;
}

describe('cells of a workbook, read by another library', () => {
  it.each<[CellType, Cell, unknown]>([
    ['decimal', '100000', 100000],
    ['decimal', '-5', -5],
    ['decimal', '0.00', 0],
    ['decimal', '123456789012.345', 123456789012.345],
    ['decimal', '1234567890123456', '1234567890123456'],
    ['decimal', '0.00000000000000012345', 1.2345e-16],
    ['decimal', `${'9'.repeat(29)}.5`, `${'9'.repeat(29)}.5`],
    ['decimal', '007', '007'],
    ['decimal', '1e5', '1e5'],
    ['decimal', '-0.0', '-0.0'],
    ['percent', '99.99', 99.99],
    ['integer', '39', 39],
    ['code', '000000000000000012', '000000000000000012'],
    ['code', '621022', '621022'],
    ['date', '2025-12-31', new Date('2025-12-31T00:00:00Z')],
    ['date', '1900-03-01', new Date('1900-03-01T00:00:00Z')],
    ['date', '1900-02-28', '1900-02-28'],
    ['instant', '2025-12-31T16:00:00.000001Z', '2025-12-31T16:00:00.000001Z'],
    ['text', '=1+1', '=1+1'],
    ['text', "'quoted", "'quoted"],
    ['text', ' 煤炭 <产量> & "x" ', ' 煤炭 <产量> & "x" '],
    ['text', '', null],
    ['text', null, null],
  ])('%s %j is %j', async (type, cell, value) => {
    expect(await cellBack(type, cell)).toEqual(value);
  });

  it('cuts what a cell cannot hold between two characters', async () => {
    const long = `${'a'.repeat(32_765)}\u{20000}b`;
    expect(await cellBack('text', long)).toBe(`${'a'.repeat(32_765)}…`);
    expect(await cellBack('text', 'b'.repeat(32_767))).toBe('b'.repeat(32_767));
  });

  const hostile = fc
    .oneof(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.string({ minLength: 1 }),
      fc.constantFrom(
        '=',
        '"',
        '\r\n',
        '\0',
        '_x0041_',
        '_x005F_x000D_',
        ']]>',
        '&lt;',
        '<f>1+1</f>',
        '\ud800',
      ),
      fc
        .tuple(fc.constantFrom('=', '+', '-', '@', '＝', '\t', '\r', "'"), fc.string())
        .map(([mark, rest]) => mark + rest),
    )
    // A reader cannot tell an empty cell from one that is not there.
    .filter((text) => text !== '');

  it('bring any text back exactly, and none as a formula', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(hostile, hostile), { minLength: 1, maxLength: 8 }), async (rows) => {
        const file = await bytesOf([sheetOf(['text', 'code'], rows)]);
        const [first] = await readBack(file);
        expect(first?.rows).toEqual(rows);
        for (const [text] of rows) expect(cellXml('A1', text, 'text')).not.toMatch(/<f[\s/>]/);
      }),
      { numRuns: 200 },
    );
  });

  it('bring any decimal back with every digit: as a number where that keeps them, else as text', async () => {
    const decimal = fc
      .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 20 }))
      .map(([digits, decimals]) => {
        const [, sign = '', figures = ''] = /^(-?)(\d+)$/.exec(String(digits)) ?? [];
        const padded = figures.padStart(decimals + 1, '0');
        return decimals === 0
          ? String(digits)
          : `${sign}${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`;
      });
    const small = fc
      .tuple(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), fc.integer({ min: 0, max: 6 }))
      .map(([figures, decimals]) => (figures / 10 ** decimals).toFixed(decimals));
    await fc.assert(
      fc.asyncProperty(fc.oneof(decimal, small), async (text) => {
        const value = await cellBack('decimal', text);
        const decimals = text.split('.')[1]?.length ?? 0;
        if (typeof value === 'number') expect(value.toFixed(decimals)).toBe(text);
        else expect(value).toBe(text);
        // Fifteen digits are the most that every spreadsheet keeps.
        expect(typeof value).toBe(text.replace(/^[-0.]+|\./g, '').length > 15 ? 'string' : 'number');
      }),
      { numRuns: 300 },
    );
  });
});

describe('a workbook', () => {
  const sheets = (): Sheet[] => [
    sheetOf(
      ['code', 'decimal'],
      [
        ['a', '1'],
        ['b', '2'],
        ['c', '3'],
      ],
      '进度报告',
    ),
    sheetOf(['text'], [['说明']], '列说明'),
  ];

  it('is the same to the byte whenever it is made, and is known for what it is', async () => {
    const first = await bytesOf(sheets());
    await new Promise((later) => setTimeout(later, 5));
    expect((await bytesOf(sheets())).equals(first)).toBe(true);
    expect((await fileTypeFromBuffer(first))?.ext).toBe('xlsx');
  });

  it('goes on in a further sheet where one is full, and makes none for nothing', async () => {
    expect(await readBack(await bytesOf(sheets(), 3))).toEqual([
      {
        sheet: '进度报告',
        rows: [
          ['a', 1],
          ['b', 2],
        ],
      },
      { sheet: '进度报告 (2)', rows: [['c', 3]] },
      { sheet: '列说明', rows: [['说明']] },
    ]);
    expect((await readBack(await bytesOf(sheets(), 4))).map(({ sheet }) => sheet)).toEqual([
      '进度报告',
      '列说明',
    ]);
  });

  it('ends its rows when the reader stops early', async () => {
    let ended = false;
    let given = 0;
    async function* rows(): AsyncGenerator<string[][]> {
      try {
        for (; ; given += 1) {
          yield [[String(given)]];
          await new Promise(setImmediate);
        }
      } finally {
        ended = true;
      }
    }
    for await (const piece of workbook([{ name: 'x', columns: [column('code')], rows: rows() }]))
      if (piece.length > 0 && given > 0) break;
    expect(ended).toBe(true);
  });
});
