import { Check, Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** What is measured. Measure, entry mode, unit and code never change once defined. */
@Entity('indicator')
@Unique('uq_indicator_code', ['code'])
@Check('ck_indicator_decimals', 'decimals BETWEEN 0 AND 10')
@Check('ck_indicator_due', 'due_working_day BETWEEN 1 AND 60')
@Check('ck_indicator_plausible', 'plausible_min <= plausible_max')
@Check(
  'ck_indicator_entry_mode',
  `(measure, entry_mode) IN (
    ('stock', 'level'), ('ratio', 'level'), ('cumulative', 'total'), ('cumulative', 'increment'),
    ('flow', 'ytd'), ('flow', 'monthly'), ('milestone', 'done'))`,
)
export class Indicator {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('text') code!: string;
  @Column('text') nameZh!: string;
  @Column('text') nameEn!: string;
  @Column('text') unitZh!: string;
  @Column('text') unitEn!: string;
  @Column('text') measure!: string;
  @Column('text') direction!: string;
  @Column('text') entryMode!: string;
  @Column('smallint') decimals!: number;
  @Column('text', { nullable: true }) definitionZh!: string | null;
  @Column('text', { nullable: true }) definitionEn!: string | null;
  @Column('text') cycle!: string;
  @Column('smallint') dueWorkingDay!: number;
  @Column('numeric', { nullable: true }) plausibleMin!: string | null;
  @Column('numeric', { nullable: true }) plausibleMax!: string | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) recordedAt!: Date;
}

/** One line of record: an indicator in an area by one statistical definition. */
@Entity('series')
@Unique('uq_series', ['indicatorId', 'areaId', 'definition'])
export class Series {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @ForeignKey('Indicator', { name: 'fk_series_indicator' })
  @Column('integer')
  indicatorId!: number;
  @ForeignKey('Area', { name: 'fk_series_area' })
  @Column('integer')
  areaId!: number;
  @Column('text') definition!: string;
}
