import { readFileSync } from 'node:fs';

/** Settings whose value must not be shown; each may stand in a file instead, named by the setting with `_FILE`. */
export const SECRET_SETTINGS = [
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'DUIXIAN_SECRET_KEY',
  'EVIDENCE_S3_ACCESS_KEY',
  'EVIDENCE_S3_SECRET_KEY',
] as const;

export interface FileProblem {
  readonly code: 'config.both' | 'config.file' | 'config.file_empty';
  readonly params: { readonly name: string; readonly file?: string; readonly reason?: string };
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The values of the secret settings, from the variables and from the files they name. */
export function readSecretFiles(environment: Variables): {
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly FileProblem[];
} {
  const values: Record<string, string> = {};
  const problems: FileProblem[] = [];
  for (const name of SECRET_SETTINGS) {
    const direct = environment[name] ?? '';
    const file = environment[`${name}_FILE`] ?? '';
    if (direct !== '') values[name] = direct;
    if (file === '') continue;
    if (direct !== '') problems.push({ code: 'config.both', params: { name } });
    else readInto(values, problems, name, file);
  }
  return { values, problems };
}

function readInto(values: Record<string, string>, problems: FileProblem[], name: string, file: string): void {
  try {
    // Editors and `echo` end a file with a line break that is no part of the secret.
    const value = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    if (value === '') problems.push({ code: 'config.file_empty', params: { name: `${name}_FILE`, file } });
    else values[name] = value;
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    problems.push({ code: 'config.file', params: { name: `${name}_FILE`, file, reason } });
  }
}
