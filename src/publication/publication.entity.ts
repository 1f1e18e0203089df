import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Who let everybody see the commitments of a source, or of all; taken back, never deleted. */
@Entity('publication')
@Index('uq_publication_open', { synchronize: false })
@Check(
  'ck_publication_withdrawn',
  'num_nonnulls(withdrawn_at, withdrawn_by, withdrawn_person, withdrawn_reason) IN (0, 4)',
)
@Check('ck_publication_order', 'published_at <= withdrawn_at')
export class Publication {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @ForeignKey('Source', { name: 'fk_publication_source' })
  @Column('integer', { nullable: true })
  sourceId!: number | null;
  @Column('text') reason!: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) publishedAt!: Date;
  @Column('text') publishedBy!: string;
  @ForeignKey('Person', { name: 'fk_publication_published_person' })
  @Column('integer')
  publishedPerson!: number;
  @Column('timestamptz', { nullable: true }) withdrawnAt!: Date | null;
  @Column('text', { nullable: true }) withdrawnBy!: string | null;
  @ForeignKey('Person', { name: 'fk_publication_withdrawn_person' })
  @Column('integer', { nullable: true })
  withdrawnPerson!: number | null;
  @Column('text', { nullable: true }) withdrawnReason!: string | null;
}
