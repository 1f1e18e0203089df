import { randomBytes } from 'node:crypto';
import { cp, mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createEmptyDatabase } from '../support/test-server';
import { removeFolder, temporaryFolder } from '../support/temporary-folder';

/** Without Docker: the folder of the image, with what its last stage copies and nothing besides. */
describe('the folder of the container image', () => {
  it('holds what the commands need, and builds nothing', async () => {
    const folder = await temporaryFolder('image');
    const database = await createEmptyDatabase();
    try {
      const stage = (await readFile('Dockerfile', 'utf8')).split(/^FROM /m).at(-1) ?? '';
      const copied = [...stage.matchAll(/^COPY (?:--\S+ )*(.+) \S+$/gm)]
        .flatMap(([, names]) => (names ?? '').split(' '))
        .map((name) => name.replace('/app/', ''));
      expect(copied).toContain('dist');
      const app = join(folder, 'app');
      await mkdir(app);
      for (const name of copied) {
        if (name === 'node_modules') await symlink(join(process.cwd(), name), join(app, name));
        else await cp(name, join(app, name), { recursive: true });
      }
      // As the compose file gives it: without one a key would be made in a data folder.
      const env = {
        PATH: process.env['PATH'],
        HOME: folder,
        DATABASE_URL: database.url,
        DUIXIAN_SECRET_KEY: randomBytes(32).toString('base64'),
        DUIXIAN_LANG: 'en',
      };
      const npm = async (...args: string[]) =>
        (await promisify(execFile)('npm', ['run', '--silent', ...args], { cwd: app, env })).stdout;
      expect(await npm('catalog', '--', 'load', 'catalog/qingyang-2025.yaml')).toContain('is loaded');
      expect((await npm('report', '--', '-o', '-')).split('\r\n').length).toBeGreaterThan(39);
      expect((await readdir(app)).sort()).toEqual(copied.sort());
    } finally {
      await database.drop();
      await removeFolder(folder);
    }
  });
});
