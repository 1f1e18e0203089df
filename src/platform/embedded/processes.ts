import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 20;

/** The fields of /proc/<pid>/stat from the state on; null where there is no such file to read. */
function statFields(pid: number): string[] | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command stands in parentheses and may itself contain spaces and parentheses.
    return line.slice(line.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

/**
 * Something two processes that were given the same pid one after the other do not share.
 * Containers hand out the same few pids at every start. Empty where the system does not tell.
 */
export function identityOf(pid: number): string {
  const START_TIME = 19;
  return statFields(pid)?.[START_TIME] ?? '';
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  // Where the first process of a container reaps nobody, the dead keep their pid.
  const state = statFields(pid)?.[0];
  return state !== 'Z' && state !== 'X';
}

/** Whether the process is a PostgreSQL server or one of its children, as far as the system tells. */
export function isPostgres(pid: number): boolean {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres';
    if (process.platform === 'win32') {
      const filter = ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'];
      return execFileSync('tasklist', filter, { encoding: 'utf8' }).toLowerCase().includes('postgres.exe');
    }
    const command = execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' });
    return basename(command.trim()).startsWith('postgres');
  } catch {
    return false;
  }
}

/**
 * Whether the process works in this folder, as every server process does in its data folder.
 * Null where the system does not tell.
 */
export function worksIn(pid: number, folder: string): boolean | null {
  if (process.platform !== 'linux') return null;
  try {
    const [there, here] = [statSync(`/proc/${pid}/cwd`), statSync(folder)];
    return there.dev === here.dev && there.ino === here.ino;
  } catch {
    return null;
  }
}

/** Resolves true as soon as the process is gone, false when it still runs after `milliseconds`. */
export async function waitForEnd(pid: number, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (isRunning(pid)) {
    if (Date.now() > deadline) return false;
    await pause(POLL_MS);
  }
  return true;
}
