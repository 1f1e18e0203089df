import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { Package } from 'datapackage';
import readWorkbook from 'read-excel-file/node';
import { TestApplication } from '../support/application';
import { removeFolder, temporaryFolder } from '../support/temporary-folder';
import { unzipped } from '../support/unzipped';

/** What somebody could type to have run, or to break a file. */
const HOSTILE = '=HYPERLINK("http://x","点此")&1,2;3\t4\r\n<f>1</f> _x0041_';
const CLOCKS = 'asOf=2025-12-31&lang=zh-CN';

describe('the faces of the progress report', () => {
  let test: TestApplication;
  let knownAt: string;

  beforeAll(async () => {
    test = await TestApplication.withCatalog();
    await test.logAccepted({
      indicator: 'compute',
      period: '2025-08-06',
      value: '66000.50',
      qualifier: '>=',
    });
    await test.db.query(`UPDATE indicator SET name_zh = $1 WHERE code = 'racks'`, [HOSTILE]);
    await test.db.query(`UPDATE source SET title_zh = $1 WHERE code = (SELECT min(code) FROM source)`, [
      "'=1+1",
    ]);
    await test.settled();
    knownAt = await test.now();
  });

  afterAll(() => test.stop());

  const path = (face: string, query = ''): string =>
    `/reports/progress.${face}?${CLOCKS}&knownAt=${knownAt}&${query}`;

  const cells = async (query: string, delimiter = ','): Promise<string[][]> =>
    parse((await test.text(path('csv', query))).body, { bom: true, delimiter, record_delimiter: '\r\n' });

  /** The documented way back. */
  const undone = (cell: string, type: string): string =>
    type === 'text' && cell.startsWith("'") ? cell.slice(1) : cell;

  async function typedCells(query: string): Promise<{ head: string[]; types: string[]; rows: string[][] }> {
    const dictionary = parse<Record<string, string>>(
      unzipped((await test.file(path('zip'))).body)['columns.csv'] ?? '',
      { columns: true },
    );
    const types = dictionary.map(({ name, type = '' }) =>
      name === 'held_back_by' && !query.includes('machine') ? 'text' : type,
    );
    const [head = [], ...rows] = await cells(query);
    return {
      head,
      types,
      rows: rows.map((row) => row.map((cell, index) => undone(cell, types[index] ?? ''))),
    };
  }

  describe('CSV', () => {
    it.each([
      ['zh-CN', '', true],
      ['zh-CN', 'bom=no', false],
      ['en', '', false],
      ['en', 'bom=yes', true],
    ])('in %s with "%s" begins with a byte order mark: %s', async (lang, bom, marked) => {
      const { body } = await test.text(`/reports/progress.csv?asOf=2025-12-31&lang=${lang}&${bom}`);
      expect(body.startsWith('\uFEFF')).toBe(marked);
    });

    it.each([
      ['semicolon', ';'],
      ['tab', '\t'],
    ])('is the same cells with %s between them', async (separator, delimiter) => {
      expect(await cells(`separator=${separator}`, delimiter)).toEqual(await cells(''));
    });
  });

  describe('XLSX', () => {
    const read = async (query = '') =>
      readWorkbook((await test.file(path('xlsx', query))).body, { trim: false });

    it.each(['', 'header=machine'])(
      'with "%s" holds what the CSV holds, each cell of its type',
      async (query) => {
        const { head, types, rows } = await typedCells(query);
        const [sheet] = await read(query);
        expect(sheet?.sheet).toBe('进度报告');
        expect(sheet?.data[0]).toEqual(head);
        expect(sheet?.data.length).toBe(rows.length + 1);
        sheet?.data.slice(1).forEach((row, at) => {
          types.forEach((type, column) => {
            const written = rows[at]?.[column] ?? '';
            const cell = row[column] ?? null;
            if (written === '') expect(cell).toBeNull();
            else if (['decimal', 'percent', 'integer'].includes(type)) expect(cell).toBe(Number(written));
            else if (type === 'date') expect(cell).toEqual(new Date(`${written}T00:00:00Z`));
            else expect(cell).toBe(written);
          });
        });
        expect(rows.flat()).toContain(HOSTILE);
      },
    );

    it('has lights as fills, a header that stays, and no formula', async () => {
      const files = unzipped((await test.file(path('xlsx'))).body);
      const sheet = files['xl/worksheets/sheet1.xml'] ?? '';
      expect(sheet).not.toMatch(/<f[\s/>]/);
      expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
      const styles = (text: string): Set<string> =>
        new Set(
          [...sheet.matchAll(new RegExp(` s="(\\d+)" t="inlineStr"><is><t[^>]*>${text}<`, 'g'))].map(
            ([, style = '']) => style,
          ),
        );
      const [blue, grey] = [styles('蓝灯'), styles('灰灯')];
      expect([blue.size, grey.size]).toEqual([1, 1]);
      expect(blue).not.toEqual(grey);
      const [style] = [...blue];
      const formats = [
        ...(files['xl/styles.xml'] ?? '').matchAll(
          /<xf [^>]*xfId="0"[^>]*fillId|<xf [^>]*fillId="(\d+)"[^>]*xfId/g,
        ),
      ];
      expect(Number(formats[Number(style)]?.[1])).toBeGreaterThan(2);
    });

    it('says on a second sheet what each column means', async () => {
      const { head } = await typedCells('');
      const [, dictionary] = await read();
      expect(dictionary?.sheet).toBe('列说明');
      expect(dictionary?.data[0]).toEqual(['列', '表头', '类型', '单位', '含义']);
      expect(dictionary?.data.slice(1).map((row) => row[1])).toEqual(head);
      expect(dictionary?.data.find(([name]) => name === 'gap_points')?.slice(1, 4)).toEqual([
        '超欠百分点',
        'percent',
        '百分点',
      ]);
      const [, english] = await readWorkbook((await test.file('/reports/progress.xlsx?lang=en')).body);
      expect(english?.data.flat().join()).not.toMatch(/[\u4e00-\u9fff]/);
    });
  });

  describe('the package', () => {
    let folder: string;
    beforeAll(async () => {
      folder = await temporaryFolder('package');
    });
    afterAll(() => removeFolder(folder));

    async function laid(
      query = '',
    ): Promise<{ files: Readonly<Record<string, string>>; read: Package; descriptor: Descriptor }> {
      const files = unzipped((await test.file(path('zip', query))).body);
      for (const [name, text] of Object.entries(files)) {
        await mkdir(dirname(join(folder, name)), { recursive: true });
        await writeFile(join(folder, name), text);
      }
      const descriptor = JSON.parse(files['datapackage.json'] ?? '') as Descriptor;
      return { files, descriptor, read: await Package.load(descriptor, { basePath: folder }) };
    }

    interface Descriptor {
      readonly asOf: string;
      readonly knownAt: string;
      readonly sources: readonly { code: string; title: string }[];
      readonly resources: readonly {
        path: string;
        bytes: number;
        hash: string;
        schema: { fields: Record<string, unknown>[]; primaryKey: string[] };
      }[];
    }

    it('holds the CSV with the machine header and without a byte order mark, byte for byte', async () => {
      const { files } = await laid();
      expect(Object.keys(files)).toEqual(['progress.csv', 'columns.csv', 'datapackage.json']);
      expect(files['progress.csv']).toBe((await test.text(path('csv', 'header=machine&bom=no'))).body);
    });

    it('is described by the published schema, with clocks, sources, sizes and hashes', async () => {
      const { files, descriptor, read } = await laid();
      expect(read.errors).toEqual([]);
      expect(read.valid).toBe(true);
      expect(descriptor).toMatchObject({ asOf: '2025-12-31', knownAt });
      expect(descriptor.sources.map(({ title }) => title)).toContain("'=1+1");
      for (const { path: name, bytes, hash } of descriptor.resources) {
        const text = files[name] ?? '';
        expect([bytes, hash]).toEqual([
          Buffer.byteLength(text),
          `sha256:${createHash('sha256').update(text).digest('hex')}`,
        ]);
      }
    });

    it('is read back by its types, without guessing', async () => {
      const { read, descriptor, files } = await laid();
      const rows = await read.getResource('progress').read({ keyed: true });
      const written = parse<Record<string, string>>(files['progress.csv'] ?? '', {
        columns: true,
        record_delimiter: '\r\n',
      });
      expect(rows.length).toBe(written.length);
      rows.forEach((row, at) => {
        for (const { name, type } of descriptor.resources[0]?.schema.fields ?? []) {
          const [cell, text] = [row[String(name)] ?? null, written[at]?.[String(name)] ?? ''];
          if (text === '') expect(cell).toBeNull();
          else if (type === 'string') expect(cell).toBe(text);
          else if (type === 'number' || type === 'integer') expect(Number(cell)).toBe(Number(text));
          else expect(cell).toBeInstanceOf(Date);
        }
      });
      const columns = await read.getResource('columns').read({ keyed: true });
      expect(columns.map(({ name }) => name)).toEqual(
        descriptor.resources[0]?.schema.fields.map(({ name }) => name),
      );
    });

    it('says what is sure: keys, closed sets of codes, units, titles in both languages', async () => {
      const { descriptor } = await laid();
      const [report] = descriptor.resources;
      const field = (name: string) => report?.schema.fields.find((one) => one['name'] === name);
      expect(report?.schema.primaryKey).toEqual(['code']);
      expect(field('code')).toMatchObject({ type: 'string', constraints: { required: true } });
      expect(field('light')).toMatchObject({
        constraints: { enum: ['green', 'yellow', 'red', 'blue', 'grey'] },
      });
      expect(field('flags')).not.toHaveProperty('constraints');
      expect(field('completion')).toMatchObject({
        type: 'number',
        unit: 'percent',
        unitTitles: { 'zh-CN': '%', en: '%' },
        title: '完成率%',
        titles: { 'zh-CN': '完成率%', en: 'Completion %' },
      });
      expect(field('area_code')).not.toHaveProperty('unit');
    });
  });

  it.each([
    ['csv', 'text/csv; charset=utf-8; header=present'],
    ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['zip', 'application/zip'],
  ])('%s is the same to the byte when asked again, and says what it is', async (face, type) => {
    const first = await test.file(path(face));
    const second = await test.file(path(face));
    expect(first.status).toBe(200);
    expect(second.body.equals(first.body)).toBe(true);
    expect(first.headers.get('content-type')).toBe(type);
    expect(first.headers.get('content-disposition')).toContain(`filename="progress-2025-12-31.${face}"`);
    expect(decodeURIComponent(first.headers.get('content-disposition') ?? '')).toContain(
      `进度报告-2025-12-31.${face}`,
    );
  });

  it.each([
    ['csv', 'bom=maybe', 'bom'],
    ['csv', 'separator=pipe', 'separator'],
    ['csv', 'separator=tab&separator=comma', 'separator'],
    ['xlsx', 'bom=yes', 'bom'],
    ['xlsx', 'separator=tab', 'separator'],
    ['xlsx', 'header=x', 'header'],
    ['zip', 'header=words', 'header'],
    ['zip', 'bom=no', 'bom'],
  ])('%s is refused with %s', async (face, query, field) => {
    const answer = await test.get<{ errors: { path: string }[] }>(`/reports/progress.${face}?${query}`);
    expect([answer.status, answer.body.errors.map((error) => error.path)]).toEqual([400, [field]]);
  });

  it.each(['csv', 'xlsx', 'zip'])('there is no %s of a report that does not exist', async (face) => {
    const { status, body } = await test.get<{ code: string }>(`/reports/nothing.${face}`);
    expect([status, body.code]).toEqual([404, 'report.not_found']);
  });
});
