import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { EvidenceStore } from './evidence-store';
import { errnoOf } from './store-problem';

/** A folder of this machine, or one that all replicas mount. */
export class DiskStore implements EvidenceStore {
  constructor(private readonly folder: string) {}

  /** By renaming: `path` lies on the same file system and was flushed by whoever wrote it. */
  async put(path: string, key: string): Promise<void> {
    const target = join(this.folder, key);
    const shelf = dirname(target);
    await mkdir(shelf, { recursive: true, mode: 0o700 });
    await rename(path, target);
    // A name is as durable as the folders that hold it.
    for (const folder of [shelf, dirname(shelf), this.folder]) await flushFolder(folder);
  }

  async get(key: string): Promise<Readable | null> {
    try {
      const file = await open(join(this.folder, key), 'r');
      return file.createReadStream();
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return null;
      throw error;
    }
  }

  async remove(key: string): Promise<void> {
    await rm(join(this.folder, key), { force: true });
  }
}

async function flushFolder(folder: string): Promise<void> {
  // Windows neither opens folders nor needs it.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
