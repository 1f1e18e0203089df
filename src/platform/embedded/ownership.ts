import { chmodSync, lchownSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DataFolder } from './data-folder';
import type { ServerUser } from './server-user';

/** Gives the file, or the folder with all in it, to the server's user. Never follows a symbolic link. */
export function giveTo(user: ServerUser | null, path: string): void {
  if (user === null) return;
  lchownSync(path, user.uid, user.gid);
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (!isFolder) return;
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    lchownSync(join(entry.parentPath, entry.name), user.uid, user.gid);
  }
}

/** A folder that came out of a copy or a backup has lost what PostgreSQL insists on. */
export function repairOwnership({ cluster, user }: DataFolder): void {
  const { uid, mode } = statSync(cluster);
  if (user !== null && uid !== user.uid) giveTo(user, cluster);
  const GROUP_AND_OTHERS = 0o077;
  if (process.platform !== 'win32' && (mode & GROUP_AND_OTHERS) !== 0) chmodSync(cluster, 0o700);
}
