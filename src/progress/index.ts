export { type Clocks } from './feed';
export { type Batch, judgeCommitments, type Judged } from './judge-commitments';
export { type JobRunView } from './progress.dto';
export { ProgressModule } from './progress.module';
export { ProgressSchedule } from './progress-schedule';
export { RecomputeConcerned } from './recompute-concerned';
export { ReplayProgress } from './replay-progress';
export { RunProgress } from './run-progress';
export { SnapshotsRepository } from './snapshots.repository';
