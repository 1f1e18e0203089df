import { Problem } from '../../platform/http';

/** No space, quota used up, file larger than the file system takes. */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** The errno name of a failure of the system; null for anything else. */
export function errnoOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** Whether it is the disk or a store over the network that refused, not we. */
const isOfTheStore = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  ('syscall' in error || '$metadata' in error || '$fault' in error);

/** What the store refused, as a problem; anything else as it is. */
export function storeProblem(error: unknown): unknown {
  if (FULL.has(errnoOf(error) ?? '')) return new Problem('no_space', 'evidence.no_space');
  return isOfTheStore(error) ? new Problem('unavailable', 'evidence.store_unavailable') : error;
}
