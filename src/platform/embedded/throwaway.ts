import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locatePackage, prepareBinaries } from './binaries';
import { openDataFolder } from './data-folder';
import type { Log } from './events';
import { findServer } from './find-server';
import { HeldDatabase } from './held-database';
import { holdServer } from './hold-server';
import { isRunning } from './processes';
import { stopServer } from './stop-server';

/** A server for tests. All URLs are on 127.0.0.1. */
export interface ThrowawayServer {
  /** The database `postgres`, as a superuser that may create databases and roles. */
  readonly superuserUrl: string;
  /** The database `duixian` as the migrations' role and as the application's. */
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly directory: string;
  /** Stops the server and removes its folder. Idempotent. */
  stop(): Promise<void>;
}

export interface ThrowawayOptions {
  /** The folder in which the new one is made; default: the system's for temporary files. */
  readonly parent?: string;
  /** Default 200: a test run has more pools than an application. */
  readonly maxConnections?: number;
  readonly log?: Log;
}

const NAME = /^duixian-throwaway-(\d+)-/;
const silent: Log = () => undefined;

/** What a killed test run left behind: its server still runs, because no process was left to stop it. */
async function sweep(parent: string): Promise<void> {
  for (const name of readdirSync(parent)) {
    const pid = NAME.exec(name)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const directory = join(parent, name);
    try {
      const folder = openDataFolder({ directory, log: silent });
      const server = findServer(folder, silent);
      const binaries = prepareBinaries(locatePackage(), folder, silent);
      if (server !== null) await stopServer(server.pid, binaries, { fast: 2_000, immediate: 5_000 });
      rmSync(directory, { recursive: true, force: true });
    } catch {
      // Another user's, or another run is sweeping too.
    }
  }
}

/** Starts a server on a new folder. It never flushes to the disk: quick, and nothing to keep data in. */
export async function startThrowaway(options: ThrowawayOptions = {}): Promise<ThrowawayServer> {
  const { parent = tmpdir(), maxConnections = 200, log = silent } = options;
  await sweep(parent);
  const directory = mkdtempSync(join(parent, `duixian-throwaway-${process.pid}-`));
  const folder = openDataFolder({ directory, log });
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: String(maxConnections),
  };
  const request = { folder, role: 'application', log, throwaway: { settings } } as const;
  const database = new HeldDatabase(await holdServer(request), request);
  const onExit = () => {
    // Nothing can be waited for any more, and nothing in it is worth a clean shutdown.
    database.abandon();
  };
  process.once('exit', onExit);
  const { superuserUrl, ownerUrl, appUrl } = database;
  return {
    superuserUrl,
    ownerUrl,
    appUrl,
    directory: folder.directory,
    stop: async () => {
      await database.close();
      process.removeListener('exit', onExit);
      for (const path of [folder.directory, directory]) {
        rmSync(path, { recursive: true, force: true, maxRetries: 5 });
      }
    },
  };
}
