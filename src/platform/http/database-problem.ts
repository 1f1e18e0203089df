import { Problem } from './problem';

/** SQLSTATEs that mean "not now": connection lost or refused, server starting or stopping, out of resources. */
const UNAVAILABLE = /^(?:08|53|57P)/;
/** Two writers met: a unique key, an exclusion, a deadlock, a serialisation failure. */
const CONCURRENT = new Set(['23505', '23P01', '40P01', '40001']);
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);
/** What the driver says without any code when it waited in vain for a connection, or lost one. */
const CONNECTIONLESS = /^(?:timeout exceeded when trying to connect|Connection terminated)/;

/** What the database refused, as a problem; null for what is our own mistake. */
export function databaseProblem(error: unknown): Problem | null {
  const code = sqlState(error);
  if (code === null)
    return isConnectionless(error) ? new Problem('unavailable', 'database.unavailable') : null;
  if (code === 'DX001') return new Problem('conflict', 'record.append_only');
  if (CONCURRENT.has(code)) return new Problem('conflict', 'record.concurrent');
  if (UNAVAILABLE.test(code) || NETWORK.has(code)) return new Problem('unavailable', 'database.unavailable');
  return null;
}

function isConnectionless(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { message } =
    'driverError' in error && error.driverError instanceof Error ? error.driverError : error;
  return CONNECTIONLESS.test(message);
}

function sqlState(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  if ('driverError' in error) return sqlState(error.driverError);
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}
