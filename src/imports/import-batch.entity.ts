import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A table of figures somebody handed in, and what became of it. */
@Entity('import_batch')
@Index('uq_import_batch_working', ['personId'], { unique: true, where: `state IN ('reading', 'judging')` })
@Check(
  'ck_import_batch_state',
  `state IN ('reading', 'judging', 'ready', 'committed', 'cancelled', 'failed')`,
)
@Check('ck_import_batch_ended', `(ended_at IS NOT NULL) = (state IN ('committed', 'cancelled', 'failed'))`)
@Check('ck_import_batch_failed', `(problem IS NOT NULL) = (state = 'failed')`)
@Check('ck_import_batch_judged', `state NOT IN ('ready', 'committed') OR outcome IS NOT NULL`)
export class ImportBatch {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @ForeignKey('Person', { name: 'fk_import_batch_person' })
  @Column('integer')
  personId!: number;
  @Column('text') name!: string;
  /** SHA-256 of what was handed in, in hex. */
  @Column('text') digest!: string;
  @Column('integer') bytes!: number;
  @Column('jsonb', { nullable: true }) readAs!: object | null;
  @Column('text', { default: 'reading' }) state!: string;
  @Column('jsonb', { nullable: true }) problem!: object | null;
  @Column('integer', { default: 0 }) rowsRead!: number;
  @Column('jsonb', { nullable: true }) counts!: object | null;
  /** Digest of all fates. */
  @Column('text', { nullable: true }) outcome!: string | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) begunAt!: Date;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) seenAt!: Date;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
}
