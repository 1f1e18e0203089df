import { Injectable, Logger } from '@nestjs/common';
import type { CivilDate } from '../domain/calendar';
import { Clock, Transactions } from '../platform/database';
import { ConcernedRepository } from './concerned.repository';
import { FailuresRepository } from './failures.repository';
import { OneAtATime } from './one-at-a-time';
import { StoreProgress } from './store-progress';

/**
 * Tries again what could not be computed, for the date it failed for, after a pause that grows to a day and never
 * ends. The composites concerned are computed with it.
 */
@Injectable()
export class RetryFailed {
  private readonly log = new Logger(RetryFailed.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly failures: FailuresRepository,
    private readonly concerned: ConcernedRepository,
    private readonly store: StoreProgress,
    private readonly turns: OneAtATime,
  ) {}

  async execute(): Promise<void> {
    for (const asOf of await this.failures.datesDue()) await this.turns.run(() => this.retry(asOf));
  }

  /** One date that cannot be stored at all keeps none of the others waiting. */
  private async retry(asOf: CivilDate): Promise<void> {
    try {
      await this.store.openMonth(asOf);
      await this.recompute(asOf);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.log.error(`what failed for ${asOf} failed again: ${reason}`);
      await this.failures.putOff(asOf, reason);
    }
  }

  private recompute(asOf: CivilDate): Promise<void> {
    return this.transactions.write(async (tx) => {
      const due = await this.failures.take(tx, asOf);
      if (due.length === 0) return;
      const ids = await this.concerned.byCommitments(tx, due);
      const knownAt = await this.clock.fixKnownAt();
      const isPast = asOf < (await this.clock.today(tx));
      await this.store.these(tx, { asOf, knownAt }, ids, { runId: null, isPast });
    });
  }
}
