import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** One revision of one observed value. What was accepted or returned stays as it was. */
@Entity('actual')
@Index('ix_actual_recorded', { synchronize: false })
@Index('ix_actual_period', { synchronize: false })
@Index('ix_actual_waiting', { synchronize: false })
@Check('ck_actual_revision', 'revision >= 1')
@Check('ck_actual_period', 'period_start <= period_end')
@Check('ck_actual_kind', `kind IN ('entry', 'correction') AND (kind = 'entry' OR revision > 1)`)
@Check('ck_actual_correction', `kind = 'entry' OR reason IS NOT NULL`)
@Check(
  'ck_actual_parts',
  'num_nonnulls(numerator, denominator) IN (0, 2) AND (denominator IS NULL OR denominator > 0)',
)
@Check(
  'ck_actual_decided',
  `num_nonnulls(decided_at, decided_by) = CASE WHEN state IN ('accepted', 'returned') THEN 2 ELSE 0 END`,
)
@Check('ck_actual_returned', `state <> 'returned' OR decision_reason IS NOT NULL`)
@Check('ck_actual_two_people', `state <> 'accepted' OR decided_person <> recorded_person`)
@Check('ck_actual_decided_person', 'decided_person IS NULL OR decided_at IS NOT NULL')
@Check('ck_actual_evidence', 'length(evidence_url) BETWEEN 8 AND 2000')
export class Actual {
  @ForeignKey('Series', { name: 'fk_actual_series' })
  @PrimaryColumn('integer')
  seriesId!: number;
  @PrimaryColumn('date') periodEnd!: string;
  @PrimaryColumn('integer') revision!: number;
  /** First day of the period an amount belongs to; null for levels, totals and year-to-date figures. */
  @Column('date', { nullable: true }) periodStart!: string | null;
  @Column('text') kind!: string;
  @Column('numeric') value!: string;
  @Column('numeric', { nullable: true }) numerator!: string | null;
  @Column('numeric', { nullable: true }) denominator!: string | null;
  @Column('text') qualifier!: string;
  @Column('text') state!: string;
  /** Findings of the plausibility check; null when there were none. */
  @Column('jsonb', { nullable: true }) heldFor!: unknown;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('text', { nullable: true }) note!: string | null;
  /** The same in English, where the catalog that states the figure gives it. */
  @Column('text', { nullable: true }) noteEn!: string | null;
  @Column('text', { nullable: true }) evidenceUrl!: string | null;
  @ForeignKey('Speaker', { name: 'fk_actual_speaker' })
  @Column('integer', { nullable: true })
  speakerId!: number | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) recordedAt!: Date;
  @Column('text') recordedBy!: string;
  /** Null where the catalog stated it. */
  @ForeignKey('Person', { name: 'fk_actual_recorded_person' })
  @Column('integer', { nullable: true })
  recordedPerson!: number | null;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
  @Column('text', { nullable: true }) decidedBy!: string | null;
  @ForeignKey('Person', { name: 'fk_actual_decided_person' })
  @Column('integer', { nullable: true })
  decidedPerson!: number | null;
  @Column('text', { nullable: true }) decisionReason!: string | null;
}
