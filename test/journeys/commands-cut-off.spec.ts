import { execFileSync } from 'node:child_process';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { TestApplication } from '../support/application';
import { serverOf } from '../embedded/folders';
import { Program, run } from '../support/process';
import { removeFolder, temporaryFolder } from '../support/temporary-folder';

const RANGE = ['--from', '2024-01-01', '--to', '2025-12-31'];
const SIGNALS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const;

describe('a command that starts the embedded database and is cut off', () => {
  let folder: string;
  let data: string;
  let settings: Record<string, string>;

  beforeAll(async () => {
    folder = await temporaryFolder('cut');
    data = join(folder, 'data');
    settings = { DUIXIAN_DATA: data };
    const opening = new Program('cli', ['report', '-o', join(folder, 'opening.csv')], settings);
    await opening.says('首次启动');
    const ended = await opening.kill('SIGTERM');
    // Cut off during the opening: it waited, made nothing of its own and left no server.
    expect([ended.code, serverOf(data), await readdir(folder)]).toEqual([143, null, ['data']]);
    expect((await run(['catalog', 'load', 'catalog/qingyang-2025.yaml'], settings)).code).toBe(0);
  });

  afterAll(() => removeFolder(folder));

  it.each(SIGNALS)('by %s in a range of days, ends with %d and stops the database', async (signal, code) => {
    const program = new Program('cli', ['progress', ...RANGE], settings);
    await program.says('2024-01-01：已计算 39 项');
    const ended = await program.kill(signal);
    expect([ended.code, serverOf(data)]).toEqual([code, null]);
    expect(ended.output).not.toContain('2025-12-31');
    expect(ended.output).not.toMatch(/\bat .*\.js:\d+/);
  });

  it('by a signal that only npm is sent, ends before npm does', async () => {
    const program = new Program('npm', ['run', '--silent', 'progress', '--', ...RANGE], settings);
    await program.says('2024-01-01：已计算 39 项');
    expect([(await program.kill('SIGTERM')).code, serverOf(data)]).toEqual([143, null]);
  });

  it('leaves no run under way', async () => {
    const output = join(folder, 'after.csv');
    expect((await run(['report', '-o', output], settings)).output).not.toContain('遗留');
    expect((await readFile(output, 'utf8')).split('\r\n').length).toBeGreaterThan(39);
    expect((await readdir(folder)).sort()).toEqual(['after.csv', 'data']);
  });

  it('by a reader that went away, ends quietly and well', async () => {
    for (const args of [
      ['report', '-o', '-'],
      ['progress', ...RANGE],
      ['catalog', 'load', 'catalog/qingyang-2025.yaml'],
      ['catalog', 'check', 'catalog/qingyang-2025.yaml'],
      ['--help'],
    ]) {
      const program = new Program('cli', args, settings);
      program.stopReading();
      expect([args[0], await program.finished()]).toEqual([args[0], { code: 0, signal: null, output: '' }]);
      expect(serverOf(data)).toBeNull();
    }
  });
});

describe('a command on a server', () => {
  let test: TestApplication;
  let folder: string;
  let settings: Record<string, string>;

  beforeAll(async () => {
    test = await TestApplication.withCatalog();
    folder = await temporaryFolder('output');
    settings = { DATABASE_URL: test.database.appUrl, DATABASE_OWNER_URL: test.database.url };
  });

  afterAll(async () => {
    await test.stop();
    await removeFolder(folder);
  });

  /** Sessions of a command that wait for the lock of this test. */
  const waiting = async (): Promise<number> => {
    const [row] = await test.db.query<[{ count: number }]>(
      `SELECT count(*)::int AS count FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return row.count;
  };

  it.each(SIGNALS)(
    'cut off by %s while the report streams, leaves no part of a file',
    async (signal, code) => {
      const file = join(folder, 'streamed.csv');
      await writeFile(file, 'the report of yesterday');
      const holder = new Client({ connectionString: test.database.url });
      await holder.connect();
      try {
        await holder.query('BEGIN; LOCK TABLE actual');
        const program = new Program('cli', ['report', '-o', file], settings);
        while ((await waiting()) === 0) await new Promise((later) => setTimeout(later, 20));
        expect(await readdir(folder)).toContainEqual(expect.stringMatching(/^streamed\.csv\.\d+\.part$/));
        const ended = await program.kill(signal);
        expect([ended.code, ended.output]).toEqual([code, '']);
      } finally {
        await holder.end();
      }
      expect(await readdir(folder)).toEqual(['streamed.csv']);
      expect(await readFile(file, 'utf8')).toBe('the report of yesterday');
    },
  );

  it.each([
    ['no folder', (): string => join(folder, 'missing/report.csv'), 'ENOENT'],
    ['a folder', (): string => folder, 'EISDIR'],
    ['a full device', (): string => '/dev/full', 'ENOSPC'],
  ])('names the output as it was asked for where it is in %s', async (_where, output, reason) => {
    const before = await readdir(folder);
    const ended = await run(['report', '-o', output()], settings);
    expect(ended).toMatchObject({ code: 1, output: `无法读写 ${output()}（${reason}）：请检查路径和权限\n` });
    expect(await readdir(folder)).toEqual(before);
  });

  it('writes into a pipe without putting a file in its place', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const [ended, read] = await Promise.all([run(['report', '-o', pipe], settings), readFile(pipe, 'utf8')]);
    expect([ended.code, read.split('\r\n').length > 39]).toEqual([0, true]);
    expect((await stat(pipe)).isFIFO()).toBe(true);
  });
});
