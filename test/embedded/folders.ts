import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, type QueryResultRow } from 'pg';
import type { EmbeddedDatabase, EmbeddedEvent } from '../../src/platform/embedded';
import { findServer } from '../../src/platform/embedded/find-server';
import { waitForEnd } from '../../src/platform/embedded/processes';
import { endAllHolders } from './holder';

const folders: string[] = [];
const databases: EmbeddedDatabase[] = [];

/** A folder of the test's own, with a blank and characters beyond ASCII in its path. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), '兑现 embedded-'));
  // As on a usual machine; for root it would otherwise be closed to the server's user.
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}

/** Remembers what the test has opened, so that it is closed and removed also when the test fails. */
export async function opened(database: Promise<EmbeddedDatabase>): Promise<EmbeddedDatabase> {
  databases.push(await database);
  folders.push((await database).directory);
  return database;
}

/** The pid of the server that runs on the folder, or null. */
export function serverOf(directory: string): number | null {
  const cluster = join(directory, 'postgres');
  return findServer({ directory, cluster, logFile: '', user: null }, () => undefined)?.pid ?? null;
}

export async function killServer(directory: string): Promise<number> {
  const pid = serverOf(directory);
  if (pid === null) throw new Error('no server runs on the folder');
  process.kill(pid, 'SIGKILL');
  await waitForEnd(pid, 5_000);
  return pid;
}

/** Ends every process that a test has started, and removes its folders. */
export async function cleanUp(): Promise<void> {
  await endAllHolders();
  await Promise.all(databases.splice(0).map((database) => database.close()));
  for (const folder of folders.splice(0)) {
    const left = serverOf(folder);
    if (left !== null) {
      // Killed, it would leave a segment of shared memory that only a start on the same folder removes.
      process.kill(left, 'SIGQUIT');
      await waitForEnd(left, 10_000);
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

export async function query<R extends QueryResultRow>(url: string, sql: string): Promise<R[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}

export async function answers(url: string): Promise<boolean> {
  return query(url, 'SELECT 1').then(
    () => true,
    () => false,
  );
}

export async function until(
  condition: () => boolean | Promise<boolean>,
  milliseconds = 15_000,
): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not within ${milliseconds} ms: ${condition.toString()}`);
    await pause(20);
  }
}

export interface Notes {
  readonly log: (event: EmbeddedEvent) => void;
  readonly kinds: () => string[];
}

export function takeNotes(): Notes {
  const events: EmbeddedEvent[] = [];
  return { log: (event) => events.push(event), kinds: () => events.map(({ kind }) => kind) };
}

export const silent = (): void => undefined;
