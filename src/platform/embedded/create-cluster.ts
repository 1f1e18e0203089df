import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import type { Binaries } from './binaries';
import { newConnection, SUPERUSER, writeConnection } from './connection-file';
import type { DataFolder } from './data-folder';
import { EmbeddedError, reasonOf } from './errors';
import type { Log } from './events';
import { giveTo } from './ownership';
import { spawnOptions } from './spawn-options';

/** The major version of the binaries; another one's data needs pg_upgrade, which is not among them. */
const MAJOR = '17';

/** docker-compose gives the same, so that text sorts and folds alike everywhere. */
const FLAGS = [
  ['-A', 'scram-sha-256'],
  ['-U', SUPERUSER],
  ['-E', 'UTF8'],
  // With plain C, lower() would do nothing beyond ASCII.
  ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
  ['--data-checksums'],
].flat();

function removeLeftovers({ directory, cluster }: DataFolder): void {
  for (const name of readdirSync(directory)) {
    if (!name.startsWith(`${basename(cluster)}.init-`)) continue;
    // An initdb whose starter was killed may still be writing for a moment.
    rmSync(join(directory, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}

function run(program: string, args: string[], folder: DataFolder): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...spawnOptions(folder.user), stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4000);
    });
    child.on('error', (error) => {
      resolve(reasonOf(error));
    });
    child.on('close', (code) => {
      resolve(code === 0 ? null : (/(?:error|FATAL): .*/.exec(said)?.[0] ?? said.trim()));
    });
  });
}

function syncFolder(path: string): void {
  // Windows has no such thing.
  if (process.platform === 'win32') return;
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

async function initialize(
  workshop: string,
  folder: DataFolder,
  binaries: Binaries,
  sync: boolean,
): Promise<void> {
  const [made, passwordFile] = [join(workshop, 'cluster'), join(workshop, 'password')];
  const connection = newConnection();
  mkdirSync(workshop, { mode: 0o700 });
  writeFileSync(passwordFile, connection.passwords[SUPERUSER], { mode: 0o600 });
  giveTo(folder.user, workshop);
  const args = [...FLAGS, `--pwfile=${passwordFile}`, ...(sync ? [] : ['--no-sync']), '-D', made];
  const reason = await run(binaries.initdb, args, folder);
  if (reason !== null)
    throw new EmbeddedError('database_not_created', { directory: folder.directory, reason });
  writeConnection(made, connection, folder.user);
  syncFolder(made);
  renameSync(made, folder.cluster);
  syncFolder(folder.directory);
}

function checkVersion({ directory, cluster }: DataFolder): boolean {
  const file = join(cluster, 'PG_VERSION');
  if (!existsSync(file)) return false;
  const found = readFileSync(file, 'utf8').trim();
  if (found === MAJOR) return true;
  throw new EmbeddedError('data_of_another_version', { directory, found, expected: MAJOR });
}

/**
 * Creates the database files unless they are there. They appear under their name only when complete: a kill
 * at any moment leaves either nothing or a cluster with its passwords. To be called in turn.
 *
 * `sync` false leaves the files to the system's own time, for databases that are thrown away.
 */
export async function createCluster(
  folder: DataFolder,
  binaries: Binaries,
  sync: boolean,
  log: Log,
): Promise<void> {
  removeLeftovers(folder);
  if (checkVersion(folder)) return;
  const { directory, cluster } = folder;
  if (existsSync(cluster) && readdirSync(cluster).length > 0) {
    throw new EmbeddedError('data_folder_foreign', { directory: cluster });
  }
  log({ kind: 'creating_database', directory });
  const workshop = `${cluster}.init-${process.pid}`;
  try {
    await initialize(workshop, folder, binaries, sync);
  } catch (error) {
    if (error instanceof EmbeddedError) throw error;
    throw new EmbeddedError('database_not_created', { directory, reason: reasonOf(error) }, { cause: error });
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}
