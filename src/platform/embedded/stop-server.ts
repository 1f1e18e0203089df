import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import type { Binaries } from './binaries';
import { isPostgres, waitForEnd, worksIn } from './processes';

/** Every session is cut off and a checkpoint written. */
const FAST = 'INT';
/** Ends at once; the next start replays the log, and nothing acknowledged is lost. */
const IMMEDIATE = 'QUIT';

function send(signal: typeof FAST | typeof IMMEDIATE, pid: number, binaries: Binaries): void {
  try {
    // On Windows a signal from Node is a kill; PostgreSQL listens on a pipe of its own there.
    if (process.platform === 'win32') execFileSync(binaries.pgCtl, ['kill', signal, String(pid)]);
    else process.kill(pid, `SIG${signal}`);
  } catch {
    // It has ended by itself; who waits for it will see.
  }
}

/** Ends the server without waiting for anything. */
export function endAtOnce(pid: number, binaries: Binaries): void {
  send(IMMEDIATE, pid, binaries);
}

/** How long to wait for a clean shutdown, and how much longer for any; in milliseconds. */
export interface StopPatience {
  readonly fast: number;
  readonly immediate: number;
}

/** Null: it still runs. */
export async function stopServer(
  pid: number,
  binaries: Binaries,
  patience: StopPatience,
): Promise<'fast' | 'immediate' | null> {
  send(FAST, pid, binaries);
  if (await waitForEnd(pid, patience.fast)) return 'fast';
  send(IMMEDIATE, pid, binaries);
  return (await waitForEnd(pid, patience.immediate)) ? 'immediate' : null;
}

function title(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/**
 * Ends the children of a server that was killed. One that is deep in a query notices only minutes later, and
 * until then PostgreSQL refuses to start on its folder. Does nothing where a server itself is still there,
 * or the system does not tell who works in the folder.
 */
export function endLeftoverChildren(cluster: string): void {
  if (process.platform !== 'linux') return;
  const pids = readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 1 && isPostgres(pid) && worksIn(pid, cluster) === true);
  // Children call themselves "postgres: <what they do>"; a server goes by its command line.
  if (!pids.every((pid) => title(pid).startsWith('postgres: '))) return;
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}
