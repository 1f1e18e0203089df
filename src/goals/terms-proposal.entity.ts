import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** New terms somebody proposed, and what another person decided. Decided once, never changed. */
@Entity('terms_proposal')
@ForeignKey('GoalTermsVersion', ['goalId', 'baseVersion'], ['goalId', 'version'], {
  name: 'fk_terms_proposal_base',
})
@Index('uq_terms_proposal_pending', ['goalId'], { unique: true, where: `state = 'pending'` })
@Check('ck_terms_proposal_content', `jsonb_typeof(content) = 'object'`)
@Check('ck_terms_proposal_state', `state IN ('pending', 'approved', 'rejected', 'withdrawn')`)
@Check(
  'ck_terms_proposal_decided',
  `num_nonnulls(decided_by, decided_person, decided_at) = CASE WHEN state = 'pending' THEN 0 ELSE 3 END`,
)
@Check(
  'ck_terms_proposal_two_people',
  `state NOT IN ('approved', 'rejected') OR decided_person <> proposed_person`,
)
@Check('ck_terms_proposal_withdrawn', `state <> 'withdrawn' OR decided_person = proposed_person`)
@Check('ck_terms_proposal_rejected', `state <> 'rejected' OR decision_reason IS NOT NULL`)
export class TermsProposal {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('integer') goalId!: number;
  /** The version in force when it was made. */
  @Column('integer') baseVersion!: number;
  @Column('jsonb') content!: object;
  @Column('date') effectiveFrom!: string;
  @Column('text') reason!: string;
  @Column('text', { nullable: true }) document!: string | null;
  @Column('text', { default: 'pending' }) state!: string;
  @Column('text') proposedBy!: string;
  @ForeignKey('Person', { name: 'fk_terms_proposal_proposed_person' })
  @Column('integer')
  proposedPerson!: number;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) proposedAt!: Date;
  @Column('text', { nullable: true }) decidedBy!: string | null;
  @ForeignKey('Person', { name: 'fk_terms_proposal_decided_person' })
  @Column('integer', { nullable: true })
  decidedPerson!: number | null;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
  @Column('text', { nullable: true }) decisionReason!: string | null;
}
