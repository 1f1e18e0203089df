import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What was computed for one commitment: all printed quantities, and what they were computed from. */
abstract class ProgressColumns {
  @Column('text') methodVersion!: string;
  @Column('text') status!: string;
  @Column('text') light!: string;
  @Column('text') dataStatus!: string;
  @Column('jsonb') quantities!: Record<string, string | null>;
  @Column('jsonb') inputs!: Record<string, unknown>;
}

/** The latest snapshot of each commitment; `asOf` is the day since which it reads like this. */
@Entity('progress_current')
export class ProgressCurrent extends ProgressColumns {
  @ForeignKey('Commitment', { name: 'fk_progress_current_commitment' })
  @PrimaryColumn('integer')
  commitmentId!: number;
  @Column('date') asOf!: string;
  @Column('timestamptz') knownAt!: Date;
  @ForeignKey('JobRun', { name: 'fk_progress_current_run' })
  @Column('integer', { nullable: true })
  runId!: number | null;
}

/** Every snapshot that differed from the one before it; append-only, a partition for each month. */
@Entity('progress_snapshot')
export class ProgressSnapshot extends ProgressColumns {
  @ForeignKey('Commitment', { name: 'fk_progress_snapshot_commitment' })
  @PrimaryColumn('integer')
  commitmentId!: number;
  @PrimaryColumn('date') asOf!: string;
  @PrimaryColumn('timestamptz') knownAt!: Date;
  @ForeignKey('JobRun', { name: 'fk_progress_snapshot_run' })
  @Column('integer', { nullable: true })
  runId!: number | null;
}

/** A commitment that could not be computed for a date; it is tried again for that date until it succeeds. */
@Entity('progress_failure')
@Index('ix_progress_failure_retry', ['retryAt'])
export class ProgressFailure {
  @ForeignKey('Commitment', { name: 'fk_progress_failure_commitment' })
  @PrimaryColumn('integer')
  commitmentId!: number;
  @PrimaryColumn('date') asOf!: string;
  @ForeignKey('JobRun', { name: 'fk_progress_failure_run' })
  @Column('integer', { nullable: true })
  runId!: number | null;
  @Column('text') error!: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) failedAt!: Date;
  @Column('integer', { default: 1 }) attempts!: number;
  /** Not tried again by itself before this. */
  @Column('timestamptz') retryAt!: Date;
}
