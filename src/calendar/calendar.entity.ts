import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** The holidays and make-up workdays of one year as recorded at one time. Append-only. */
@Entity('calendar_year')
@Check('ck_calendar_year_year', 'year BETWEEN 2000 AND 2100')
@Check('ck_calendar_year_version', 'version >= 1')
@Check('ck_calendar_year_recorded', 'version = 1 OR isfinite(recorded_at)')
export class CalendarYear {
  @PrimaryColumn('smallint') year!: number;
  @PrimaryColumn('integer') version!: number;
  @Column('text') source!: string;
  @Column('text') reason!: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) recordedAt!: Date;
  @Column('text') recordedBy!: string;
}

/** One day of a recording that differs from Monday to Friday. Append-only. */
@Entity('calendar_day')
@ForeignKey('CalendarYear', ['year', 'version'], ['year', 'version'], { name: 'fk_calendar_day_year' })
@Check('ck_calendar_day_year', 'extract(year FROM date) = year')
@Check(
  'ck_calendar_day_kind',
  `kind = CASE WHEN extract(isodow FROM date) < 6 THEN 'holiday' ELSE 'workday' END`,
)
export class CalendarDay {
  @PrimaryColumn('smallint') year!: number;
  @PrimaryColumn('integer') version!: number;
  @PrimaryColumn('date') date!: string;
  @Column('text') kind!: string;
  @Column('text') nameZh!: string;
  @Column('text', { nullable: true }) nameEn!: string | null;
}
