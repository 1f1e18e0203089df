import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A sign-in under way at the identity provider; the browser that began it holds the secret. */
@Entity('oidc_attempt')
@Check('ck_oidc_attempt_digest', 'length(digest) = 32')
export class OidcAttempt {
  @PrimaryColumn('bytea') digest!: Buffer;
  @Column('text') state!: string;
  @Column('text') nonce!: string;
  @Column('text') codeVerifier!: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) begunAt!: Date;
}

/** Which account an identity provider means by a subject. */
@Entity('oidc_link')
export class OidcLink {
  @PrimaryColumn('text') issuer!: string;
  @PrimaryColumn('text') subject!: string;
  @Index('ix_oidc_link_account')
  @ForeignKey('Account', { name: 'fk_oidc_link_account' })
  @Column('integer')
  accountId!: number;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) linkedAt!: Date;
}
