import { setTimeout as pause } from 'node:timers/promises';
import { APPLICATION, DATABASE, OWNER, SUPERUSER, urlFor } from './connection-file';
import type { DataFolder } from './data-folder';
import { EmbeddedError, reasonOf } from './errors';
import type { Log } from './events';
import { findServer } from './find-server';
import { openSession } from './folder-session';
import { type HeldServer, holdServer, type HoldRequest } from './hold-server';
import { isRunning } from './processes';
import { inTurn } from './start-turn';
import { endAtOnce, stopServer } from './stop-server';

/** Together they keep a stop well within ten seconds, also when the disk is slow. */
const CLOSE_TURN_MS = 1_000;
const CLOSE_ANSWER_MS = 1_000;
const STOP_PATIENCE = { fast: 5_500, immediate: 1_500 };

const LONGEST_PAUSE_MS = 5_000;

/** A server on a disk that hangs answers nobody, and must not keep us from ending. */
async function within<T>(milliseconds: number, answer: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = pause(milliseconds, undefined, { signal: over.signal }).then(() => {
    throw new Error('no answer in time');
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    late.catch(() => undefined);
    answer.catch(() => undefined);
    over.abort();
  }
}

/** A server that this process uses, alone or among others. */
export class HeldDatabase {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly superuserUrl: string;
  readonly directory: string;
  private readonly folder: DataFolder;
  private readonly log: Log;
  private readonly closing = new AbortController();
  private comingBack: Promise<void> = Promise.resolve();
  private closed: Promise<void> | null = null;

  constructor(
    private held: HeldServer,
    private readonly request: HoldRequest,
  ) {
    const { connection, port } = held;
    this.ownerUrl = urlFor(connection, OWNER, port, DATABASE);
    this.appUrl = urlFor(connection, APPLICATION, port, DATABASE);
    this.superuserUrl = urlFor(connection, SUPERUSER, port, SUPERUSER);
    this.folder = request.folder;
    this.directory = request.folder.directory;
    this.log = request.log;
  }

  /** For a process that ends this very moment and cannot wait. */
  abandon(): void {
    endAtOnce(this.held.pid, this.held.binaries);
  }

  /** From now on a server that goes away is started again on the same port. */
  keepRunning(): void {
    this.held.session.onEnd(() => {
      if (this.closing.signal.aborted) return;
      this.log({ kind: 'server_lost', directory: this.directory });
      this.comingBack = this.comeBack();
    });
  }

  /**
   * Lets go of the server, and stops it if nobody else uses it. Of several processes the last one out stops
   * it, whoever started it: neither does a command lose the database when the application ends, nor the
   * application when the command that happened to start it does. Idempotent.
   */
  close(): Promise<void> {
    this.closed ??= this.leave();
    return this.closed;
  }

  private async comeBack(): Promise<void> {
    const started = Date.now();
    const { signal } = this.closing;
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      try {
        this.held = await holdServer({ ...this.request, again: { port: this.held.port, signal } });
        const { port, pid } = this.held;
        this.log({ kind: 'server_restarted', port, pid, attempt, milliseconds: Date.now() - started });
        this.keepRunning();
        return;
      } catch (error) {
        if (error instanceof EmbeddedError && error.code === 'data_folder_in_use') {
          this.log({ kind: 'folder_lost', directory: this.directory });
          return;
        }
        this.log({ kind: 'restart_failed', attempt, reason: reasonOf(error) });
        await pause(Math.min(LONGEST_PAUSE_MS, 100 * 2 ** attempt), undefined, { signal }).catch(
          () => undefined,
        );
      }
    }
  }

  private async leave(): Promise<void> {
    this.closing.abort();
    await this.comingBack;
    try {
      await inTurn(this.directory, CLOSE_TURN_MS, () => this.leaveInTurn());
    } catch (error) {
      // Whoever has the turn finds the server unused when we are gone, and sees to it.
      if (!(error instanceof EmbeddedError)) throw error;
      this.log({ kind: 'left_running', directory: this.directory });
    } finally {
      await this.held.session.close();
    }
  }

  private async leaveInTurn(): Promise<void> {
    const server = findServer(this.folder, this.log);
    if (server === null) return;
    const started = Date.now();
    const unused = await this.isUnused(server);
    await this.held.session.close();
    const how = unused ? await stopServer(server.pid, this.held.binaries, STOP_PATIENCE) : null;
    if (how === null) this.log({ kind: 'left_running', directory: this.directory });
    else this.log({ kind: 'stopped', how, milliseconds: Date.now() - started });
  }

  /** Asks on the session we have, else on a new one; a server that lets nobody in is used by nobody. */
  private async isUnused({ pid, port }: { pid: number; port: number }): Promise<boolean> {
    try {
      if (!this.held.session.isLost) return await within(CLOSE_ANSWER_MS, this.held.session.isAlone());
    } catch {
      // It was lost just now, or does not answer.
    }
    const url = urlFor(this.held.connection, SUPERUSER, port, SUPERUSER);
    const patience = { isGone: () => !isRunning(pid), milliseconds: CLOSE_ANSWER_MS };
    const session = await openSession(url, patience).catch(() => null);
    if (session === null) return true;
    try {
      return await session.isAlone();
    } finally {
      await session.close();
    }
  }
}
