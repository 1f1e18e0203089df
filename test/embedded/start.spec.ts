import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { startEmbedded } from '../../src/platform/embedded';
import { answers, cleanUp, newFolder, opened, query, serverOf, silent, takeNotes } from './folders';

describe('starting the embedded database', () => {
  afterEach(cleanUp);

  const start = (directory: string, log: Parameters<typeof startEmbedded>[0]['log'] = silent) =>
    opened(startEmbedded({ directory, log }));

  it('creates it on the first start, stops it on close and leaves nothing half done', async () => {
    const { log, kinds } = takeNotes();
    const directory = join(newFolder(), 'not/there yet');
    const database = await start(directory, log);
    expect(await answers(database.appUrl)).toBe(true);
    expect(new URL(database.appUrl).hostname).toBe('127.0.0.1');
    await Promise.all([database.close(), database.close()]);
    expect(await answers(database.appUrl)).toBe(false);
    expect(serverOf(directory)).toBeNull();
    expect(readdirSync(directory).sort()).toEqual(['postgres', 'postgres.log']);
    expect(kinds()).toEqual(['creating_database', 'started', 'stopped']);
  });

  it('takes a path relative to the working folder', async () => {
    const directory = newFolder();
    const database = await start(relative(process.cwd(), directory));
    expect(database.directory).toBe(directory);
  });

  it('keeps the data, the addresses and the passwords over a restart', async () => {
    const directory = newFolder();
    const first = await start(directory);
    await query(first.ownerUrl, "CREATE TABLE kept AS SELECT '承诺' AS word");
    await first.close();
    const second = await start(directory);
    expect(await query(second.ownerUrl, 'SELECT word FROM kept')).toEqual([{ word: '承诺' }]);
    expect(second.appUrl).toBe(first.appUrl);
  });

  it('lets the owner create and grant, and the application no more than it was granted', async () => {
    const { ownerUrl, appUrl } = await start(newFolder());
    await query(ownerUrl, 'CREATE TABLE given (n int); GRANT SELECT ON given TO duixian_app');
    expect(await query(appUrl, 'SELECT n FROM given')).toEqual([]);
    await expect(query(appUrl, 'INSERT INTO given VALUES (1)')).rejects.toMatchObject({ code: '42501' });
    await expect(query(appUrl, 'CREATE TABLE own (n int)')).rejects.toMatchObject({ code: '42501' });
    await expect(query(appUrl, 'CREATE SCHEMA own')).rejects.toMatchObject({ code: '42501' });
    expect(await query(appUrl, 'CREATE TEMP TABLE own (n int)')).toEqual([]);
    const rights = 'SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls AS more FROM pg_roles';
    for (const role of ['duixian_owner', 'duixian_app']) {
      expect(await query(appUrl, `${rights} WHERE rolname = '${role}'`)).toEqual([{ more: false }]);
    }
  });

  it('lets nobody in without the password', async () => {
    const { appUrl, ownerUrl } = await start(newFolder());
    const url = new URL(appUrl);
    url.password = new URL(ownerUrl).password;
    await expect(query(url.toString(), 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('folds case beyond ASCII, checks pages and flushes', async () => {
    const { appUrl } = await start(newFolder());
    expect(await query(appUrl, "SELECT lower('ÄÖÜ ΑΒΓ ЖШ') AS folded")).toEqual([{ folded: 'äöü αβγ жш' }]);
    const settings = ['data_checksums', 'fsync', 'server_encoding', 'max_connections', 'listen_addresses'];
    const found = await query<{ name: string; setting: string }>(
      appUrl,
      `SELECT name, setting FROM pg_settings WHERE name IN ('${settings.join("','")}')`,
    );
    expect(Object.fromEntries(found.map(({ name, setting }) => [name, setting]))).toEqual({
      data_checksums: 'on',
      fsync: 'on',
      server_encoding: 'UTF8',
      max_connections: '60',
      listen_addresses: '127.0.0.1',
    });
  });

  it('keeps the passwords from other users', async () => {
    const directory = newFolder();
    await start(directory);
    const file = join(directory, 'postgres/duixian-connection.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(directory, 'postgres')).mode & 0o777).toBe(0o700);
  });

  it('refuses a second application, which changes nothing for the first', async () => {
    const directory = newFolder();
    const { appUrl } = await start(directory);
    const server = serverOf(directory);
    await expect(startEmbedded({ directory, log: silent })).rejects.toMatchObject({
      code: 'data_folder_in_use',
      params: { directory },
    });
    expect(serverOf(directory)).toBe(server);
    expect(await answers(appUrl)).toBe(true);
  });

  it('does not touch a folder of somebody else', async () => {
    const directory = newFolder();
    mkdirSync(join(directory, 'postgres'));
    writeFileSync(join(directory, 'postgres/letter.txt'), 'mine');
    await expect(startEmbedded({ directory, log: silent })).rejects.toMatchObject({
      code: 'data_folder_foreign',
    });
    expect(readdirSync(join(directory, 'postgres'))).toEqual(['letter.txt']);
  });

  it('refuses the data of another major version', async () => {
    const directory = newFolder();
    await (await start(directory)).close();
    writeFileSync(join(directory, 'postgres/PG_VERSION'), '16\n');
    await expect(startEmbedded({ directory, log: silent })).rejects.toMatchObject({
      code: 'data_of_another_version',
      params: { directory, found: '16', expected: '17' },
    });
  });

  it('says what the server complained of when it cannot start', async () => {
    const directory = newFolder();
    await (await start(directory)).close();
    writeFileSync(join(directory, 'postgres/postgresql.conf'), 'nonsense_setting = 1\n');
    await expect(startEmbedded({ directory, log: silent })).rejects.toMatchObject({
      code: 'server_did_not_start',
      params: { logFile: join(directory, 'postgres.log') },
    });
    expect(existsSync(join(directory, 'postgres/postmaster.pid'))).toBe(false);
  });
});
