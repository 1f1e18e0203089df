import type { SpawnOptions } from 'node:child_process';
import type { ServerUser } from './server-user';

/**
 * What every program of PostgreSQL is started with: no working folder that could be unreadable or unmounted,
 * and nothing of our environment, whose PG* and LC_* variables would change what it does.
 */
export function spawnOptions(user: ServerUser | null): SpawnOptions {
  const base: SpawnOptions = { cwd: '/', windowsHide: true };
  // Windows cannot load libraries without its own variables.
  if (process.platform === 'win32') return base;
  const identity = user === null ? {} : { uid: user.uid, gid: user.gid };
  return { ...base, ...identity, env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' } };
}
