import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One change of state, told in the transaction that made it. Append-only. */
@Entity('audit_event')
@Check('ck_audit_event_via', `via IN ('session', 'token', 'command', 'system')`)
@Index('ix_audit_event_at', ['at'])
@Index('ix_audit_event_person', ['personId', 'id'])
@Index('ix_audit_event_subject', ['subject', 'id'])
export class AuditEvent {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id!: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at!: Date;
  @Column('text') actor!: string;
  @Column('integer', { nullable: true }) personId!: number | null;
  @Column('integer', { nullable: true }) accountId!: number | null;
  @Column('text') via!: string;
  @Column('text', { nullable: true }) address!: string | null;
  @Column('text') action!: string;
  @Column('text') subject!: string;
  @Column('jsonb') details!: Record<string, unknown>;
}
