/**
 * What can go wrong with the embedded database, with the params its message needs:
 *
 * - `data_folder_in_use` {directory}: another application holds the folder
 * - `data_folder_busy` {directory, pid}: another process has been starting or stopping it for too long
 * - `data_folder_not_writable` {directory, reason}: reason is an errno name such as EACCES
 * - `data_folder_unreachable` {directory, user}: it holds data that the server's user can no longer reach
 * - `data_folder_foreign` {directory}: something that is not a database lies where ours belongs
 * - `data_of_another_version` {directory, found, expected}: major versions of PostgreSQL
 * - `connection_file_unusable` {file}: the passwords are missing or unreadable
 * - `no_binaries_for_platform` {platform, arch}
 * - `root_without_unprivileged_user` {tried}: PostgreSQL refuses root, and nobody else could run it
 * - `database_not_created` {directory, reason}: initdb failed; reason is its own last line
 * - `server_did_not_start` {directory, logFile, reason}
 * - `server_did_not_stop` {directory, pid}
 */
export type EmbeddedErrorCode =
  | 'data_folder_in_use'
  | 'data_folder_busy'
  | 'data_folder_not_writable'
  | 'data_folder_unreachable'
  | 'data_folder_foreign'
  | 'data_of_another_version'
  | 'connection_file_unusable'
  | 'no_binaries_for_platform'
  | 'root_without_unprivileged_user'
  | 'database_not_created'
  | 'server_did_not_start'
  | 'server_did_not_stop';

/** Carries no wording: a message catalog turns `code` and `params` into text for people. */
export class EmbeddedError extends Error {
  constructor(
    readonly code: EmbeddedErrorCode,
    readonly params: Readonly<Record<string, string | number>>,
    options?: ErrorOptions,
  ) {
    super(`${code} ${JSON.stringify(params)}`, options);
    this.name = 'EmbeddedError';
  }
}

/** The errno name or SQLSTATE of whatever was thrown; its message where it has neither. */
export function reasonOf(error: unknown): string {
  if (error instanceof EmbeddedError) return error.code;
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
