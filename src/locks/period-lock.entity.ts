import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Periods that ended by a day are closed, for everything, a department or an indicator. Lifted, never rewritten. */
@Entity('period_lock')
@Index('ix_period_lock_in_force', { synchronize: false })
@Check('ck_period_lock_scope', 'num_nonnulls(department_id, indicator_id) <= 1')
@Check('ck_period_lock_lifted', 'num_nonnulls(lifted_at, lifted_by, lifted_person, lift_reason) IN (0, 4)')
export class PeriodLock {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('date') upTo!: string;
  @ForeignKey('Department', { name: 'fk_period_lock_department' })
  @Column('integer', { nullable: true })
  departmentId!: number | null;
  @ForeignKey('Indicator', { name: 'fk_period_lock_indicator' })
  @Column('integer', { nullable: true })
  indicatorId!: number | null;
  @Column('text') reason!: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) lockedAt!: Date;
  @Column('text') lockedBy!: string;
  @ForeignKey('Person', { name: 'fk_period_lock_locked_person' })
  @Column('integer')
  lockedPerson!: number;
  @Column('timestamptz', { nullable: true }) liftedAt!: Date | null;
  @Column('text', { nullable: true }) liftedBy!: string | null;
  @ForeignKey('Person', { name: 'fk_period_lock_lifted_person' })
  @Column('integer', { nullable: true })
  liftedPerson!: number | null;
  @Column('text', { nullable: true }) liftReason!: string | null;
}

/** For whom, and until when, a lock does not hold. Append-only: it ends by itself. */
@Entity('lock_exception')
@Check('ck_lock_exception_whose', 'num_nonnulls(department_id, person_id) = 1')
@Check('ck_lock_exception_expires', 'expires_at > granted_at')
export class LockException {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @ForeignKey('PeriodLock', { name: 'fk_lock_exception_lock' })
  @Index('ix_lock_exception_lock')
  @Column('integer')
  lockId!: number;
  @ForeignKey('Department', { name: 'fk_lock_exception_department' })
  @Column('integer', { nullable: true })
  departmentId!: number | null;
  @ForeignKey('Person', { name: 'fk_lock_exception_person' })
  @Column('integer', { nullable: true })
  personId!: number | null;
  @Column('timestamptz') expiresAt!: Date;
  @Column('text') reason!: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) grantedAt!: Date;
  @Column('text') grantedBy!: string;
  @ForeignKey('Person', { name: 'fk_lock_exception_granted_person' })
  @Column('integer')
  grantedPerson!: number;
}
