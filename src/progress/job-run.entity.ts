import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One run of a job for one date. */
@Entity('job_run')
@Index('uq_job_run_logical', ['job', 'asOf'], { unique: true, where: `cause <> 'by_hand'` })
@Check('ck_job_run_job', `job = 'progress'`)
@Check('ck_job_run_cause', `cause IN ('schedule', 'make_up', 'by_hand')`)
@Check('ck_job_run_state', `state IN ('running', 'succeeded', 'partial', 'failed')`)
@Check('ck_job_run_finished', `(state = 'running') = (finished_at IS NULL)`)
@Check('ck_job_run_counts', 'computed >= 0 AND changed >= 0 AND failed >= 0')
export class JobRun {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('text') job!: string;
  @Column('date') asOf!: string;
  @Column('text') cause!: string;
  @Column('text') state!: string;
  @Column('smallint', { default: 1 }) attempt!: number;
  @Column('timestamptz', { nullable: true }) knownAt!: Date | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) startedAt!: Date;
  @Column('timestamptz', { nullable: true }) finishedAt!: Date | null;
  @Column('integer', { default: 0 }) computed!: number;
  @Column('integer', { default: 0 }) changed!: number;
  @Column('integer', { default: 0 }) failed!: number;
  @Column('text', { nullable: true }) error!: string | null;
}
