/**
 * What is wrong with something an official typed: a stable code, whose text is in the `errors` messages, and
 * in `params` what was given and what would be right. `notice` tells, and stops nothing.
 */
export interface EntryProblem {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly severity: 'error' | 'notice';
  /** Index of the cell it is about, from 0; null where it is about the row, or only one cell was read. */
  readonly column: number | null;
}

export type EntryParams = EntryProblem['params'];

export const entryError = (
  code: string,
  params: EntryParams = {},
  column: number | null = null,
): EntryProblem => ({ code, params, severity: 'error', column });

export const entryNotice = (code: string, params: EntryParams, column: number): EntryProblem => ({
  code,
  params,
  severity: 'notice',
  column,
});

/** What was read, or why it could not be. */
export type Reading<T> =
  | { readonly ok: true; readonly read: T }
  | { readonly ok: false; readonly problem: EntryProblem };

export const understood = <T>(read: T): Reading<T> => ({ ok: true, read });

export const misunderstood = (code: string, params: EntryParams = {}): Reading<never> => ({
  ok: false,
  problem: entryError(code, params),
});
