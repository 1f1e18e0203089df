import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** The second factor of an account: a secret shared with an application that shows codes by time. */
@Entity('totp_factor')
@Check('ck_totp_factor_failures', 'failures >= 0')
@Check('ck_totp_factor_confirmed', 'confirmed_at IS NULL OR last_step IS NOT NULL')
export class TotpFactor {
  @ForeignKey('Account', { name: 'fk_totp_factor_account' })
  @PrimaryColumn('integer')
  accountId!: number;
  /** Encrypted. */
  @Column('text') secret!: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) begunAt!: Date;
  @Column('timestamptz', { nullable: true }) confirmedAt!: Date | null;
  /** The step of time of the last code that was accepted: none is accepted twice. */
  @Column('bigint', { nullable: true }) lastStep!: string | null;
  @Column('smallint', { default: 0 }) failures!: number;
  @Column('timestamptz', { nullable: true }) lockedUntil!: Date | null;
}

/** A code on paper for when the application is lost. Good once. */
@Entity('recovery_code')
@Check('ck_recovery_code_digest', 'length(digest) = 32')
export class RecoveryCode {
  @ForeignKey('Account', { name: 'fk_recovery_code_account' })
  @PrimaryColumn('integer')
  accountId!: number;
  @PrimaryColumn('bytea') digest!: Buffer;
  @Column('timestamptz', { nullable: true }) usedAt!: Date | null;
}
