import { Problem } from '../../platform/http';

/** No space, quota used up, file larger than the file system takes. */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Whether it is the disk or a store over the network that refused, not we. */
function isOfTheStore(error: Error): boolean {
  return 'syscall' in error || '$metadata' in error || '$fault' in error;
}

/** What the store refused, as a problem; anything else as it is. */
export function storeProblem(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Problem) return error;
  if ('code' in error && typeof error.code === 'string' && FULL.has(error.code))
    return new Problem('no_space', 'evidence.no_space');
  return isOfTheStore(error) ? new Problem('unavailable', 'evidence.store_unavailable') : error;
}
