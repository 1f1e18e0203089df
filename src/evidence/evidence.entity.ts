import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A file somebody handed in. Its content lies in the store under `storedAs`. Append-only. */
@Entity('evidence_file')
@Index('ix_evidence_file_digest', ['digest'])
@Check('ck_evidence_file_digest', `digest ~ '^[0-9a-f]{64}$'`)
@Check('ck_evidence_file_bytes', 'bytes > 0')
@Check('ck_evidence_file_name', 'length(name) BETWEEN 1 AND 200')
@Check('ck_evidence_file_scan', `scan IN ('clean', 'not_scanned')`)
export class EvidenceFile {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'pk_evidence_file' }) id!: string;
  @Column('text') digest!: string;
  @Column('bigint') bytes!: string;
  @Column('text') mediaType!: string;
  @Column('text') name!: string;
  @Column('text') storedAs!: string;
  @Column('text') scan!: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) uploadedAt!: Date;
  @ForeignKey('Person', { name: 'fk_evidence_file_person' })
  @Column('integer')
  personId!: number;
  @Column('text') uploadedBy!: string;
}

/** Which files show where a revision of a figure comes from. Append-only. */
@Entity('actual_evidence')
@ForeignKey('Actual', ['seriesId', 'periodEnd', 'revision'], ['seriesId', 'periodEnd', 'revision'], {
  name: 'fk_actual_evidence_actual',
})
@Index('ix_actual_evidence_file', ['evidenceId'])
export class ActualEvidence {
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'pk_actual_evidence' }) seriesId!: number;
  @PrimaryColumn('date', { primaryKeyConstraintName: 'pk_actual_evidence' }) periodEnd!: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'pk_actual_evidence' }) revision!: number;
  @ForeignKey('EvidenceFile', { name: 'fk_actual_evidence_file' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'pk_actual_evidence' })
  evidenceId!: string;
}

/** Content on its way into the store, not yet named by a file of the record. */
@Entity('evidence_arrival')
export class EvidenceArrival {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_evidence_arrival' }) digest!: string;
  @Column('text') storedAs!: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) arrivedAt!: Date;
}
