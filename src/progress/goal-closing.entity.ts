import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A commitment taken off the list with the verdict it had. Reopened at most once, never changed. */
@Entity('goal_closing')
@Index('uq_goal_closing_open', ['commitmentId'], { unique: true, where: 'reopened_at IS NULL' })
@Index('ix_goal_closing_commitment', ['commitmentId'])
@Check(
  'ck_goal_closing_reopened',
  'num_nonnulls(reopened_by, reopened_person, reopened_at, reopened_reason) IN (0, 4)',
)
@Check('ck_goal_closing_order', 'known_at <= closed_at AND closed_at <= reopened_at')
export class GoalClosing {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @ForeignKey('Commitment', { name: 'fk_goal_closing_commitment' })
  @Column('integer')
  commitmentId!: number;
  @Column('text') verdict!: string;
  @Column('date') asOf!: string;
  @Column('timestamptz') knownAt!: Date;
  @Column('text') reason!: string;
  @Column('text', { nullable: true }) document!: string | null;
  @Column('text') closedBy!: string;
  @ForeignKey('Person', { name: 'fk_goal_closing_closed_person' })
  @Column('integer')
  closedPerson!: number;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) closedAt!: Date;
  @Column('text', { nullable: true }) reopenedBy!: string | null;
  @ForeignKey('Person', { name: 'fk_goal_closing_reopened_person' })
  @Column('integer', { nullable: true })
  reopenedPerson!: number | null;
  @Column('timestamptz', { nullable: true }) reopenedAt!: Date | null;
  @Column('text', { nullable: true }) reopenedReason!: string | null;
}
