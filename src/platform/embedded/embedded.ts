import { type FolderRequest, openDataFolder } from './data-folder';
import { HeldDatabase } from './held-database';
import { holdServer } from './hold-server';

/**
 * `directory`: absolute, or relative to the working folder; made if missing. `elsewhere`: where the data
 * goes when we are root and nobody unprivileged could reach it there (default /var/lib/duixian). `log` is
 * told what happens, also later while the database is in use.
 */
export type EmbeddedOptions = FolderRequest;

export interface EmbeddedDatabase {
  /** postgres:// URL on 127.0.0.1 for migrations: the role owns the database `duixian`. */
  readonly ownerUrl: string;
  /** postgres:// URL on 127.0.0.1 for the application: a plain role that may not create tables. */
  readonly appUrl: string;
  /** Absolute path where the data really lies; as root it may differ from what was asked for. */
  readonly directory: string;
  /**
   * Lets go of the server. Stops it, within 10 s, unless another process still uses it: the last one out
   * stops it, whoever started it. Idempotent; never throws for a server that is already gone. A process that
   * ends without it leaves the server running until the next start stops it.
   */
  close(): Promise<void>;
}

/** Shows no more than was promised: the superuser's password stays inside. */
function present(database: HeldDatabase): EmbeddedDatabase {
  const { ownerUrl, appUrl, directory } = database;
  return { ownerUrl, appUrl, directory, close: () => database.close() };
}

/**
 * For the application: starts or recovers the server and holds the folder for the life of this process. A
 * server that dies is started again on the same port, told by `server_lost` and `server_restarted`.
 *
 * Throws EmbeddedError; with `data_folder_in_use` when another application holds the folder.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const request = { folder: openDataFolder(options), role: 'application', log: options.log } as const;
  const database = new HeldDatabase(await holdServer(request), request);
  database.keepRunning();
  return present(database);
}

/**
 * For the commands: uses the running server, whoever started it, or starts one for its own duration. Any
 * number of commands may run at once, with or without the application; none of them refuses an application
 * that starts meanwhile. A server that dies is not started again. Throws EmbeddedError.
 */
export async function attachEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const request = { folder: openDataFolder(options), role: 'command', log: options.log } as const;
  return present(new HeldDatabase(await holdServer(request), request));
}
