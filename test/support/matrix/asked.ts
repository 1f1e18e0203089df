import type { Signed } from '../people';
import type { Side } from './table';
import type { World } from './world';

/** One request, as somebody entitled would make it. */
export interface Asked {
  /** With what its parameters stand for; below `/api/v1` unless it begins with the origin's own. */
  readonly path: string;
  readonly body?: object | FormData;
  readonly headers?: Record<string, string>;
  /** Of a list: a text that is in it where the caller is shown the thing. */
  readonly shows?: string;
  /** The problem that only somebody who may make the request is told of, where it is meant to change nothing. */
  readonly reached?: string;
}

export type Ask = (world: World, side: Side, who: Signed | null) => Asked | Promise<Asked>;

/** A state nothing is in: whoever may write learns just that, and nothing is written. */
export const STALE = { 'if-match': '"0.stale"' };
const STALE_REACHED = 'precondition.failed';
export const reason = 'x';

export const at =
  (path: string): Ask =>
  () => ({ path });

export const stale = (path: string, body?: object): Asked => ({
  path,
  ...(body === undefined ? {} : { body }),
  headers: STALE,
  reached: STALE_REACHED,
});
