import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { EmbeddedError, reasonOf } from './errors';
import type { Log } from './events';
import { canEnter, canReach, isRoot, ownerOf, type ServerUser, unprivilegedUser } from './server-user';

/** The folder that was found to hold the data, or made for it. */
export interface DataFolder {
  /** Holds the database, its log, and the binaries where they had to be copied. */
  readonly directory: string;
  /** PostgreSQL's own folder in it. */
  readonly cluster: string;
  readonly logFile: string;
  /** Null: the server runs as whoever we are. */
  readonly user: ServerUser | null;
}

export interface FolderRequest {
  /** Absolute, or relative to the working folder. */
  readonly directory: string;
  /** Where the data goes when we are root and the server's user cannot reach `directory`. */
  readonly elsewhere?: string;
  readonly log: Log;
}

function describe(directory: string, user: ServerUser | null): DataFolder {
  return { directory, cluster: join(directory, 'postgres'), logFile: join(directory, 'postgres.log'), user };
}

function holdsData(directory: string): boolean {
  return existsSync(join(directory, 'postgres', 'PG_VERSION'));
}

/** Makes the folder and what is missing above it, such that the server's user can reach it. */
function make(directory: string, user: ServerUser | null): void {
  const first = mkdirSync(directory, { recursive: true });
  if (user === null) return;
  if (first !== undefined) {
    // A umask of 077 would shut the server's user out of folders that we made for it.
    for (let path = directory; ; path = dirname(path)) {
      chmodSync(path, 0o755);
      if (path === first || dirname(path) === path) break;
    }
  }
  // A folder with other things in it stays whose it was.
  if (readdirSync(directory).length === 0) chownSync(directory, user.uid, user.gid);
}

function elsewhereFor(asked: string, base: string): string {
  const mark = createHash('sha256').update(asked).digest('hex').slice(0, 12);
  return join(base, `${basename(asked)}-${mark}`);
}

/** The user that can have its data at `directory`, decided by the folders that are there already. */
function userFor(directory: string): ServerUser {
  return ownerOf(join(directory, 'postgres')) ?? ownerOf(directory) ?? unprivilegedUser();
}

/** The folder whose data is to be used, made reachable where that is ours to do. */
function openExisting(asked: string, user: ServerUser): DataFolder {
  // A copy made by root has closed the folder itself; what lies above it is not ours to open.
  if (ownerOf(asked) === null && !canEnter(asked, user)) chownSync(asked, user.uid, user.gid);
  if (canReach(asked, user)) return describe(asked, user);
  // Starting empty somewhere else would look like lost data.
  throw new EmbeddedError('data_folder_unreachable', { directory: asked, user: user.name });
}

function openAsRoot(asked: string, base: string, log: Log): DataFolder {
  const user = userFor(asked);
  if (holdsData(asked)) return openExisting(asked, user);
  const other = elsewhereFor(asked, base);
  if (!holdsData(other)) {
    make(asked, user);
    if (canReach(asked, user)) return describe(asked, user);
  }
  const userThere = userFor(other);
  make(other, userThere);
  log({ kind: 'data_lies_elsewhere', asked, directory: other, user: userThere.name });
  return describe(other, userThere);
}

function openAsOurselves(asked: string): DataFolder {
  make(asked, null);
  const folder = describe(realpathSync(asked), null);
  const owner = statSync(folder.cluster, { throwIfNoEntry: false })?.uid;
  // On Windows neither side has a number, and both are taken as ours.
  if (process.getuid !== undefined && owner !== undefined && owner !== process.getuid()) {
    throw new EmbeddedError('data_folder_unreachable', { directory: asked, user: userInfo().username });
  }
  return folder;
}

/**
 * Finds or makes the folder. As root it also decides which unprivileged user runs the server, and moves to
 * a place below `elsewhere` (default /var/lib/duixian) when that user cannot reach the folder asked for.
 *
 * Throws `data_folder_not_writable`, `data_folder_unreachable` or `root_without_unprivileged_user`.
 */
export function openDataFolder(request: FolderRequest): DataFolder {
  const asked = resolve(request.directory);
  try {
    if (!isRoot()) return openAsOurselves(asked);
    return openAsRoot(asked, request.elsewhere ?? '/var/lib/duixian', request.log);
  } catch (error) {
    if (error instanceof EmbeddedError) throw error;
    throw new EmbeddedError('data_folder_not_writable', { directory: asked, reason: reasonOf(error) });
  }
}
