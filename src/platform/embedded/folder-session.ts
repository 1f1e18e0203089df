import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { EmbeddedError, reasonOf } from './errors';

/** `application`: there is at most one. `command`: any number, beside it or without it. */
export type Role = 'application' | 'command';

/** Advisory locks in the database `postgres`; the first number keeps them apart from anybody else's. */
const SPACE = 0x64757869;
const APPLICATION_LOCK = 1;
/** Shared by everybody who uses the server; who can have it alone is the only one left. */
const USERS_LOCK = 2;

/** The server notices a few milliseconds late that the holder of a lock was killed. */
const GRACE_MS = 1_000;
const FAREWELL_MS = 500;

/**
 * The dedicated connection on which a process holds the folder. The locks end with the connection, and the
 * connection with the process, however that ends.
 */
export class FolderSession {
  private lost = false;
  private readonly listeners: (() => void)[] = [];

  constructor(readonly client: Client) {
    client.on('error', () => {
      this.noticeLoss();
    });
    client.on('end', () => {
      this.noticeLoss();
    });
  }

  get isLost(): boolean {
    return this.lost;
  }

  /** Called once when the connection goes, whether we closed it or not; at once if it is gone already. */
  onEnd(listener: () => void): void {
    if (this.lost) listener();
    else this.listeners.push(listener);
  }

  /** Takes the locks of the role. `alone`: nobody else used the server; `refused`: there is an application. */
  async enter(role: Role): Promise<'alone' | 'among_others' | 'refused'> {
    if (role === 'application' && !(await this.becomeApplication())) return 'refused';
    const alone = await this.isAlone();
    await this.client.query(`SELECT pg_advisory_lock_shared(${SPACE}, ${USERS_LOCK})`);
    return alone ? 'alone' : 'among_others';
  }

  /** Whether no other process has entered. Only in turn does the answer stay true. */
  async isAlone(): Promise<boolean> {
    const alone = await this.tryLock(USERS_LOCK);
    if (alone) await this.client.query(`SELECT pg_advisory_unlock(${SPACE}, ${USERS_LOCK})`);
    return alone;
  }

  async close(): Promise<void> {
    if (this.lost) return;
    // A server that hangs never says goodbye.
    const insist = setTimeout(() => this.client.connection.stream.destroy(), FAREWELL_MS);
    try {
      await this.client.end();
    } catch {
      // It was gone already.
    } finally {
      clearTimeout(insist);
    }
  }

  private async becomeApplication(): Promise<boolean> {
    const deadline = Date.now() + GRACE_MS;
    while (!(await this.tryLock(APPLICATION_LOCK))) {
      if (Date.now() > deadline) return false;
      await pause(100);
    }
    return true;
  }

  private async tryLock(lock: number): Promise<boolean> {
    const sql = `SELECT pg_try_advisory_lock(${SPACE}, ${lock}) AS taken`;
    const { rows } = await this.client.query<{ taken: boolean }>(sql);
    return rows[0]?.taken === true;
  }

  private noticeLoss(): void {
    if (this.lost) return;
    this.lost = true;
    for (const listener of this.listeners) listener();
  }
}

/** Connects or throws; the connection's later errors are for the caller to listen to. */
export async function connect(connectionString: string, timeout: number): Promise<Client> {
  const client = new Client({ connectionString, connectionTimeoutMillis: timeout, keepAlive: true });
  const ignore = () => undefined;
  // The server may die at any moment, and an error nobody listens to ends the process.
  client.on('error', ignore);
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.end().catch(ignore);
    throw error;
  }
}

export interface Patience {
  /** Whether there is nothing left to wait for. */
  readonly isGone: () => boolean;
  readonly milliseconds: number;
  /** Called once after a few seconds without an answer. */
  readonly onSlow?: () => void;
  readonly signal?: AbortSignal | undefined;
}

const SLOW_MS = 3_000;
const WRONG_PASSWORD = ['28P01', '28000'];

function mustGiveUp(error: unknown, waited: number, { milliseconds, signal }: Patience): boolean {
  return WRONG_PASSWORD.includes(reasonOf(error)) || waited > milliseconds || signal?.aborted === true;
}

/**
 * Waits for the server to let us in: it is ready when it answers, whatever its files say. Null when it went
 * away instead. Throws what the last attempt threw when patience or the signal ends the waiting.
 */
export async function openSession(url: string, patience: Patience): Promise<FolderSession | null> {
  const started = Date.now();
  let slow = false;
  while (!patience.isGone()) {
    try {
      return new FolderSession(await connect(url, Math.min(5_000, patience.milliseconds)));
    } catch (error) {
      const waited = Date.now() - started;
      if (!patience.isGone() && mustGiveUp(error, waited, patience)) throw error;
      if (!slow && waited > SLOW_MS) patience.onSlow?.();
      slow = waited > SLOW_MS;
    }
    await pause(25);
  }
  return null;
}

/** For those who must not take a server for absent because it did not answer. */
export function notAnswering(directory: string, logFile: string, error: unknown): EmbeddedError {
  return new EmbeddedError(
    'server_did_not_start',
    { directory, logFile, reason: reasonOf(error) },
    { cause: error },
  );
}
