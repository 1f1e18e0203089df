import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** An administrative division, in a tree. */
@Entity('area')
@Unique('uq_area_code', ['code'])
@Check('ck_area_parent', 'parent_id <> id')
export class Area {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('text') code!: string;
  @Column('text') nameZh!: string;
  @Column('text') nameEn!: string;
  @Column('text') level!: string;
  @Index('ix_area_parent')
  @ForeignKey('Area', { name: 'fk_area_parent' })
  @Column('integer', { nullable: true })
  parentId!: number | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) recordedAt!: Date;
}
