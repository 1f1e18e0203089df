import { basename } from 'node:path';
import { CommanderError } from 'commander';
import type { FileProblem } from './calendar';
import { CatalogContradicts, type CatalogProblem } from './catalog';
import { OutputUnusable } from './commands/output';
import { ChangeNeedsReason, CodeMeansAnother } from './goals';
import { ConfigError } from './platform/config';
import { EmbeddedError, type EmbeddedEvent } from './platform/embedded';
import { databaseProblem, Problem } from './platform/http';
import { SecretKeyDamaged } from './platform/secrets';
import { type Language, type MessageParams, translate } from './platform/messages';

/** What a failure says to whoever typed the command. What nobody foresaw keeps its stack: it is for us. */
export function told(language: Language, error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const problem = error instanceof Problem ? error : databaseProblem(error);
  if (problem !== null) return problemText(language, problem);
  if (error instanceof CatalogContradicts) return contradictionsText(language, error);
  const known = foreseen(error);
  if (known !== null) return translate(language, 'command', ...known);
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function foreseen(error: unknown): [code: string, params: MessageParams] | null {
  if (error instanceof EmbeddedError) return [`embedded.${error.code}`, error.params];
  if (error instanceof SecretKeyDamaged) return ['secret_key_damaged', { file: error.file }];
  if (error instanceof CommanderError) return usage(error);
  return ofTheMachine(error);
}

/** The parser names what is wrong, and what it does not go with, in quotes. */
function usage({ code, message }: CommanderError): [code: string, params: MessageParams] {
  const [given = '', other = ''] = Array.from(message.matchAll(/'([^']*)'/g), ([, name = '']) => name);
  return [`usage.${code}`, { given, other }];
}

function ofTheMachine(error: unknown): [code: string, params: MessageParams] | null {
  if (error instanceof OutputUnusable) return outputUnusable(error);
  return isSystemError(error) ? ofTheSystem(error) : aboutCatalog(error);
}

/** One line for each: where in the file, and what stands against it. */
function contradictionsText(language: Language, { contradictions }: CatalogContradicts): string {
  const lines = contradictions.map(({ place, why, code, field, given, recorded }) => {
    const where = place === undefined ? '' : `${place.line}:${place.column} ${place.path} `;
    const params = { code, field, given, recorded };
    return `${where}${translate(language, 'command', `catalog.contradicts.${why}`, params)}`;
  });
  return [translate(language, 'command', 'catalog.contradicts'), ...lines].join('\n');
}

function aboutCatalog(error: unknown): [code: string, params: MessageParams] | null {
  if (error instanceof ChangeNeedsReason) return ['catalog.needs_reason', { goals: error.goals.join(' ') }];
  if (error instanceof CodeMeansAnother) return ['catalog.code_taken', { codes: error.codes.join(' ') }];
  return null;
}

function outputUnusable({ file, reason }: OutputUnusable): [code: string, params: MessageParams] {
  return file === '-' ? ['output_unusable', { reason }] : ['file_unusable', { file, reason }];
}

interface SystemError {
  readonly code: string;
  readonly syscall: string;
  readonly path?: string;
  readonly port?: number;
}

function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

function ofTheSystem({ code, path, port }: SystemError): [code: string, params: MessageParams] | null {
  if (code === 'EADDRINUSE' || (code === 'EACCES' && port !== undefined))
    return ['port_taken', { port: port ?? '' }];
  return path === undefined ? null : ['file_unusable', { file: path, reason: code }];
}

function problemText(language: Language, problem: Problem): string {
  const fields = problem.fields.map(
    ({ path, code, params }) => `${path}: ${translate(language, 'errors', code, params)}`,
  );
  return [translate(language, 'errors', problem.code, problem.params), ...fields].join('\n');
}

/** What goes as it should is not worth a line. */
const ROUTINE: ReadonlySet<EmbeddedEvent['kind']> = new Set([
  'started',
  'attached',
  'stopped',
  'left_running',
  'binaries_copied',
  'stale_pid_file_removed',
] as const);

/** A line about the embedded database; null for what nobody needs to read. */
export function tellEmbedded(language: Language, { kind, ...params }: EmbeddedEvent): string | null {
  return ROUTINE.has(kind) ? null : translate(language, 'command', `embedded.${kind}`, params);
}

/** What a catalog file no longer holds and goes on all the same; null where there is nothing. */
export function tellLeftOut(language: Language, codes: readonly string[]): string | null {
  return codes.length === 0
    ? null
    : translate(language, 'command', 'catalog.left_out', { codes: codes.join(' ') });
}

/** One line for each problem: where in the file, which field, what was wrong and what would be right. */
export function tellCatalogProblems(
  language: Language,
  file: string,
  problems: readonly CatalogProblem[],
): string {
  const lines = problems.map(
    ({ line, column, path, code, params }) =>
      `${basename(file)}:${line}:${column} ${path} ${translate(language, 'catalog', code, params)}`,
  );
  return [translate(language, 'command', 'catalog.problems', { count: problems.length }), ...lines].join(
    '\n',
  );
}

/** One line for each problem of a calendar file: where in the file, which field, and what would be right. */
export function tellCalendarProblems(
  language: Language,
  file: string,
  problems: readonly FileProblem[],
): string {
  const lines = problems.map(
    ({ line, path, code, params }) =>
      `${basename(file)}:${line} ${path} ${translate(language, 'errors', code, params)}`,
  );
  return [translate(language, 'command', 'calendar.problems', { count: problems.length }), ...lines].join(
    '\n',
  );
}

/** A line for each year whose holidays are not known. */
export function tellUnknownYears(language: Language, years: readonly number[]): string[] {
  return years.map((year) => translate(language, 'errors', 'calendar.unknown_year', { year }));
}
