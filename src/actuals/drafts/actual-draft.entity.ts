import { Check, Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** What one person is about to submit for one period, as typed. Working space: changed and deleted at will. */
@Entity('actual_draft')
@Unique('uq_actual_draft', ['personId', 'seriesId', 'period'])
@Check('ck_actual_draft_period', 'length(period) BETWEEN 1 AND 40')
@Check('ck_actual_draft_fields', `jsonb_typeof(fields) = 'object'`)
@Check('ck_actual_draft_version', 'version >= 1')
export class ActualDraft {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @ForeignKey('Person', { name: 'fk_actual_draft_person' })
  @Column('integer')
  personId!: number;
  @ForeignKey('Series', { name: 'fk_actual_draft_series' })
  @Column('integer')
  seriesId!: number;
  @Column('text') period!: string;
  @Column('jsonb') fields!: Record<string, string | boolean>;
  @Column('integer', { default: 1 }) version!: number;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) savedAt!: Date;
}
