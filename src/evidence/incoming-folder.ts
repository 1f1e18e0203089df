import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { errnoOf, storeProblem } from './store';

/** No upload takes this long; what is older belongs to nobody, on whatever machine it began. */
const STALE_MS = 3_600_000;

/** Container hosts have long names; file names need not. */
const HOST = createHash('sha256').update(hostname()).digest('hex').slice(0, 12);
const NAME = /^([0-9a-f]{12})-(\d+)-[0-9a-f-]{36}\.part$/;

/** What this process receives at the moment. */
const receiving = new Set<string>();

/** Where files are written while they arrive. What is here is not evidence yet, and may go at any time. */
export class IncomingFolder {
  private readonly folder: string;

  constructor(evidenceFolder: string) {
    this.folder = join(evidenceFolder, 'incoming');
  }

  /** Runs `work` on the path of a file that is not there yet, and leaves nothing of it behind. */
  async withFile<T>(work: (path: string) => Promise<T>): Promise<T> {
    await this.make();
    const name = `${HOST}-${process.pid}-${randomUUID()}.part`;
    receiving.add(name);
    try {
      return await work(join(this.folder, name));
    } finally {
      await rm(join(this.folder, name), { force: true });
      receiving.delete(name);
    }
  }

  private async make(): Promise<void> {
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw storeProblem(error);
    }
  }

  /** Removes what died with the process that received it; returns how many files that were. */
  async sweep(): Promise<number> {
    const names = await readdir(this.folder).catch(() => []);
    let removed = 0;
    for (const name of names) {
      if (!(await this.isAbandoned(name))) continue;
      await rm(join(this.folder, name), { force: true });
      removed += 1;
    }
    return removed;
  }

  private async isAbandoned(name: string): Promise<boolean> {
    const [, host, pid] = NAME.exec(name) ?? [];
    // Not ours to judge.
    if (host === undefined || receiving.has(name)) return false;
    if (host === HOST && !isAlive(Number(pid))) return true;
    const found = await stat(join(this.folder, name)).catch(() => null);
    return found !== null && Date.now() - found.mtimeMs > STALE_MS;
  }
}

/** Whether another process of this machine has this number. Ours receives nothing that is not listed. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) === 'EPERM';
  }
}
