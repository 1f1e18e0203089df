import { Injectable, Logger } from '@nestjs/common';
import type { CivilDate } from '../domain/calendar';
import { type Notice, Outbox, Transactions, type Tx } from '../platform/database';
import { ConcernedRepository } from './concerned.repository';
import { OneAtATime } from './one-at-a-time';
import { RunProgress } from './run-progress';
import { StoreProgress } from './store-progress';

const NOTICES_AT_ONCE = 1_000;

/** Recomputes what accepted actuals and changed promises concern, at once and with nothing forgotten. */
@Injectable()
export class RecomputeConcerned {
  private readonly log = new Logger(RecomputeConcerned.name);
  private running: Promise<void> | null = null;
  private again = false;

  constructor(
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly concerned: ConcernedRepository,
    private readonly store: StoreProgress,
    private readonly turns: OneAtATime,
    private readonly runs: RunProgress,
  ) {}

  /** Resolves once every notice there was at the call is acted on. Calls while it runs share one more round. */
  async drain(): Promise<void> {
    this.again = true;
    this.running ??= this.rounds();
    return this.running;
  }

  private async rounds(): Promise<void> {
    while (this.again) {
      this.again = false;
      try {
        while ((await this.round()) === NOTICES_AT_ONCE);
      } catch (error) {
        // The notices are still there; the next minute takes them up again.
        this.log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
      }
    }
    // At once, not when the promise settles: a call in between would wait for rounds that are over.
    this.running = null;
  }

  private async round(): Promise<number> {
    const { taken, run } = await this.turns.run(async () => {
      const asOf = await this.store.openToday();
      return this.transactions.write(async (tx) => {
        const notices = await this.outbox.take(tx, NOTICES_AT_ONCE);
        await this.recompute(tx, await this.concerned.byNotices(tx, notices));
        return { taken: notices.length, run: await this.runOfAll(tx, asOf, notices) };
      });
    });
    if (run !== null) await this.runs.make(run.id, run.asOf);
    return taken;
  }

  /**
   * A changed calendar may move any due day. All goals are too many for a round: they become a run that is
   * written down with the notices gone, so that a process that dies leaves it to the next.
   */
  private async runOfAll(
    tx: Tx,
    asOf: CivilDate,
    notices: readonly Notice[],
  ): Promise<{ id: number; asOf: CivilDate } | null> {
    if (!notices.some(({ topic }) => topic === 'calendar.changed')) return null;
    return { id: await this.runs.begin(asOf, tx), asOf };
  }

  private async recompute(tx: Tx, ids: readonly number[]): Promise<void> {
    if (ids.length > 0) await this.store.now(tx, ids);
  }
}
