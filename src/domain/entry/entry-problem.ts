/**
 * What is wrong with something an official typed: a stable code, whose text is in the `errors` messages, and in
 * `params` what was given and what would be right. A notice tells, and stops nothing.
 */
export interface EntryProblem {
  readonly code: string;
  readonly params: EntryParams;
  readonly severity: 'error' | 'notice';
  /** The column from 1, where the problem is about one cell of several; else null. */
  readonly column: number | null;
}

export type EntryParams = Readonly<Record<string, string | number>>;

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
  { readonly ok: true; readonly read: T } | { readonly ok: false; readonly problem: EntryProblem };

export const understood = <T>(read: T): Reading<T> => ({ ok: true, read });

export const misunderstood = (code: string, params: EntryParams): Reading<never> => ({
  ok: false,
  problem: entryError(code, params),
});

/** What was given, as far as a message can show it. */
export const shown = (given: string): string => (given.length <= 40 ? given : `${given.slice(0, 40)}…`);
