import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A secret with which a program acts for an account, within its scopes. Only the digest is kept. */
@Entity('api_token')
@Unique('uq_api_token_digest', ['digest'])
@Check('ck_api_token_digest', 'length(digest) = 32')
@Check(
  'ck_api_token_scopes',
  `cardinality(scopes) > 0 AND NOT scopes && ARRAY['self.manage', 'people.manage']`,
)
@Check('ck_api_token_expires', `expires_at > created_at AND expires_at <= created_at + interval '368 days'`)
@Check('ck_api_token_revoked', 'num_nonnulls(revoked_at, revoked_by) IN (0, 2)')
export class ApiToken {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('bytea') digest!: Buffer;
  @Index('ix_api_token_account')
  @ForeignKey('Account', { name: 'fk_api_token_account' })
  @Column('integer')
  accountId!: number;
  @Column('text') name!: string;
  @Column('text', { array: true }) scopes!: string[];
  /** Whether a second factor was shown when it was made. */
  @Column('boolean') strong!: boolean;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) createdAt!: Date;
  @Column('timestamptz') expiresAt!: Date;
  @Column('timestamptz', { nullable: true }) lastUsedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) revokedAt!: Date | null;
  @Column('text', { nullable: true }) revokedBy!: string | null;
}
