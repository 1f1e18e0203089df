import { existsSync } from 'node:fs';
import { type Binaries, locatePackage, prepareBinaries } from './binaries';
import { type Connection, readConnection, SUPERUSER, urlFor, writeConnection } from './connection-file';
import { createCluster } from './create-cluster';
import type { DataFolder } from './data-folder';
import { ensureRoles } from './ensure-roles';
import { EmbeddedError } from './errors';
import type { Log } from './events';
import { findServer, type RunningServer } from './find-server';
import { type FolderSession, notAnswering, openSession, type Role } from './folder-session';
import { repairOwnership } from './ownership';
import { isRunning } from './processes';
import { READY_MS, startServer } from './start-server';
import { inTurn } from './start-turn';
import { stopServer } from './stop-server';

const TURN_MS = 60_000;
const ORPHAN_PATIENCE = { fast: 15_000, immediate: 10_000 };

export interface HoldRequest {
  readonly folder: DataFolder;
  readonly role: Role;
  readonly log: Log;
  /** Set when a server is to be had again for pools that point at this port. */
  readonly again?: { readonly port: number; readonly signal: AbortSignal } | undefined;
  /** For databases that are thrown away: settings on top of ours, and files that are never flushed. */
  readonly throwaway?: { readonly settings: Readonly<Record<string, string>> } | undefined;
}

/** A running server and the session that keeps it ours. */
export interface HeldServer extends RunningServer {
  readonly session: FolderSession;
  readonly connection: Connection;
  readonly binaries: Binaries;
}

async function openOn(
  server: RunningServer,
  connection: Connection,
  request: HoldRequest,
): Promise<FolderSession | null> {
  const { directory, logFile } = request.folder;
  const isGone = () => !isRunning(server.pid);
  const onSlow = () => {
    request.log({ kind: 'still_starting', directory });
  };
  const url = urlFor(connection, SUPERUSER, server.port, SUPERUSER);
  const patience = { isGone, milliseconds: READY_MS, onSlow, signal: request.again?.signal };
  return openSession(url, patience).catch((error: unknown) => {
    throw notAnswering(directory, logFile, error);
  });
}

async function stopOrphan(
  { pid }: RunningServer,
  binaries: Binaries,
  { folder, log }: HoldRequest,
): Promise<void> {
  const { directory } = folder;
  if ((await stopServer(pid, binaries, ORPHAN_PATIENCE)) === null) {
    throw new EmbeddedError('server_did_not_stop', { directory, pid });
  }
  log({ kind: 'orphan_stopped', pid });
}

/** Whether the server we have entered is kept. Throws where it cannot be used at all. */
async function enter(server: RunningServer, session: FolderSession, request: HoldRequest): Promise<boolean> {
  const { role, again, folder } = request;
  const { directory } = folder;
  const entered = await session.enter(role);
  if (entered === 'refused') throw new EmbeddedError('data_folder_in_use', { directory });
  // Coming back after a lost connection, the server that nobody uses is our own.
  if (entered === 'alone') return again?.port === server.port;
  if (again === undefined || again.port === server.port) return true;
  throw new EmbeddedError('data_folder_busy', { directory, pid: server.pid });
}

/** Uses the server that is running; null when there is none, or there was one that nobody used. */
async function joinRunning(binaries: Binaries, request: HoldRequest): Promise<HeldServer | null> {
  const { folder, log } = request;
  const server = findServer(folder, log);
  if (server === null) return null;
  const connection = readConnection(folder.cluster);
  const session = await openOn(server, connection, request);
  if (session === null) return null;
  let kept = false;
  try {
    kept = await enter(server, session, request);
  } finally {
    if (!kept) await session.close();
  }
  if (!kept) {
    await stopOrphan(server, binaries, request);
    return null;
  }
  log({ kind: 'attached', directory: folder.directory, port: server.port, pid: server.pid });
  return { ...server, session, connection, binaries };
}

async function startOwn(binaries: Binaries, request: HoldRequest): Promise<HeldServer> {
  const { folder, role, again, throwaway, log } = request;
  const { directory, cluster } = folder;
  const started = Date.now();
  await createCluster(folder, binaries, throwaway === undefined, log);
  repairOwnership(folder);
  const connection = readConnection(cluster);
  const { session, pid, port } = await startServer({
    folder,
    binaries,
    connection,
    port: again?.port,
    settings: throwaway?.settings,
    onSlow: () => {
      log({ kind: 'still_starting', directory });
    },
    signal: again?.signal,
  });
  try {
    await session.enter(role);
    await ensureRoles(session.client, connection, port);
    writeConnection(cluster, { ...connection, port, pid }, folder.user);
  } catch (error) {
    await session.close();
    await stopServer(pid, binaries, ORPHAN_PATIENCE);
    throw error;
  }
  log({ kind: 'started', directory, port, pid, milliseconds: Date.now() - started });
  return { pid, port, session, connection, binaries };
}

/**
 * Joins the server that runs on the folder, or starts one, and enters it in the given role.
 *
 * One that nobody has entered was left behind by a process that was killed. It is stopped and started anew:
 * its settings and binaries may be of another version, and sessions of the dead may still be at work in it.
 */
export function holdServer(request: HoldRequest): Promise<HeldServer> {
  const { folder, log } = request;
  return inTurn(folder.directory, TURN_MS, async () => {
    const binaries = prepareBinaries(locatePackage(), folder, log);
    const running = existsSync(folder.cluster) ? await joinRunning(binaries, request) : null;
    return running ?? (await startOwn(binaries, request));
  });
}
