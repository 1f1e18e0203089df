import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbedded } from '../../src/platform/embedded';
import { isRunning } from '../../src/platform/embedded/processes';
import * as from from './folders';
import { end, hold, ready } from './holder';

const { newFolder, query, serverOf, silent, takeNotes, until } = from;

describe('the embedded database under kill -9', () => {
  afterEach(from.cleanUp);

  const start = (directory: string, log: Parameters<typeof startEmbedded>[0]['log'] = silent) =>
    from.opened(startEmbedded({ directory, log }));

  it('of the application: the next start stops the orphan and has every acknowledged row', async () => {
    const directory = newFolder();
    const killed = hold('application', directory);
    const { ownerUrl } = await ready(killed);
    await query(ownerUrl, 'CREATE TABLE acknowledged (n int)');
    await query(ownerUrl, 'INSERT INTO acknowledged SELECT generate_series(1, 1000)');
    const orphan = serverOf(directory);
    await end(killed, 'SIGKILL');
    expect(serverOf(directory)).toBe(orphan);
    const { log, kinds } = takeNotes();
    const database = await start(directory, log);
    expect(kinds()).toEqual(['orphan_stopped', 'started']);
    expect(serverOf(directory)).not.toBe(orphan);
    expect(await query(database.ownerUrl, 'SELECT count(*)::int AS n FROM acknowledged')).toEqual([
      { n: 1000 },
    ]);
  });

  it('of both: what was acknowledged last is there', async () => {
    const directory = newFolder();
    const killed = hold('application', directory);
    const { ownerUrl } = await ready(killed);
    await query(ownerUrl, 'CREATE TABLE acknowledged (n int)');
    const client = new Client({ connectionString: ownerUrl });
    client.on('error', silent);
    await client.connect();
    let acknowledged = 0;
    const writing = (async () => {
      for (;;) {
        await client.query('INSERT INTO acknowledged VALUES ($1)', [acknowledged + 1]);
        acknowledged += 1;
      }
    })().catch(silent);
    await until(() => acknowledged > 200);
    killed.process.kill('SIGKILL');
    await from.killServer(directory);
    await writing;
    const database = await start(directory);
    const [found] = await query<{ n: number }>(database.ownerUrl, 'SELECT max(n) AS n FROM acknowledged');
    // One more than was acknowledged may have been written.
    expect([acknowledged, acknowledged + 1]).toContain(found?.n);
  });

  it('of the server: it is served again on the same address, and still refuses a second one', async () => {
    const directory = newFolder();
    const { log, kinds } = takeNotes();
    const database = await start(directory, log);
    for (const round of [1, 2]) {
      const killed = await from.killServer(directory);
      await until(() => kinds().filter((kind) => kind === 'server_restarted').length === round, 10_000);
      expect(await from.answers(database.appUrl)).toBe(true);
      expect(serverOf(directory)).not.toBe(killed);
    }
    await expect(startEmbedded({ directory, log: silent })).rejects.toMatchObject({
      code: 'data_folder_in_use',
    });
    await database.close();
    expect(serverOf(directory)).toBeNull();
  });

  it('of the server during a long query, whose process would keep the folder for minutes', async () => {
    const directory = newFolder();
    const { log, kinds } = takeNotes();
    const { appUrl } = await start(directory, log);
    const busy = query(appUrl, 'SELECT count(*) FROM generate_series(1, 200000000)').catch(silent);
    const active =
      "SELECT FROM pg_stat_activity WHERE query LIKE 'SELECT count(*) FROM gen%' AND state = 'active'";
    await until(async () => (await query(appUrl, active)).length > 0);
    await from.killServer(directory);
    await until(() => kinds().includes('server_restarted'), 15_000);
    expect(await from.answers(appUrl)).toBe(true);
    await busy;
  });

  it('of one of its connections only: the server recovers by itself and stays ours', async () => {
    const directory = newFolder();
    const { log, kinds } = takeNotes();
    const { ownerUrl } = await start(directory, log);
    const server = serverOf(directory);
    const client = new Client({ connectionString: ownerUrl });
    client.on('error', silent);
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    process.kill(rows[0]?.pid ?? 0, 'SIGKILL');
    await until(() => kinds().includes('server_restarted'));
    expect(serverOf(directory)).toBe(server);
    await client.end().catch(silent);
  });

  it('of the server, with the application closing at once: nothing is left', async () => {
    const directory = newFolder();
    const database = await start(directory);
    await from.killServer(directory);
    await database.close();
    expect(serverOf(directory)).toBeNull();
    expect(await from.answers((await start(directory)).appUrl)).toBe(true);
  });

  it('cannot be, because it hangs: closing ends all the same', async () => {
    const directory = newFolder();
    const { log, kinds } = takeNotes();
    const database = await start(directory, log);
    const server = serverOf(directory) ?? 0;
    process.kill(server, 'SIGSTOP');
    const started = Date.now();
    await database.close();
    expect(Date.now() - started).toBeLessThan(10_000);
    expect(kinds().at(-1)).toBe('left_running');
    process.kill(server, 'SIGCONT');
    await until(() => serverOf(directory) === null);
  });

  it('during the first initdb: the next start begins anew', async () => {
    const directory = newFolder();
    for (const delay of [0, 150, 400]) {
      const killed = hold('application', directory);
      await until(() => readdirSync(directory).some((name) => name.includes('.init-')));
      await new Promise((resolve) => setTimeout(resolve, delay));
      await end(killed, 'SIGKILL');
    }
    const database = await start(directory);
    expect(await from.answers(database.appUrl)).toBe(true);
    expect(readdirSync(directory).sort()).toEqual(['postgres', 'postgres.log']);
  });

  it.each([1, 2, 3])('two simultaneous first starts: exactly one wins (round %d)', async () => {
    const directory = newFolder();
    const both = [hold('application', directory), hold('application', directory)];
    const outcomes = await Promise.all(both.map(({ outcome }) => outcome));
    const winner = outcomes.find(({ said }) => said === 'ready');
    const loser = outcomes.find(({ said }) => said === 'refused');
    expect(loser).toMatchObject({ code: 'data_folder_in_use' });
    if (winner?.said !== 'ready') throw new Error('nobody won');
    expect(await from.answers(winner.appUrl)).toBe(true);
  });

  describe('with a pid file that says something else', () => {
    let stranger: ChildProcess;
    beforeEach(() => {
      stranger = spawn('sleep', ['60'], { stdio: 'ignore' });
    });
    afterEach(async () => {
      stranger.kill('SIGKILL');
      await once(stranger, 'exit');
    });

    it('names another program: it is removed, and the program left alone', async () => {
      const directory = newFolder();
      const cluster = join(directory, 'postgres');
      await (await start(directory)).close();
      writeFileSync(
        join(cluster, 'postmaster.pid'),
        `${String(stranger.pid)}\n${cluster}\n0\n5432\n\n127.0.0.1\n`,
      );
      const { log, kinds } = takeNotes();
      const { appUrl } = await start(directory, log);
      expect(kinds()).toEqual(['stale_pid_file_removed', 'started']);
      expect(await from.answers(appUrl)).toBe(true);
      expect(isRunning(stranger.pid ?? 0)).toBe(true);
    });

    it('names a dead process', async () => {
      const directory = newFolder();
      const killed = hold('application', directory);
      await ready(killed);
      await end(killed, 'SIGKILL');
      await from.killServer(directory);
      const { log, kinds } = takeNotes();
      await start(directory, log);
      expect(kinds()).toEqual(['stale_pid_file_removed', 'started']);
    });

    it('came along in a copy of a running folder: the original goes on', async () => {
      const directory = newFolder();
      const { appUrl } = await start(directory);
      const copy = newFolder();
      cpSync(directory, copy, { recursive: true });
      const server = serverOf(directory);
      const other = await start(copy);
      expect(other.appUrl).not.toBe(appUrl);
      expect(serverOf(directory)).toBe(server);
      expect(await from.answers(appUrl)).toBe(true);
      expect(await from.answers(other.appUrl)).toBe(true);
    });
  });

  it('the log is not started anew at every start', async () => {
    const directory = newFolder();
    await (await start(directory)).close();
    const { size } = statSync(join(directory, 'postgres.log'));
    await (await start(directory)).close();
    expect(readFileSync(join(directory, 'postgres.log')).length).toBeGreaterThan(size);
  });
});
