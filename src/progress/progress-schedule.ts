import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { Subscription } from 'rxjs';
import { Outbox } from '../platform/database';
import { dueDates } from './due-dates';
import { JobRunsRepository } from './job-runs.repository';
import { RecomputeConcerned } from './recompute-concerned';
import { RetryFailed } from './retry-failed';
import { RunProgress } from './run-progress';

/**
 * When progress is computed. Every replica fires; the record decides who does the work, so nothing here is
 * counted on to fire once, or at all: what a lost tick left undone, the next minute finds.
 */
@Injectable()
export class ProgressSchedule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(ProgressSchedule.name);
  private readonly listening = new Subscription();
  private working: Promise<void> = Promise.resolve();

  constructor(
    private readonly outbox: Outbox,
    private readonly runs: JobRunsRepository,
    private readonly runProgress: RunProgress,
    private readonly concerned: RecomputeConcerned,
    private readonly failed: RetryFailed,
  ) {}

  onApplicationBootstrap(): void {
    this.listening.add(this.outbox.signals.subscribe(() => void this.concerned.drain()));
  }

  /** Lets what runs come to its end; what waits is found again by the next start. */
  async beforeApplicationShutdown(): Promise<void> {
    this.listening.unsubscribe();
    await this.working;
    await this.concerned.drain();
  }

  @Cron('30 0 * * *', { name: 'progress.nightly', timeZone: 'Asia/Shanghai', waitForCompletion: true })
  async nightly(): Promise<void> {
    await this.catchUp('schedule');
  }

  @Cron('0 * * * * *', { name: 'progress.minute', waitForCompletion: true })
  async everyMinute(): Promise<void> {
    await this.catchUp('make_up');
    await this.guarded(() => this.failed.execute());
  }

  /** Makes every run that is due, takes up runs that a dead process left, and acts on notices left over. */
  async catchUp(cause: 'schedule' | 'make_up'): Promise<void> {
    await this.guarded(async () => {
      for (const { id, asOf } of await this.runs.unfinished()) await this.runProgress.make(id, asOf);
      for (const date of dueDates(await this.runs.lastLogical()))
        await this.runProgress.makeLogical(date, cause);
    });
    await this.concerned.drain();
  }

  /** One at a time in this process; a database that is away is tried again in a minute. */
  private guarded(work: () => Promise<void>): Promise<void> {
    this.working = this.working.then(work).catch((error: unknown) => {
      this.log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    });
    return this.working;
  }
}
