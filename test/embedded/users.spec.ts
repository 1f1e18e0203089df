import { execFileSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { startEmbedded } from '../../src/platform/embedded';
import { locatePackage, prepareBinaries } from '../../src/platform/embedded/binaries';
import { canReach, unprivilegedUser } from '../../src/platform/embedded/server-user';
import { answers, cleanUp, newFolder, opened, serverOf, silent, takeNotes } from './folders';
import { end, hold, ready } from './holder';

const isRoot = process.getuid?.() === 0;
/** Only root can become somebody else: elsewhere every other test already runs unprivileged. */
const asRoot = isRoot ? describe : describe.skip;

const NOBODY = { name: 'nobody', uid: 65534, gid: 65534 };

asRoot('the embedded database started by root', () => {
  afterEach(cleanUp);

  it('runs as an unprivileged user, who owns the data', async () => {
    const directory = newFolder();
    await opened(startEmbedded({ directory, log: silent }));
    const { uid } = unprivilegedUser();
    expect(uid).not.toBe(0);
    expect(statSync(`/proc/${String(serverOf(directory))}`).uid).toBe(uid);
    expect(statSync(join(directory, 'postgres')).uid).toBe(uid);
  });

  it('runs as the owner of the folder where that is not root', async () => {
    const directory = newFolder();
    chownSync(directory, NOBODY.uid, NOBODY.gid);
    await opened(startEmbedded({ directory, log: silent }));
    expect(statSync(`/proc/${String(serverOf(directory))}`).uid).toBe(NOBODY.uid);
  });

  it('does not take over a folder with other things in it', async () => {
    const directory = newFolder();
    mkdirSync(join(directory, 'reports'));
    const { appUrl } = await opened(startEmbedded({ directory, log: silent }));
    expect(await answers(appUrl)).toBe(true);
    expect(statSync(directory).uid).toBe(0);
    expect(statSync(join(directory, 'reports')).uid).toBe(0);
  });

  it('puts right what a copy made by root has lost', async () => {
    const directory = newFolder();
    await (await opened(startEmbedded({ directory, log: silent }))).close();
    execFileSync('chown', ['-R', '0:0', directory]);
    chmodSync(directory, 0o700);
    chmodSync(join(directory, 'postgres'), 0o755);
    const { appUrl } = await opened(startEmbedded({ directory, log: silent }));
    expect(await answers(appUrl)).toBe(true);
  });

  it('keeps the data elsewhere under a home that nobody else may enter, and finds it again', async () => {
    const home = newFolder();
    chmodSync(home, 0o700);
    const elsewhere = newFolder();
    const asked = join(home, 'duixian/data');
    const { log, kinds } = takeNotes();
    const first = await opened(startEmbedded({ directory: asked, elsewhere, log }));
    expect(kinds()).toEqual(['data_lies_elsewhere', 'creating_database', 'started']);
    expect(first.directory.startsWith(join(elsewhere, 'data-'))).toBe(true);
    expect(existsSync(join(asked, 'postgres'))).toBe(false);
    await first.close();
    // Opening the home later must not look like lost data.
    chmodSync(home, 0o755);
    const second = await opened(startEmbedded({ directory: asked, elsewhere, log: silent }));
    expect(second.directory).toBe(first.directory);
    await second.close();
  });

  it('does not start empty where its data can no longer be reached', async () => {
    const home = newFolder();
    const directory = join(home, 'data');
    await (await opened(startEmbedded({ directory, log: silent }))).close();
    chmodSync(home, 0o700);
    await expect(startEmbedded({ directory, log: silent })).rejects.toMatchObject({
      code: 'data_folder_unreachable',
    });
  });

  it('copies the binaries once where the server user cannot reach them', () => {
    const closed = newFolder();
    chmodSync(closed, 0o700);
    const native = join(closed, 'native');
    cpSync(locatePackage().native, native, { recursive: true });
    const directory = newFolder();
    const folder = { directory, cluster: join(directory, 'postgres'), logFile: '', user: NOBODY };
    expect(canReach(native, NOBODY)).toBe(false);
    const { log, kinds } = takeNotes();
    const source = { native, version: '1' };
    const { postgres } = prepareBinaries(source, folder, log);
    prepareBinaries(source, folder, log);
    expect(kinds()).toEqual(['binaries_copied']);
    expect(readdirSync(directory)).toEqual(['binaries-1']);
    const identity = { uid: NOBODY.uid, gid: NOBODY.gid, cwd: '/', encoding: 'utf8' } as const;
    expect(execFileSync(postgres, ['--version'], identity)).toContain('PostgreSQL) 17');
    prepareBinaries({ native, version: '2' }, folder, log);
    expect(readdirSync(directory)).toEqual(['binaries-2']);
  });

  describe('and by somebody who is not', () => {
    const readable = (path: string): boolean => {
      try {
        accessSync(path);
        return canReach(path, NOBODY);
      } catch {
        return false;
      }
    };
    // A checkout under a closed home cannot be run by anybody else.
    const asNobody = isRoot && readable(__dirname) && readable(process.execPath) ? it : it.skip;

    asNobody('needs no root for anything', async () => {
      const directory = newFolder();
      chownSync(directory, NOBODY.uid, NOBODY.gid);
      const application = hold('application', directory, NOBODY);
      const { appUrl } = await ready(application);
      expect(await answers(appUrl)).toBe(true);
      expect(statSync(`/proc/${String(serverOf(directory))}`).uid).toBe(NOBODY.uid);
      const command = hold('command', directory, NOBODY);
      await ready(command);
      await end(command, 'SIGTERM');
      await end(application, 'SIGKILL');
      const again = hold('application', directory, NOBODY);
      expect((await ready(again)).appUrl).toBe(appUrl);
      expect(again.events).toEqual(['orphan_stopped', 'started']);
      await end(again, 'SIGTERM');
      expect(serverOf(directory)).toBeNull();
    });

    asNobody('is told when the folder is not theirs', async () => {
      const directory = newFolder();
      const { outcome } = hold('application', directory, NOBODY);
      expect(await outcome).toMatchObject({ said: 'refused', code: 'data_folder_not_writable' });
      await (await opened(startEmbedded({ directory, log: silent }))).close();
      const second = hold('application', directory, NOBODY);
      expect(await second.outcome).toMatchObject({ said: 'refused', code: 'data_folder_unreachable' });
    });
  });
});
