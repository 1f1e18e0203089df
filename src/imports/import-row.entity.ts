import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One row as it was read. Working space. */
@Entity('import_row')
export class ImportRow {
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'pk_import_row' })
  batchId!: number;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'pk_import_row' }) line!: number;
  @Column('json') cells!: object;
  @Column('text') indicator!: string;
  @Column('text') area!: string;
  @Column('text') definition!: string;
  @Column('json', { nullable: true }) input!: object | null;
  @Column('json', { nullable: true }) problems!: object | null;
}
