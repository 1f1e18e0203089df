import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** The unit that answers for a goal, in a tree, with its lead person. */
@Entity('department')
@Unique('uq_department_code', ['code'])
@Check('ck_department_parent', 'parent_id <> id')
export class Department {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('text') code!: string;
  @Column('text') nameZh!: string;
  @Column('text') nameEn!: string;
  @Index('ix_department_area')
  @ForeignKey('Area', { name: 'fk_department_area' })
  @Column('integer')
  areaId!: number;
  @ForeignKey('Department', { name: 'fk_department_parent' })
  @Column('integer', { nullable: true })
  parentId!: number | null;
  @Column('text', { nullable: true }) leadZh!: string | null;
  @Column('text', { nullable: true }) leadEn!: string | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) recordedAt!: Date;
}
