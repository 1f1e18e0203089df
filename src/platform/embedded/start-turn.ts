import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EmbeddedError, reasonOf } from './errors';
import { identityOf, isRunning } from './processes';

const FLAG = /^starting-(\d+)-(\d*)-[0-9a-f]+$/;

function livingPid(name: string): number | null {
  const match = FLAG.exec(name);
  if (!match) return null;
  const pid = Number(match[1]);
  return isRunning(pid) && identityOf(pid) === match[2] ? pid : null;
}

/** The pid of another process that has raised its flag; flags of the dead are cleared on the way. */
function otherFlag(directory: string, own?: string): number | null {
  for (const name of readdirSync(directory)) {
    if (!FLAG.test(name) || name === own) continue;
    const pid = livingPid(name);
    if (pid !== null) return pid;
    // Its name is that of one process only, so nobody else's flag can be removed by mistake.
    rmSync(join(directory, name), { force: true });
  }
  return null;
}

function raise(directory: string): string {
  const name = `starting-${process.pid}-${identityOf(process.pid)}-${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(join(directory, name), '', { flag: 'wx' });
  } catch (error) {
    throw new EmbeddedError('data_folder_not_writable', { directory, reason: reasonOf(error) });
  }
  return name;
}

/**
 * Only one process at a time creates, starts or stops the database of a folder.
 *
 * Everybody raises a flag of their own and then looks for others'; who sees one lowers theirs and comes
 * back a random while later. Of two who both went ahead, the one that looked last would have seen the
 * other's. Unlike a single lock file, nothing has to be taken over from a process that was killed.
 *
 * Throws `data_folder_busy` after `patience` milliseconds; once taken, the turn is held without bound.
 */
export async function inTurn<T>(directory: string, patience: number, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + patience;
  for (;;) {
    let other = otherFlag(directory);
    if (other === null) {
      const own = raise(directory);
      try {
        other = otherFlag(directory, own);
        if (other === null) return await work();
      } finally {
        rmSync(join(directory, own), { force: true });
      }
    }
    if (Date.now() > deadline) throw new EmbeddedError('data_folder_busy', { directory, pid: other });
    await pause(20 + Math.random() * 60);
  }
}
