/** What the launcher has to tell while it works; durations in milliseconds, folders as absolute paths. */
export type EmbeddedEvent =
  /** As root, `asked` cannot be reached by `user`, who has to run the server. */
  | { readonly kind: 'data_lies_elsewhere'; asked: string; directory: string; user: string }
  /** The first start on this folder. */
  | { readonly kind: 'creating_database'; directory: string }
  /** The binaries could not be used where npm put them. */
  | { readonly kind: 'binaries_copied'; directory: string }
  /** The pid file named a process that is not this folder's server. */
  | { readonly kind: 'stale_pid_file_removed'; pid: number }
  /** A server was left behind by a process that was killed; it was stopped before starting anew. */
  | { readonly kind: 'orphan_stopped'; pid: number }
  /** The server has been at it for some seconds, most likely replaying its log after a crash. */
  | { readonly kind: 'still_starting'; directory: string }
  | { readonly kind: 'started'; directory: string; port: number; pid: number; milliseconds: number }
  /** The server was running already and is used by other processes as well. */
  | { readonly kind: 'attached'; directory: string; port: number; pid: number }
  /** The server went away under the running application; it is being started again. */
  | { readonly kind: 'server_lost'; directory: string }
  | { readonly kind: 'server_restarted'; port: number; pid: number; attempt: number; milliseconds: number }
  /** `reason`: an EmbeddedErrorCode, errno name or SQLSTATE. It is tried again. */
  | { readonly kind: 'restart_failed'; attempt: number; reason: string }
  /** Another application took the folder while the server was away; this one cannot go on. */
  | { readonly kind: 'folder_lost'; directory: string }
  /** `fast`: a clean shutdown; `immediate`: it took too long and the next start replays the log. */
  | { readonly kind: 'stopped'; how: 'fast' | 'immediate'; milliseconds: number }
  /** Other processes still use the server; the last of them stops it. */
  | { readonly kind: 'left_running'; directory: string };

export type Log = (event: EmbeddedEvent) => void;
