import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** What somebody signs in with. */
@Entity('account')
@Unique('uq_account_login', ['login'])
@Check('ck_account_login', `login ~ '^[a-z0-9][a-z0-9_.@-]{1,63}$'`)
@Check('ck_account_password', 'num_nonnulls(password_hash, password_set_at) IN (0, 2)')
@Check('ck_account_failures', 'failures >= 0')
export class Account {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @Index('ix_account_person')
  @ForeignKey('Person', { name: 'fk_account_person' })
  @Column('integer')
  personId!: number;
  @Column('text') login!: string;
  @Column('text', { nullable: true }) passwordHash!: string | null;
  @Column('timestamptz', { nullable: true }) passwordSetAt!: Date | null;
  /** The password came from somebody else and must be replaced before anything else is done. */
  @Column('boolean', { default: false }) mustChange!: boolean;
  @Column('timestamptz', { nullable: true }) disabledAt!: Date | null;
  @Column('smallint', { default: 0 }) failures!: number;
  @Column('timestamptz', { nullable: true }) lockedUntil!: Date | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) recordedAt!: Date;
}

/** A password that was in use: not to be used again too soon. */
@Entity('password_past')
@Index('ix_password_past_account', ['accountId', 'setAt'])
export class PasswordPast {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @ForeignKey('Account', { name: 'fk_password_past_account' })
  @Column('integer')
  accountId!: number;
  @Column('text') passwordHash!: string;
  @Column('timestamptz') setAt!: Date;
}

/** One signed-in browser. Only the digest of its secret is kept. */
@Entity('session')
@Unique('uq_session_digest', ['digest'])
@Index('ix_session_account', ['accountId'], { where: 'ended_at IS NULL' })
@Check('ck_session_digest', 'length(digest) = 32')
export class Session {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('bytea') digest!: Buffer;
  @ForeignKey('Account', { name: 'fk_session_account' })
  @Column('integer')
  accountId!: number;
  @Column('text') csrfToken!: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) begunAt!: Date;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) seenAt!: Date;
  /** A second factor was shown, or an identity provider vouches for one. */
  @Column('boolean', { default: false }) strong!: boolean;
  /** The identity provider said who it is; the password was not asked for. */
  @Column('boolean', { default: false }) byProvider!: boolean;
  @Column('text') address!: string;
  @Column('text', { nullable: true }) agent!: string | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
}
