import { Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** Where commitments were stated. */
@Entity('source')
@Unique('uq_source_code', ['code'])
export class Source {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('text') code!: string;
  @Column('text') titleZh!: string;
  @Column('text') titleEn!: string;
  @Column('date') statedOn!: string;
  /** Invented, to show how the product is used. */
  @Column('boolean') example!: boolean;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) recordedAt!: Date;
}

/** Who stated them there. */
@Entity('speaker')
@Unique('uq_speaker', ['sourceId', 'code'])
export class Speaker {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @ForeignKey('Source', { name: 'fk_speaker_source' })
  @Column('integer')
  sourceId!: number;
  @Column('text') code!: string;
  @Column('text') nameZh!: string;
  @Column('text') nameEn!: string;
  @Column('text') roleZh!: string;
  @Column('text') roleEn!: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) recordedAt!: Date;
}
