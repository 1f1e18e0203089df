import { Injectable } from '@nestjs/common';
import { workingCalendarAt } from '../calendar';
import { Clock, type Tx } from '../platform/database';
import type { Clocks } from './feed';
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

/** Judges and stores, batch by batch in one transaction; what fails is kept apart and stops nothing. */
@Injectable()
export class StoreProgress {
  constructor(
    private readonly snapshots: SnapshotsRepository,
    private readonly clock: Clock,
  ) {}

  all(tx: Tx, clocks: Clocks, storing: Storing): Promise<Counts> {
    return this.these(tx, clocks, null, storing);
  }

  /** These as of today, with all that is recorded by now. */
  async now(tx: Tx, ids: readonly number[]): Promise<void> {
    const clocks = { asOf: await this.clock.today(tx), knownAt: await this.clock.fixKnownAt() };
    await this.these(tx, clocks, ids, { runId: null, isPast: false });
  }

  private async these(
    tx: Tx,
    clocks: Clocks,
    ids: readonly number[] | null,
    storing: Storing,
  ): Promise<Counts> {
    await this.snapshots.openMonth(tx, clocks.asOf);
    const calendar = await workingCalendarAt(tx, clocks.knownAt);
    let computed = 0;
    let changed = 0;
    let failed = 0;
    for await (const batch of judgeCommitments(tx, clocks, ids, calendar)) {
      changed += await this.snapshots.store(tx, clocks, storing.runId, batch, storing.isPast);
      await this.snapshots.storeFailures(tx, clocks, storing.runId, batch);
      computed += batch.judged.length;
      failed += batch.failed.length;
      storing.onProgress?.(computed);
    }
    return { computed, changed, failed };
  }
}
