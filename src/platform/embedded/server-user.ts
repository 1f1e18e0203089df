import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { EmbeddedError } from './errors';

/** Who runs the server when we are root, whom PostgreSQL refuses. */
export interface ServerUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const CANDIDATES = ['postgres', 'node', 'nobody'];

function accounts(): ServerUser[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

/** The owner of the folder, unless it is root or the folder is not there. */
export function ownerOf(folder: string): ServerUser | null {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (!stat || stat.uid === 0) return null;
  const name = accounts().find(({ uid }) => uid === stat.uid)?.name ?? String(stat.uid);
  return { name, uid: stat.uid, gid: stat.gid };
}

/** The first of the unprivileged users that usually exist; no user is ever created. */
export function unprivilegedUser(): ServerUser {
  const known = accounts();
  for (const candidate of CANDIDATES) {
    const user = known.find(({ name, uid }) => name === candidate && uid !== 0);
    if (user) return user;
  }
  throw new EmbeddedError('root_without_unprivileged_user', { tried: CANDIDATES.join(', ') });
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

const EXECUTE = { owner: 0o100, group: 0o010, others: 0o001 };

/** Whether the mode of this one lets the user in (or run it, for a program). */
export function canEnter(path: string, user: ServerUser): boolean {
  const { mode, uid, gid } = statSync(path);
  const whose = uid === user.uid ? 'owner' : gid === user.gid ? 'group' : 'others';
  return (mode & EXECUTE[whose]) !== 0;
}

/** Whether the user may go through every folder down to this existing one. Looks at modes, not at ACLs. */
export function canReach(path: string, user: ServerUser): boolean {
  const real = realpathSync(path);
  return canEnter(real, user) && (dirname(real) === real || canReach(dirname(real), user));
}
