import { Module } from '@nestjs/common';
import { GoalsModule } from '../goals';
import { CloseCommitment } from './close-commitment';
import { ClosingsController } from './closings.controller';
import { ClosingsRepository } from './closings.repository';
import { ConcernedRepository } from './concerned.repository';
import { FailuresRepository } from './failures.repository';
import { JobRunsRepository } from './job-runs.repository';
import { JobMetrics } from './job-metrics';
import { JobRunsController, ProgressController } from './progress.controller';
import { PreviewProposal } from './preview-proposal';
import { OneAtATime } from './one-at-a-time';
import { ProgressSchedule } from './progress-schedule';
import { RecomputeConcerned } from './recompute-concerned';
import { ReplayProgress } from './replay-progress';
import { RetryFailed } from './retry-failed';
import { RunProgress } from './run-progress';
import { SnapshotsRepository } from './snapshots.repository';
import { StoreProgress } from './store-progress';

@Module({
  imports: [GoalsModule],
  controllers: [ProgressController, ClosingsController, JobRunsController],
  providers: [
    ClosingsRepository,
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
    PreviewProposal,
    CloseCommitment,
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
  ],
})
export class ProgressModule {}
