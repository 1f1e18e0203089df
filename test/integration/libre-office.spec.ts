import { parse } from 'csv-parse/sync';
import { type Cell, type CellType, csvLines } from '../../src/platform/csv';
import { workbook } from '../../src/platform/xlsx';
import { TestApplication } from '../support/application';
import { Importing } from '../support/importing';
import { LibreOffice, type ReadAs } from '../support/libre-office';
import { unzipped } from '../support/unzipped';

const office = LibreOffice.find();
if (office === null)
  process.stderr.write('LibreOffice Calc is not installed: what it makes of our files is not tested\n');
const suite = office === null ? describe.skip : describe;

const TYPES: readonly CellType[] = ['code', 'text', 'decimal', 'date', 'percent', 'instant'];
const ROWS: readonly (readonly Cell[])[] = [
  ['000000000000000012', '=1+1', '2.50', '2025-12-31', '99.99', '2025-12-31T16:00:00.000001Z'],
  ['123456789012345678', 'a"b,c;d\te', `${'1234567890'.repeat(3)}.12`, '2025-01-05', '-0.01', null],
  ['=G1', 'line\nline\r\nline', '0.00000000000000012345', '1900-02-28', '0.00', null],
  ['_x0041_', ' 前后有空格 \u0001 😀 ', '-5', null, '100.00', null],
  ["'q", "'quoted", '123456789012.345', '2999-12-31', null, null],
  ['1e5', '＝1+1', '0', '1900-03-01', '1234567.8901', '12:30'],
];

const AS: Partial<Record<CellType, ReadAs>> = {
  decimal: 'standard',
  percent: 'standard',
  integer: 'standard',
  date: 'day',
};

/** It ends every line of a cell alike, and so do both sides here. */
const cellsOf = (csv: string): string[][] =>
  parse(csv.replaceAll('\r\n', '\n'), { bom: true, record_delimiter: '\n' });

/** A number as it is counted, with the fifteen digits a spreadsheet keeps: a CSV tells it not how many to show. */
const counted = (cell: string, as: ReadAs | undefined): string =>
  as === 'standard' && cell !== '' ? Number(cell).toPrecision(15) : cell;

const rowsRead = (csv: string, columns: readonly ReadAs[]): string[][] =>
  cellsOf(csv)
    .slice(1)
    .map((row) => row.map((cell, column) => counted(cell, columns[column])));

suite('LibreOffice, opening our files and writing them again', () => {
  let test: TestApplication;

  beforeAll(async () => {
    test = await TestApplication.withCatalog();
    await test.logAccepted({
      indicator: 'compute',
      period: '2025-08-06',
      value: '66000.50',
      qualifier: '>=',
    });
    await test.logAccepted({ indicator: 'racks', period: '2025-03-31', value: '40000', note: "'=1+1" });
    await test.db.query(`UPDATE indicator SET name_zh = '=1+1' WHERE code = 'racks'`);
    await test.settled();
  });

  afterAll(async () => {
    office?.close();
    await test.stop();
  });

  const exported: LibreOffice['exported'] = async (...given) => (await office?.exported(...given)) ?? {};

  /** The types of a report with the words header. */
  async function columnTypes(): Promise<CellType[]> {
    const files = unzipped((await test.file('/reports/progress.zip')).body);
    return parse<Record<string, string>>(files['columns.csv'] ?? '', { columns: true }).map(
      ({ name, type }) => (name === 'held_back_by' ? 'text' : (type as CellType)),
    );
  }

  it('shows each cell of a hostile XLSX as it was given', async () => {
    const columns = TYPES.map((type) => ({ header: type, type, width: 10 }));
    const pieces: Uint8Array[] = [];
    for await (const piece of workbook([{ name: '表', columns, rows: [ROWS] }])) pieces.push(piece);
    const written = await exported('hostile.xlsx', Buffer.concat(pieces));
    expect(Object.keys(written)).toEqual(['表']);
    const given = ROWS.map((row) => row.map((cell) => (cell ?? '').replaceAll('\r\n', '\n')));
    expect(cellsOf(written['表'] ?? '').slice(1)).toEqual(given);
  }, 300_000);

  it.each<[string, (type: CellType) => ReadAs]>([
    ['all as text', () => 'text'],
    ['each by its type', (type) => AS[type] ?? 'text'],
  ])(
    'shows each cell of a hostile CSV as it was given, read %s',
    async (_, as) => {
      const csv = csvLines([[...TYPES]], []) + csvLines(ROWS, TYPES);
      const columns = TYPES.map(as);
      const [written = ''] = Object.values(await exported('hostile.csv', Buffer.from(csv), columns));
      expect(rowsRead(written, columns)).toEqual(rowsRead(csv, columns));
    },
    300_000,
  );

  it.each(['csv', 'xlsx'])(
    'writes a ledger and a template as %s that come back as what they were',
    async (face) => {
      const importing = new Importing(test, test.me);
      const written = async (report: string): Promise<Buffer> => {
        const { body } = await test.file(`/reports/${report}.${face}?asOf=2025-12-31&lang=zh-CN`);
        const asText = face === 'csv' ? Array<ReadAs>(40).fill('text') : undefined;
        const [rows = ''] = Object.entries(await exported(`${report}.${face}`, body, asText))
          .filter(([sheet]) => sheet !== '列说明')
          .map(([, csv]) => csv);
        return Buffer.from(rows);
      };
      const ledger = await importing.upload(await written('actuals'), 'ledger.csv');
      expect(ledger.rowsRead).toBeGreaterThan(5);
      expect(ledger.counts).toMatchObject({ same: ledger.rowsRead });
      const template = await importing.upload(await written('template'), 'template.csv');
      expect(template.rowsRead).toBeGreaterThan(20);
      expect(template.counts).toMatchObject({ blank: template.rowsRead });
    },
    300_000,
  );

  it.each([
    ['zh-CN', '进度报告', '列说明'],
    ['en', 'Progress report', 'Columns'],
  ])(
    'shows the progress report in %s cell by cell as its CSV has it, from both',
    async (lang, title, dictionary) => {
      const query = `asOf=2025-12-31&knownAt=${await test.now()}&lang=${lang}`;
      const csv = (await test.text(`/reports/progress.csv?${query}`)).body;
      const [head = [], ...rows] = cellsOf(csv);
      const types = await columnTypes();

      const sheets = await exported('report.xlsx', (await test.file(`/reports/progress.xlsx?${query}`)).body);
      expect(Object.keys(sheets).sort()).toEqual([title, dictionary].sort());
      const undone = rows.map((row) =>
        row.map((cell, column) => (types[column] === 'text' ? cell.replace(/^'/, '') : cell)),
      );
      expect(cellsOf(sheets[title] ?? '')).toEqual([head, ...undone]);
      const [, ...described] = cellsOf(sheets[dictionary] ?? '');
      expect(described.map((row) => row[1])).toEqual(head);

      const columns = types.map((type) => AS[type] ?? 'text');
      const [again = ''] = Object.values(await exported('report.csv', Buffer.from(csv), columns));
      expect(rowsRead(again, columns)).toEqual(rowsRead(csv, columns));
    },
    300_000,
  );
});
