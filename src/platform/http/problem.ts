import type { MessageParams } from '../messages';

/** What went wrong, as far as HTTP is concerned; one table in the filter knows the numbers. */
export type ProblemKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'unprocessable'
  | 'precondition_failed'
  | 'precondition_required'
  | 'timeout'
  | 'too_large'
  | 'too_many'
  | 'broken'
  | 'unavailable'
  | 'no_space';

/** One field of the input: where, what was wrong (a stable code), and what would be right (in `params`). */
export interface FieldProblem {
  readonly path: string;
  readonly code: string;
  readonly params: MessageParams;
}

/** A refusal with a stable code. Its text comes from the catalogs when it leaves (`errors`). */
export class Problem extends Error {
  constructor(
    readonly kind: ProblemKind,
    readonly code: string,
    readonly params: MessageParams = {},
    readonly fields: readonly FieldProblem[] = [],
  ) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = 'Problem';
  }
}

export const notFound = (code: string, params: MessageParams = {}): Problem =>
  new Problem('not_found', code, params);

/** A refusal about one field of an otherwise well-formed request. */
export const invalidField = (path: string, code: string, params: MessageParams = {}): Problem =>
  new Problem('invalid', 'request.invalid', {}, [{ path, code, params }]);

/** What became of one of many things asked for together; `problem` null where nothing speaks against it. */
export interface RowFate {
  readonly id: string | number;
  readonly problem: Problem | null;
}

/** All or nothing, and nothing it is: each row with what speaks against it. */
export class RowsProblem extends Problem {
  constructor(
    code: string,
    readonly rows: readonly RowFate[],
  ) {
    super('unprocessable', code, {
      count: rows.filter(({ problem }) => problem !== null).length,
      of: rows.length,
    });
  }
}

/** What `work` gives, or the problem it throws. */
export function attempt<T>(work: () => T): T | Problem {
  try {
    return work();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
