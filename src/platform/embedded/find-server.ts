import { readFileSync, realpathSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { DataFolder } from './data-folder';
import type { Log } from './events';
import { isPostgres, isRunning, worksIn } from './processes';

export interface RunningServer {
  readonly pid: number;
  readonly port: number;
}

interface PidFile extends RunningServer {
  readonly folder: string;
}

/** Line 1 is the pid, line 2 the data folder, line 4 the port. */
function readPidFile(cluster: string): PidFile | null {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), folder: lines[1] ?? '', port: Number(lines[3]) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function samePath(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return resolve(one) === resolve(other);
  }
}

function isOurs({ pid, folder }: PidFile, cluster: string): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 1 || !isRunning(pid) || !isPostgres(pid)) return false;
  // A copy of a data folder carries the pid file of the server that runs on the original; a folder that was
  // renamed under its server carries the old path. Where the process really works is the better answer.
  return worksIn(pid, cluster) ?? samePath(folder, cluster);
}

/**
 * The server that runs on this folder. A pid file that names anything else is removed: PostgreSQL would
 * refuse to start beside any living process of that number. To be called in turn, when nobody else can be
 * about to write a new one.
 */
export function findServer({ cluster }: DataFolder, log: Log): RunningServer | null {
  const file = readPidFile(cluster);
  if (file === null) return null;
  if (isOurs(file, cluster)) return { pid: file.pid, port: file.port };
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
  log({ kind: 'stale_pid_file_removed', pid: file.pid });
  return null;
}
