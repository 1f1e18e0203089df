import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { removeFolder, temporaryFolder } from '../support/temporary-folder';
import { type Ended, Program, run } from '../support/process';
import { firstAccount, Visitor } from '../support/visitor';

/** The embedded database on a new folder, as after a fresh clone; then everything the README promises. */
describe('npm start', () => {
  let folder: string;
  let settings: Record<string, string>;
  let program: Program;
  let api: string;
  let reader: Visitor;

  beforeAll(async () => {
    folder = await temporaryFolder('journey');
    settings = { DUIXIAN_DATA: join(folder, 'data') };
    program = new Program('main', [], settings);
    api = await program.serving();
    reader = await firstAccount(`${api}/v1`, program.output, 'supervisor');
  });

  afterAll(async () => {
    await program.kill('SIGTERM');
    await removeFolder(folder);
  });

  const seconds = async (work: () => Promise<Ended>): Promise<[Ended, number]> => {
    const began = Date.now();
    return [await work(), (Date.now() - began) / 1000];
  };

  it('says how the goals stand, by light, and where everything is', () => {
    expect(program.output).toMatch(/39 项目标和工程/);
    // Told at once: whatever goes wrong after it, it is not lost.
    expect(program.output).toMatch(/admin，一次性口令 [\s\S]*39 项目标和工程/);
    for (const light of ['红灯', '黄灯', '绿灯', '蓝灯', '灰灯'])
      expect(program.output).toMatch(new RegExp(`${light} +\\d+`));
    expect(program.output).toContain(`${api}/v1/reports/progress.csv`);
    expect(program.output).toContain(`${api}/v1`);
  });

  it('serves the report, the health, the API and its documentation', async () => {
    const report = await reader.text('/reports/progress.csv?header=machine');
    expect(parse<Record<string, string>>(report.body, { columns: true, bom: true })).toHaveLength(39);
    expect(await (await fetch(`${api}/v1/health`)).json()).toMatchObject({ status: 'ok' });
    const page = await fetch(`${api}/docs`);
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ]);
    const description = (await (await fetch(`${api}/openapi.json`)).json()) as {
      openapi: string;
      paths: Record<string, unknown>;
    };
    expect(description.openapi).toMatch(/^3\./);
    expect(Object.keys(description.paths).sort()).toEqual(
      expect.arrayContaining([
        '/api/v1/actuals',
        '/api/v1/goals/{code}/terms',
        '/api/v1/progress/{code}',
        '/api/v1/reports/{report}.csv',
        '/api/v1/reports/{report}.xlsx',
        '/api/v1/reports/{report}.zip',
      ]),
    );
  });

  it('describes every field of what it takes and gives', async () => {
    const { components } = (await (await fetch(`${api}/openapi.json`)).json()) as {
      components: { schemas: Record<string, { properties?: Record<string, unknown>; required?: string[] }> };
    };
    expect(Object.keys(components.schemas['LogActualInput']?.properties ?? {}).sort()).toEqual(
      [
        'area',
        'definition',
        'denominator',
        'evidence',
        'evidenceUrl',
        'independent',
        'indicator',
        'note',
        'numerator',
        'period',
        'qualifier',
        'reason',
        'value',
      ].sort(),
    );
    expect(components.schemas['LogActualInput']?.required?.sort()).toEqual([
      'area',
      'indicator',
      'period',
      'value',
    ]);
    for (const view of ['GoalView', 'ActualView', 'ProgressView', 'JobRunView', 'IndicatorView']) {
      expect(Object.keys(components.schemas[view]?.properties ?? {}).length).toBeGreaterThan(8);
    }
  });

  it('is refused a second time on the same folder, and the first goes on', async () => {
    const second = await new Program('main', [], settings).finished();
    expect(second.code).toBe(1);
    expect(second.output).toMatch(/[\u4e00-\u9fff]/);
    expect(second.output).not.toMatch(/\bat .*\.js:\d+/);
    expect((await fetch(`${api}/v1/health`)).status).toBe(200);
  });

  it('lets the commands work beside it', async () => {
    const file = join(folder, 'report.csv');
    const reported = await run(['report', '--as-of', '2025-12-31', '--lang', 'en', '-o', file], settings);
    expect([reported.code, reported.output]).toEqual([0, expect.stringContaining(file)]);
    expect(parse(await readFile(file))).toHaveLength(40);
    const computed = await run(['progress', '--from', '2025-08-30', '--to', '2025-08-31'], settings);
    expect(computed.output.match(/2025-08-3[01]：已计算 39 项/g)).toHaveLength(2);
    const loaded = await run(['catalog', 'load', 'catalog/example-education.yaml'], settings);
    expect([loaded.code, loaded.output]).toEqual([0, expect.stringContaining('已载入')]);
    expect((await fetch(`${api}/v1/health`)).status).toBe(200);
  });

  it('writes the other faces of a report as the API answers them, the same to the byte', async () => {
    const known =
      (await reader.text('/reports/progress.csv?header=machine')).body.match(/\d{4}-[^,]+Z/)?.[0] ?? '';
    const clocks = ['--as-of', '2025-12-31', '--known-at', known, '--lang', 'en'];
    for (const face of ['xlsx', 'zip']) {
      const file = join(folder, `report.${face}`);
      const { code } = await run(['report', ...clocks, '--format', face, '-o', file], settings);
      const answered = await reader.file(
        `/reports/progress.${face}?asOf=2025-12-31&knownAt=${known}&lang=en`,
      );
      expect([code, answered.status]).toEqual([0, 200]);
      expect((await readFile(file)).equals(answered.body)).toBe(true);
    }
    const refused = await run(['report', '--format', 'pdf'], settings);
    expect([refused.code, refused.output]).toEqual([1, expect.stringContaining('csv xlsx zip')]);
    const unfit = await run(['report', '--format', 'zip', '--bom', 'no'], settings);
    expect([unfit.code, unfit.output]).toEqual([1, expect.stringContaining('bom')]);
  });

  it('names line and field of what is wrong with a catalog file', async () => {
    const file = join(folder, 'wrong.yaml');
    await writeFile(
      file,
      (await readFile('catalog/qingyang-2025.yaml', 'utf8')).replace('target: 1265', 'target: 1,265'),
    );
    const checked = await run(['catalog', 'check', file], settings);
    expect(checked.code).toBe(1);
    expect(checked.output).toMatch(/wrong\.yaml:\d+:\d+ goals.*target/);
    const english = await run(['catalog', 'check', file], { ...settings, DUIXIAN_LANG: 'en' });
    expect(english.output).toContain('to be put right: 1\n');
    const whole = await run(['catalog', 'check', folder], settings);
    expect([whole.code, whole.output]).toEqual([1, expect.stringContaining(`${folder}（EISDIR）`)]);
  });

  it('names the option that is wrong', async () => {
    const refused = await run(['report', '--as-of', '2025-02-30'], settings);
    expect([refused.code, refused.output]).toEqual([1, expect.stringContaining('\n--as-of: ')]);
    for (const day of ['1800-01-01', '2025-02-30']) {
      const computed = await run(['progress', '--as-of', day], settings);
      expect([computed.code, computed.output]).toEqual([1, expect.stringContaining('\n--as-of: ')]);
    }
    const both = await run(['progress', '--as-of', '2025-08-31', '--from', '2025-08-01'], settings);
    expect([both.code, both.output]).toEqual([1, expect.stringMatching(/--as-of.*--from/)]);
    const unknown = await run(['report', '--colour', 'red'], settings);
    expect(unknown.code).toBe(1);
  });

  it('stops cleanly within ten seconds, and the commands then start the database for themselves', async () => {
    const [ended, took] = await seconds(() => program.kill('SIGINT'));
    expect([ended.code, took < 10]).toEqual([0, true]);
    const file = join(folder, 'later.csv');
    expect((await run(['report', '--as-of', '2025-12-31', '-o', file], settings)).code).toBe(0);
    program = new Program('main', [], settings);
    api = await program.serving();
    const goals = await new Visitor(`${api}/v1`, reader.credentials).get<{ items: unknown[] }>(
      '/goals?limit=200',
    );
    expect(goals.body.items.length).toBeGreaterThan(34);
    expect(program.output).not.toMatch(/一次性口令/);
  });
});
