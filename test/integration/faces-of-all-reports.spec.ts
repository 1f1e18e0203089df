import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { Package } from 'datapackage';
import readWorkbook from 'read-excel-file/node';
import { REPORT_NAMES } from '../../src/reports';
import type { TestApplication } from '../support/application';
import { momentOf, smallWorld } from '../support/small-world';
import { removeFolder, temporaryFolder } from '../support/temporary-folder';
import { unzipped } from '../support/unzipped';

/** What somebody could type to have run, or to break a line. */
const HOSTILE = '=1+1,2;3 "x"';

describe.each(REPORT_NAMES)('the faces of the report %s', (report) => {
  let test: TestApplication;
  let folder: string;
  let clocks: string;

  beforeAll(async () => {
    folder = await temporaryFolder(`package-${report}`);
    test = await smallWorld();
    const figure = { indicator: 'beds', area: '629001' };
    await test.accept(await test.post('/actuals', { ...figure, period: '2025-03-31', value: '120.50' }));
    await test.post('/actuals', { ...figure, period: '2025-06-30', value: '9000', reason: HOSTILE });
    await test.changePromise('E1', { effectiveFrom: '2025-05-01', reason: HOSTILE, target: '190' });
    clocks = `asOf=2025-10-31&knownAt=${await momentOf(test)}`;
  });

  afterAll(async () => {
    await test.stop();
    await removeFolder(folder);
  });

  const path = (face: string, query = ''): string => `/reports/${report}.${face}?${clocks}&${query}`;

  const cells = async (query: string, delimiter = ','): Promise<string[][]> =>
    parse((await test.text(path('csv', query))).body, { bom: true, delimiter, record_delimiter: '\r\n' });

  it.each([
    ['semicolon', ';'],
    ['tab', '\t'],
  ])('as CSV have the same cells with %s between them', async (separator, delimiter) => {
    for (const asked of ['lang=zh-CN', 'header=machine']) {
      const rows = await cells(asked);
      expect(rows.length).toBeGreaterThan(1);
      expect(await cells(`${asked}&separator=${separator}`, delimiter)).toEqual(rows);
    }
  });

  it.each([
    ['lang=zh-CN', true],
    ['lang=zh-CN&bom=no', false],
    ['lang=en', false],
    ['lang=en&bom=yes', true],
  ])('as CSV with %s begin with a byte order mark: %s', async (query, marked) => {
    expect((await test.text(path('csv', query))).body.startsWith('\uFEFF')).toBe(marked);
  });

  it('as a spreadsheet hold the cells of the CSV, and say what each column means', async () => {
    const [head = [], ...rows] = await cells('lang=en');
    const { body } = await test.file(path('xlsx', 'lang=en'));
    const [sheet, dictionary] = await readWorkbook(body, { trim: false });
    expect(sheet?.data[0]).toEqual(head);
    const shown = (cell: unknown): string => {
      if (cell instanceof Date) return cell.toISOString().slice(0, 10);
      return typeof cell === 'number' ? String(cell) : ((cell as string | null) ?? '');
    };
    const plain = (cell: string): string => (/^-?\d+\.\d+$/.test(cell) ? String(Number(cell)) : cell);
    expect(sheet?.data.slice(1).map((row) => row.map(shown))).toEqual(
      rows.map((row) => row.map((cell) => plain(cell.replace(/^'/, '')))),
    );
    expect(dictionary?.data.slice(1).map((row) => row[1])).toEqual(head);
    for (const row of dictionary?.data.slice(1) ?? []) expect(row[4]).toEqual(expect.stringMatching(/\S/));
  });

  it('as a package hold the CSV to the byte and are what their descriptor says', async () => {
    const files = unzipped((await test.file(path('zip'))).body);
    expect(Object.keys(files)).toEqual([`${report}.csv`, 'columns.csv', 'datapackage.json']);
    expect(files[`${report}.csv`]).toBe((await test.text(path('csv', 'header=machine&bom=no'))).body);
    await mkdir(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const descriptor = JSON.parse(files['datapackage.json'] ?? '') as object;
    const read = await Package.load(descriptor, { basePath: folder });
    expect(read.errors).toEqual([]);
    // Reading checks types, keys, required cells and closed sets of codes.
    const rows = await read.getResource(report).read({ keyed: true });
    expect(rows).toHaveLength((await cells('header=machine')).length - 1);
  });
});
