import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** One row as it was read. Working space. */
@Entity('import_row')
@Index('ix_import_row_series', ['batchId', 'indicator', 'area', 'definition', 'line'])
export class ImportRow {
  @ForeignKey('ImportBatch', { name: 'fk_import_row_batch' })
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'pk_import_row' })
  batchId!: number;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'pk_import_row' }) line!: number;
  @Column('jsonb') cells!: object;
  @Column('text') indicator!: string;
  @Column('text') area!: string;
  @Column('text') definition!: string;
  @Column('jsonb', { nullable: true }) input!: object | null;
  @Column('jsonb', { nullable: true }) problems!: object | null;
}
