import { Injectable } from '@nestjs/common';
import { workingCalendarAt } from '../calendar';
import type { CivilDate } from '../domain/calendar';
import { Clock, type Tx } from '../platform/database';
import type { Clocks } from './feed';
import { FailuresRepository } from './failures.repository';
import type { Counts } from './job-runs.repository';
import { judgeCommitments } from './judge-commitments';
import { SnapshotsRepository } from './snapshots.repository';

/** Told how many commitments are computed so far. */
export type OnProgress = (computed: number) => void;

export interface Storing {
  readonly runId: number | null;
  /** A date before today only adds to the history; what is current stays. */
  readonly isPast: boolean;
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Judges and stores, batch by batch in one transaction; what fails is kept apart and stops nothing. The month must
 * be open before that transaction begins.
 */
@Injectable()
export class StoreProgress {
  constructor(
    private readonly snapshots: SnapshotsRepository,
    private readonly failures: FailuresRepository,
    private readonly clock: Clock,
  ) {}

  openMonth(asOf: CivilDate): Promise<void> {
    return this.snapshots.openMonth(asOf);
  }

  /** Today, with its month opened. */
  async openToday(): Promise<CivilDate> {
    const today = await this.clock.today();
    await this.openMonth(today);
    return today;
  }

  /** These as of today, with all that is recorded by now. */
  async now(tx: Tx, ids: readonly number[]): Promise<void> {
    const clocks = { asOf: await this.clock.today(tx), knownAt: await this.clock.fixKnownAt() };
    await this.these(tx, clocks, ids, { runId: null, isPast: false });
  }

  all(tx: Tx, clocks: Clocks, storing: Storing): Promise<Counts> {
    return this.these(tx, clocks, null, storing);
  }

  async these(tx: Tx, clocks: Clocks, ids: readonly number[] | null, storing: Storing): Promise<Counts> {
    const calendar = await workingCalendarAt(tx, clocks.knownAt);
    let computed = 0;
    let changed = 0;
    let failed = 0;
    for await (const batch of judgeCommitments(tx, clocks, ids, calendar)) {
      changed += await this.snapshots.store(tx, clocks, storing.runId, batch, storing.isPast);
      await this.failures.store(tx, clocks.asOf, storing.runId, batch);
      computed += batch.judged.length;
      failed += batch.failed.length;
      storing.onProgress?.(computed);
    }
    return { computed, changed, failed };
  }
}
