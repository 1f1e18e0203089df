import { Injectable, Logger } from '@nestjs/common';
import type { CivilDate } from '../domain/calendar';
import { Clock, Outbox, Transactions, type Tx } from '../platform/database';
import { ConcernedRepository } from './concerned.repository';
import { OneAtATime } from './one-at-a-time';
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
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly concerned: ConcernedRepository,
    private readonly store: StoreProgress,
    private readonly turns: OneAtATime,
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

  private round(): Promise<number> {
    return this.turns.run(async () => {
      const asOf = await this.clock.today();
      await this.store.openMonth(asOf);
      return this.transactions.write(async (tx) => {
        const notices = await this.outbox.take(tx, NOTICES_AT_ONCE);
        await this.recompute(tx, asOf, await this.concerned.byNotices(tx, notices));
        return notices.length;
      });
    });
  }

  private async recompute(tx: Tx, asOf: CivilDate, ids: readonly number[]): Promise<void> {
    if (ids.length === 0) return;
    const clocks = { asOf, knownAt: await this.clock.fixKnownAt() };
    await this.store.these(tx, clocks, ids, { runId: null, isPast: false });
  }
}
