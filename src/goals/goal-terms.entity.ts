import { Check, Column, Entity, Exclusion, ForeignKey, PrimaryColumn } from 'typeorm';

/** One dated version of what was promised. Never rewritten; a later version sets the end of this one. */
@Entity('goal_terms')
@Check('ck_goal_terms_version', 'version >= 1')
@Check('ck_goal_terms_effective', 'effective_until >= effective_from')
@Check(
  'ck_goal_terms_baseline',
  'num_nonnulls(baseline_value, baseline_at, baseline_qualifier, baseline_basis) IN (0, 4)',
)
@Check('ck_goal_terms_order', `deadline > coalesce(start_on, baseline_at, '-infinity')`)
@Check('ck_goal_terms_grace', 'grace_days BETWEEN 0 AND 400')
@Check(
  'ck_goal_terms_preset',
  `num_nonnulls(preset_on_track, preset_behind) = CASE WHEN preset = 'custom' THEN 2 ELSE 0 END
    AND (preset <> 'custom' OR preset_on_track > preset_behind)`,
)
@Exclusion(
  'ex_goal_terms_overlap',
  `USING gist (int4range(goal_id, goal_id, '[]') WITH &&, daterange(effective_from, effective_until) WITH &&)`,
)
export class GoalTermsVersion {
  @ForeignKey('Goal', { name: 'fk_goal_terms_goal' })
  @PrimaryColumn('integer')
  goalId!: number;
  @PrimaryColumn('integer') version!: number;
  @Column('date') effectiveFrom!: string;
  @Column('date', { nullable: true }) effectiveUntil!: string | null;
  @Column('text') comparator!: string;
  @Column('numeric') target!: string;
  @Column('numeric', { nullable: true }) baselineValue!: string | null;
  @Column('date', { nullable: true }) baselineAt!: string | null;
  @Column('text', { nullable: true }) baselineQualifier!: string | null;
  @Column('text', { nullable: true }) baselineBasis!: string | null;
  @Column('date', { nullable: true }) startOn!: string | null;
  @Column('date') deadline!: string;
  @Column('text') deadlineBasis!: string;
  @Column('smallint') graceDays!: number;
  @Column('text') preset!: string;
  @Column('numeric', { nullable: true }) presetOnTrack!: string | null;
  @Column('numeric', { nullable: true }) presetBehind!: string | null;
  @Column('text') reason!: string;
  @Column('text', { nullable: true }) document!: string | null;
  @Column('text') author!: string;
  @Column('text', { nullable: true }) approvedBy!: string | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) recordedAt!: Date;
}

/** A published point of the path of one version. */
@Entity('goal_stage')
@ForeignKey('GoalTermsVersion', ['goalId', 'version'], ['goalId', 'version'], { name: 'fk_goal_stage_terms' })
export class GoalStage {
  @PrimaryColumn('integer') goalId!: number;
  @PrimaryColumn('integer') version!: number;
  @PrimaryColumn('date') at!: string;
  @Column('numeric') value!: string;
}
