import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { CivilDate } from '../domain/calendar';
import { Clock, Transactions, type Tx } from '../platform/database';
import { invalidField } from '../platform/http';
import { type Cause, type Counts, JobRunsRepository } from './job-runs.repository';
import { OneAtATime } from './one-at-a-time';
import type { JobRunView } from './progress.dto';
import { type OnProgress, StoreProgress } from './store-progress';

/** How often a run that another process makes is looked at again. */
const LOOK_AGAIN_MS = 200;

/** The job: computes everything for one date, once for each logical run. */
@Injectable()
export class RunProgress {
  private readonly log = new Logger(RunProgress.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly runs: JobRunsRepository,
    private readonly store: StoreProgress,
    private readonly turns: OneAtATime,
  ) {}

  today(tx: Tx): Promise<CivilDate> {
    return this.clock.today(tx);
  }

  /** Writes down a run by hand, to be made with `make`. Throws 400 for a day that has not come. */
  async begin(asOf: CivilDate, tx: Tx): Promise<number> {
    const today = await this.clock.today(tx);
    if (asOf > today) throw invalidField('asOf', 'job_run.future', { today });
    // Runs by hand have no logical key that could be taken.
    return (await this.runs.begin(asOf, 'by_hand', tx)) as number;
  }

  /** Makes the logical run of a date, unless it is made already or being made elsewhere. */
  async makeLogical(asOf: CivilDate, cause: Exclude<Cause, 'by_hand'>): Promise<void> {
    const id = await this.runs.begin(asOf, cause);
    if (id !== null) await this.make(id, asOf);
  }

  /** Makes a run that is written down; a failure is written down too and does not throw. Null when not ours. */
  async make(id: number, asOf: CivilDate, onProgress?: OnProgress): Promise<Counts | null> {
    try {
      return await this.turns.run(async () => {
        await this.store.openMonth(asOf);
        return this.transactions.write(async (tx) => {
          if (!(await this.runs.take(tx, id))) return null;
          const knownAt = await this.clock.fixKnownAt();
          const isPast = asOf < (await this.clock.today(tx));
          const counts = await this.store.all(tx, { asOf, knownAt }, { runId: id, isPast, onProgress });
          await this.runs.finish(tx, id, knownAt, counts);
          return counts;
        });
      });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.log.error(`run ${id} for ${asOf} failed: ${reason}`);
      await this.runs.fail(id, reason);
      return null;
    }
  }

  /**
   * Makes a run that is written down, or waits for the process that took it first; how it ended, as the record
   * says. One whose process dies meanwhile is made here after all. `cut` ends the waiting, not the run elsewhere.
   */
  async toItsEnd(id: number, asOf: CivilDate, cut: AbortSignal, onProgress: OnProgress): Promise<JobRunView> {
    for (;;) {
      await this.make(id, asOf, onProgress);
      const run = await this.runs.one(id);
      if (run.state !== 'running') return run;
      await pause(LOOK_AGAIN_MS, undefined, { signal: cut });
    }
  }
}
