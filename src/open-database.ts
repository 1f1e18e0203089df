import type { Config } from './platform/config';
import { migrate } from './platform/database';
import { attachEmbedded, type EmbeddedEvent, startEmbedded } from './platform/embedded';
import { dataSourceOptions } from './data-source';

export interface OpenDatabase {
  readonly url: string;
  /** Where the embedded database lies; null on a server. */
  readonly directory: string | null;
  close(): Promise<void>;
}

/**
 * The database by the settings, migrated: the server of DATABASE_URL, or the embedded one. `serving`: this
 * process holds the data folder for as long as it lives; a command only attaches or starts it for its own time.
 */
export async function openDatabase(
  config: Config,
  serving: boolean,
  log: (event: EmbeddedEvent) => void,
): Promise<OpenDatabase> {
  const { databaseUrl, databaseOwnerUrl } = config;
  if (databaseUrl !== null && databaseOwnerUrl !== null) {
    await prepare(databaseOwnerUrl, databaseUrl);
    return { url: databaseUrl, directory: null, close: () => Promise.resolve() };
  }
  const options = { directory: config.dataDirectory, log };
  const embedded = serving ? await startEmbedded(options) : await attachEmbedded(options);
  try {
    await prepare(embedded.ownerUrl, embedded.appUrl);
  } catch (error) {
    await embedded.close();
    throw error;
  }
  return { url: embedded.appUrl, directory: embedded.directory, close: () => embedded.close() };
}

function prepare(ownerUrl: string, applicationUrl: string): Promise<void> {
  return migrate(dataSourceOptions(ownerUrl), ownerUrl, decodeURIComponent(new URL(applicationUrl).username));
}
