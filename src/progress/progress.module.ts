import { Module } from '@nestjs/common';
import { ChineseWorkingCalendar, WORKING_CALENDAR } from '../platform/calendar';
import { ConcernedRepository } from './concerned.repository';
import { FailuresRepository } from './failures.repository';
import { JobRunsRepository } from './job-runs.repository';
import { JobMetrics } from './job-metrics';
import { JobRunsController, ProgressController } from './progress.controller';
import { OneAtATime } from './one-at-a-time';
import { ProgressSchedule } from './progress-schedule';
import { RecomputeConcerned } from './recompute-concerned';
import { ReplayProgress } from './replay-progress';
import { RetryFailed } from './retry-failed';
import { RunProgress } from './run-progress';
import { SnapshotsRepository } from './snapshots.repository';
import { StoreProgress } from './store-progress';

@Module({
  controllers: [ProgressController, JobRunsController],
  providers: [
    { provide: WORKING_CALENDAR, useClass: ChineseWorkingCalendar },
    ConcernedRepository,
    FailuresRepository,
    JobRunsRepository,
    SnapshotsRepository,
    OneAtATime,
    StoreProgress,
    RunProgress,
    RecomputeConcerned,
    RetryFailed,
    ReplayProgress,
    ProgressSchedule,
    JobMetrics,
  ],
  exports: [
    ConcernedRepository,
    ReplayProgress,
    RunProgress,
    RecomputeConcerned,
    ProgressSchedule,
    SnapshotsRepository,
    WORKING_CALENDAR,
  ],
})
export class ProgressModule {}
