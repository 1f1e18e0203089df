import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Binaries } from './binaries';
import { type Connection, SUPERUSER, urlFor } from './connection-file';
import type { DataFolder } from './data-folder';
import { EmbeddedError, reasonOf } from './errors';
import type { RunningServer } from './find-server';
import { type FolderSession, notAnswering, openSession } from './folder-session';
import { giveTo } from './ownership';
import { spawnOptions } from './spawn-options';
import { endAtOnce, endLeftoverChildren } from './stop-server';

/** Replaying the log after a crash may take minutes; a server that cannot start ends much sooner. */
export const READY_MS = 300_000;
const RETRY_MS = 20_000;
const LOG_LIMIT_BYTES = 10_000_000;

const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '64MB',
  max_connections: '60',
  fsync: 'on',
};

export interface Launch {
  readonly folder: DataFolder;
  readonly binaries: Binaries;
  readonly connection: Connection;
  /** The port it must have, because somebody's pool points there. */
  readonly port?: number | undefined;
  /** Added to ours; for databases that are thrown away. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
  readonly onSlow: () => void;
  readonly signal?: AbortSignal | undefined;
}

export interface StartedServer extends RunningServer {
  readonly session: FolderSession;
}

function listen(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.on('error', () => {
      resolve(null);
    });
    probe.listen({ port, host: '127.0.0.1' }, () => {
      const address = probe.address();
      probe.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : null);
      });
    });
  });
}

async function choosePort(preferred: number | null): Promise<number> {
  const kept = preferred === null ? null : await listen(preferred);
  return kept ?? (await listen(0)) ?? 0;
}

function logSize(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** The server has no terminal to write to, and its log file is kept to twice the limit. */
function launch({ folder, binaries, settings }: Launch, port: number): ChildProcess {
  const { cluster, logFile, user } = folder;
  if (logSize(logFile) > LOG_LIMIT_BYTES) renameSync(logFile, `${logFile}.old`);
  const chosen = Object.entries({ ...SETTINGS, ...settings }).flatMap(([key, value]) => [
    '-c',
    `${key}=${value}`,
  ]);
  const log = openSync(logFile, 'a', 0o600);
  giveTo(user, logFile);
  try {
    // In a session of its own, so that Ctrl-C reaches us and not the server.
    return spawn(binaries.postgres, ['-D', cluster, '-p', String(port), ...chosen], {
      ...spawnOptions(user),
      detached: true,
      stdio: ['ignore', log, log],
    });
  } finally {
    closeSync(log);
  }
}

/** Why a program could not even be run. */
function cannotRun(error: unknown, { user }: DataFolder): EmbeddedError {
  const reason = reasonOf(error);
  if (reason === 'EPERM' && user !== null) {
    return new EmbeddedError('root_without_unprivileged_user', { tried: user.name }, { cause: error });
  }
  // The file is there: what is missing is the loader it was linked for, as with musl.
  const { platform, arch } = process;
  return new EmbeddedError('no_binaries_for_platform', { platform, arch }, { cause: error });
}

/** The server's last complaint since `from`, a position in its log. */
function complaint(logFile: string, from: number): string {
  const lines = readFileSync(logFile).subarray(from).toString('utf8').trim().split('\n');
  return lines.findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? lines.at(-1) ?? '';
}

/** Resolves to a server that answers, or to the reason why it ended instead. */
async function tryPort(request: Launch, port: number): Promise<StartedServer | string> {
  const { folder, connection, onSlow, signal } = request;
  const from = logSize(folder.logFile) > LOG_LIMIT_BYTES ? 0 : logSize(folder.logFile);
  const child = launch(request, port);
  let ended = false;
  let failure: unknown = null;
  child.on('error', (error) => {
    failure = error;
  });
  child.on('exit', () => {
    ended = true;
  });
  // It may outlive us: the last process that uses it stops it.
  child.unref();
  const url = urlFor(connection, SUPERUSER, port, SUPERUSER);
  const isGone = () => ended || failure !== null;
  const session = await openSession(url, { isGone, milliseconds: READY_MS, onSlow, signal }).catch(
    (error: unknown) => {
      if (child.pid !== undefined) endAtOnce(child.pid, request.binaries);
      throw notAnswering(folder.directory, folder.logFile, error);
    },
  );
  if (failure !== null) throw cannotRun(failure, folder);
  if (session !== null && child.pid !== undefined) return { pid: child.pid, port, session };
  return complaint(folder.logFile, from);
}

/** What passes: a port that was taken in between, or what a killed server left behind. */
const PASSING = /could not bind|could not create any TCP|still in use|lock file .* already exists/;

/**
 * Starts the server and waits until it answers. Throws `server_did_not_start`, `no_binaries_for_platform`
 * or `root_without_unprivileged_user`.
 */
export async function startServer(request: Launch): Promise<StartedServer> {
  const { folder, connection, port } = request;
  const deadline = Date.now() + RETRY_MS;
  for (let preferred = connection.port; ; preferred = null) {
    const outcome = await tryPort(request, port ?? (await choosePort(preferred)));
    if (typeof outcome !== 'string') return outcome;
    if (!PASSING.test(outcome) || Date.now() > deadline || request.signal?.aborted) {
      const { directory, logFile } = folder;
      throw new EmbeddedError('server_did_not_start', { directory, logFile, reason: outcome });
    }
    endLeftoverChildren(folder.cluster);
    await pause(200);
  }
}
