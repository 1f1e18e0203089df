import { Reading } from '../spec-support/reading';
import { workbook, workbookWith } from '../spec-support/workbook';
import { kindOfFormat } from './number-format';
import { numberText } from './number-text';

const reading = new Reading();
afterAll(() => {
  reading.remove();
});

const row = (number: number, ...cells: string[]): string => `<row r="${number}">${cells.join('')}</row>`;
const cellsOf = async (cells: string, more: object = {}): Promise<readonly string[]> =>
  (await reading.bytes(workbook({ rows: row(1, cells), ...more }))).rows[0]?.cells ?? [];

describe('a number of a sheet', () => {
  it.each([
    ['0.30000000000000004', 'number', '0.3'],
    ['0.1', 'number', '0.1'],
    ['1234.5600000000001', 'number', '1234.56'],
    ['66000', 'number', '66000'],
    ['-12.5', 'number', '-12.5'],
    ['4.4999999999999998E-2', 'number', '0.045'],
    ['1E+5', 'number', '100000'],
    ['1.2E8', 'number', '120000000'],
    ['1e-7', 'number', '0.0000001'],
    ['0', 'number', '0'],
    ['-0.0', 'number', '0'],
    ['0010.500', 'number', '10.5'],
    ['999999999999999', 'number', '999999999999999'],
    ['9.9999999999999996', 'number', '10'],
    ['0.99999999999999989', 'number', '1'],
    ['0.85', 'percent', '85%'],
    ['0.12345', 'percent', '12.345%'],
    ['1', 'percent', '100%'],
    ['0.28999999999999998', 'percent', '29%'],
    ['45870', 'day', '2025-08-01'],
    ['45870.75', 'day', '2025-08-01'],
    ['45870', 'month', '2025-08'],
    ['45870', 'year', '2025'],
    ['1', 'day', '1900-01-01'],
    ['59', 'day', '1900-02-28'],
    ['61', 'day', '1900-03-01'],
    ['2958465', 'day', '9999-12-31'],
  ] as const)('%s as %s reads %s', (raw, kind, text) => {
    expect(numberText(raw, kind, false)).toEqual({ text });
  });

  it('counts days from 1904 where the workbook does', () => {
    expect(numberText('44408', 'day', true)).toEqual({ text: '2025-08-01' });
  });

  it.each([
    ['110105199001011234', 'number', 'table.number_too_long'],
    ['1234567890123456.7', 'number', 'table.number_too_long'],
    ['0.123456789012345678', 'number', 'table.number_too_long'],
    ['', 'number', 'table.error_cell'],
    ['12a', 'number', 'table.error_cell'],
    ['1e9999', 'number', 'table.error_cell'],
    ['0.5', 'day', 'table.impossible_date'],
    ['60', 'day', 'table.impossible_date'],
    ['-3', 'day', 'table.impossible_date'],
    ['2958466', 'day', 'table.impossible_date'],
    ['1e300', 'month', 'table.impossible_date'],
  ] as const)('%j as %s is refused: %s', (raw, kind, wrong) => {
    expect(numberText(raw, kind, false)).toEqual({ wrong });
  });

  it.each([
    ['General', 'number'],
    ['0.00', 'number'],
    ['#,##0.00;[Red]-#,##0.00', 'number'],
    ['0.00E+00', 'number'],
    ['0"月"', 'number'],
    ['h:mm:ss', 'number'],
    ['mm:ss', 'number'],
    ['0.00%', 'percent'],
    ['yyyy-mm-dd', 'day'],
    ['[$-804]yyyy"年"m"月"d"日";@', 'day'],
    ['yyyy\\-mm\\-dd hh:mm', 'day'],
    ['d-mmm', 'day'],
    ['yyyy"年"m"月"', 'month'],
    ['yyyy-mm', 'month'],
    ['mmm-yy', 'month'],
    ['yyyy"年"', 'year'],
    ['[Red]0.0', 'number'],
    ['', 'number'],
    ['"unclosed', 'number'],
  ])('the format %j makes a %s', (code, kind) => {
    expect(kindOfFormat(code)).toBe(kind);
  });
});

describe('a cell of a sheet', () => {
  it('reads shared, inline, formatted and plain cells at their places', async () => {
    const cells = await cellsOf(
      '<c r="A1" t="s"><v>1</v></c><c r="B1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>' +
        '<c r="D1" s="1"><v>45870</v></c><c r="E1" s="2"><v>45870</v></c><c r="F1" s="3"><v>0.85</v></c>' +
        '<c r="G1" t="b"><v>1</v></c><c r="H1" t="d"><v>2025-08-31T00:00:00</v></c><c r="I1" t="str"><v>x</v></c>',
      { strings: ['no', 'G_1'], formats: ['yyyy/m/d', 'yyyy"年"m"月"', '0%'] },
    );
    expect(cells).toEqual(['G_1', '甲乙', '', '2025-08-01', '2025-08', '85%', 'TRUE', '2025-08-31', 'x']);
  });

  it('keeps blanks, marks and eighteen digits of a text, and takes what is escaped for what it is', async () => {
    const strings = [
      '  两边  ',
      '&apos;=1+1 &amp; &lt;b&gt;',
      'a_x000D_\nb',
      '_x005F_x0041_',
      '110105199001011234',
    ];
    const cells = strings.map((_, index) => `<c t="s"><v>${index}</v></c>`).join('');
    expect(await cellsOf(cells, { strings })).toEqual([
      '  两边  ',
      "'=1+1 & <b>",
      'a\r\nb',
      '_x0041_',
      '110105199001011234',
    ]);
  });

  it('leaves out what says how a text is pronounced', async () => {
    expect(
      await cellsOf('<c t="inlineStr"><is><t>青羊</t><rPh sb="0" eb="2"><t>qingyang</t></rPh></is></c>'),
    ).toEqual(['青羊']);
  });

  it('is refused by name where it is a formula or an error, and the rest of its row is read', async () => {
    const cells = '<c r="A7"><v>1</v></c><c r="B7"><f>1+1</f><v>2</v></c><c r="C7" t="e"><v>#N/A</v></c>';
    const { rows } = await reading.bytes(workbook({ rows: row(7, cells) }));
    expect(rows).toEqual([
      {
        line: 7,
        cells: ['1'],
        problems: [
          { code: 'table.formula', params: { cell: 'B7' }, line: 7, column: 2 },
          { code: 'table.error_cell', params: { cell: 'C7', given: '#N/A' }, line: 7, column: 3 },
        ],
      },
    ]);
  });

  it('may not hold what nobody can see', async () => {
    const { rows } = await reading.bytes(
      workbook({ rows: row(2, '<c r="A2" t="inlineStr"><is><t>a_x0000_b</t></is></c>') }),
    );
    expect(rows[0]?.problems).toEqual([
      { code: 'table.control_character', params: { cell: 'A2' }, line: 2, column: 1 },
    ]);
  });
});

describe('a workbook', () => {
  it('is read at its first visible sheet, whose name is told', async () => {
    const sheets =
      '<sheet name="藏" sheetId="9" state="hidden" r:id="rId1"/><sheet name="数据" sheetId="2" r:id="rId4"/>';
    const { table, rows } = await reading.bytes(workbook({ rows: '', sheets }));
    expect(table).toEqual({ format: 'xlsx', encoding: null, separator: null, sheet: '数据' });
    expect(rows.map(({ cells }) => cells)).toEqual([['second']]);
  });

  it('leaves blank rows out, and names the others by their number', async () => {
    const { rows } = await reading.bytes(
      workbook({
        rows: row(1, '<c><v>1</v></c>') + row(2, '<c s="1"/>') + '<row/>' + row(9, '<c><v>2</v></c>'),
      }),
    );
    expect(rows.map(({ line, cells }) => [line, ...cells])).toEqual([
      [1, '1'],
      [9, '2'],
    ]);
  });

  it('does not mind prefixes, nor cells of mere format far to the right', async () => {
    const content =
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c><x:c r="XFD1" s="1"/></x:row></x:sheetData></x:worksheet>';
    const { rows } = await reading.bytes(workbookWith({ name: 'xl/worksheets/sheet1.xml', content }));
    expect(rows).toEqual([{ line: 1, cells: ['5'], problems: [] }]);
  });

  it('is let go of when nobody reads on', async () => {
    const many = Array.from({ length: 3000 }, (_, index) => row(index + 1, `<c><v>${index}</v></c>`)).join(
      '',
    );
    const { rows } = await reading.bytes(workbook({ rows: many }));
    expect(rows).toHaveLength(3000);
    const opened = await reading.open(workbook({ rows: many }));
    expect((await opened.rows.next()).done).toBe(false);
    await opened.close();
    await opened.close();
    expect((await opened.rows.next()).done).toBe(true);
  });
});
