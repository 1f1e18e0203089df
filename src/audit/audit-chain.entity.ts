import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** The place of one event in the chain. Append-only. */
@Entity('audit_link')
@Unique('uq_audit_link_event', ['eventId'])
@Check('ck_audit_link_position', 'position >= 1')
@Check('ck_audit_link_hash', 'length(hash) = 32')
export class AuditLink {
  @PrimaryColumn('bigint') position!: string;
  @ForeignKey('AuditEvent', { name: 'fk_audit_link_event' })
  @Column('bigint')
  eventId!: string;
  @Column('timestamptz') sealedAt!: Date;
  @Column('bytea') hash!: Buffer;
}

/** Where the chain ends: one row, which only moves forward. */
@Entity('audit_head')
@Check('ck_audit_head_one', 'one')
@Check('ck_audit_head_hash', 'length(hash) = 32')
export class AuditHead {
  @PrimaryColumn('boolean', { default: true }) one!: boolean;
  @Column('bigint') position!: string;
  @Column('bytea') hash!: Buffer;
}

/** An event that waits to be sealed. No foreign key: a writer waits for nothing, and what is gone is found out. */
@Entity('audit_unsealed')
export class AuditUnsealed {
  @PrimaryColumn('bigint') eventId!: string;
}

/** What the chain was on a day. Append-only. */
@Entity('audit_anchor')
@Check('ck_audit_anchor_hash', 'length(hash) = 32')
export class AuditAnchor {
  @PrimaryColumn('date') day!: string;
  @PrimaryColumn('bigint') position!: string;
  @Column('bytea') hash!: Buffer;
  @Column('timestamptz') sealedAt!: Date;
}
