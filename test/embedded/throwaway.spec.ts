import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startThrowaway } from '../../src/platform/embedded';
import { answers, query } from './folders';

describe('a server for tests', () => {
  const parent = mkdtempSync(join(tmpdir(), 'duixian-parent-'));
  // For root it would otherwise be closed to the server's user.
  beforeAll(() => {
    chmodSync(parent, 0o755);
  });
  afterAll(() => {
    rmSync(parent, { recursive: true, force: true });
  });

  it('has a superuser, both roles and copies of databases, and leaves nothing behind', async () => {
    const server = await startThrowaway({ parent });
    expect(server.directory.startsWith(parent)).toBe(true);
    try {
      await query(server.superuserUrl, 'CREATE DATABASE template_of_mine OWNER duixian_owner');
      await query(server.superuserUrl, 'CREATE DATABASE copy_of_mine TEMPLATE template_of_mine');
      expect(await answers(server.ownerUrl)).toBe(true);
      expect(await answers(server.appUrl)).toBe(true);
    } finally {
      await server.stop();
      await server.stop();
    }
    expect(existsSync(server.directory)).toBe(false);
    expect(readdirSync(parent)).toEqual([]);
    expect(await answers(server.superuserUrl)).toBe(false);
  });

  it('two at once do not get into each other', async () => {
    const servers = await Promise.all([startThrowaway({ parent }), startThrowaway({ parent })]);
    expect(servers[0].superuserUrl).not.toBe(servers[1].superuserUrl);
    await Promise.all(servers.map((server) => server.stop()));
    expect(readdirSync(parent)).toEqual([]);
  });
});
