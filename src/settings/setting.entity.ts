import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A setting that was changed from its default; where there is no row, the default holds. */
@Entity('setting')
@Check('ck_setting_name', `name ~ '^[a-z][a-z_.]{1,63}$'`)
export class Setting {
  @PrimaryColumn('text') name!: string;
  @Column('jsonb') value!: unknown;
  @Column('integer', { default: 1 }) version!: number;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) changedAt!: Date;
  @Column('text') changedBy!: string;
}
