import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a row comes to, and the figure it would put on record. Working space. */
@Entity('import_fate')
export class ImportFate {
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'pk_import_fate' })
  batchId!: number;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'pk_import_fate' }) line!: number;
  @Column('text') fate!: string;
  @Column('json', { nullable: true }) problems!: object | null;
  @Column('integer', { nullable: true }) seriesId!: number | null;
  @Column('date', { nullable: true }) periodStart!: string | null;
  @Column('date', { nullable: true }) periodEnd!: string | null;
  @Column('text', { nullable: true }) kind!: string | null;
  @Column('numeric', { nullable: true }) value!: string | null;
  @Column('numeric', { nullable: true }) numerator!: string | null;
  @Column('numeric', { nullable: true }) denominator!: string | null;
  @Column('text', { nullable: true }) qualifier!: string | null;
  @Column('json', { nullable: true }) heldFor!: object | null;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('text', { nullable: true }) note!: string | null;
  @Column('text', { nullable: true }) evidenceUrl!: string | null;
}
