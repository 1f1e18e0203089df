import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** How a report is asked for, under a name, perhaps again and again. Ended, never deleted. */
@Entity('report_definition')
@Check('ck_report_definition_options', `jsonb_typeof(options) = 'object'`)
@Check('ck_report_definition_schedule', 'num_nonnulls(every, minute, scheduled_at) IN (0, 3)')
@Check('ck_report_definition_minute', 'minute BETWEEN 0 AND 1439')
@Check(
  'ck_report_definition_day',
  `CASE every WHEN 'week' THEN day BETWEEN 1 AND 7 WHEN 'month' THEN day BETWEEN 1 AND 31 ELSE day IS NULL END`,
)
@Check('ck_report_definition_every', `every IN ('day', 'week', 'month')`)
export class ReportDefinition {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('text') name!: string;
  @Column('text') report!: string;
  @Column('text') face!: string;
  @Column('jsonb') options!: unknown;
  @Column('text', { nullable: true }) every!: string | null;
  @Column('smallint', { nullable: true }) day!: number | null;
  @Column('smallint', { nullable: true }) minute!: number | null;
  @Column('timestamptz', { nullable: true }) scheduledAt!: Date | null;
  @ForeignKey('Person', { name: 'fk_report_definition_owner_person' })
  @Column('integer')
  ownerPerson!: number;
  @Column('text') owner!: string;
  @Column('integer', { default: 1 }) version!: number;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) recordedAt!: Date;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) changedAt!: Date;
  @Column('text') changedBy!: string;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
}

/** One report that was made of a definition, or was to be. What was made stays. */
@Entity('report_production')
@Index('uq_report_production_due', ['definitionId', 'dueAt'], { unique: true, where: `cause <> 'by_hand'` })
@Index('ix_report_production_open', ['id'], { where: `state IN ('running', 'failed')` })
@Check('ck_report_production_cause', `cause IN ('schedule', 'make_up', 'by_hand')`)
@Check('ck_report_production_due', `(cause = 'by_hand') = (due_at IS NULL)`)
@Check(
  'ck_report_production_asked',
  `num_nonnulls(asked_by, asked_person) = CASE WHEN cause = 'by_hand' THEN 2 ELSE 0 END`,
)
@Check('ck_report_production_state', `state IN ('running', 'succeeded', 'failed', 'withheld')`)
@Check('ck_report_production_finished', `(state = 'running') = (finished_at IS NULL)`)
@Check(
  'ck_report_production_kept',
  `num_nonnulls(reach, digest, bytes) = CASE WHEN state = 'succeeded' THEN 3 ELSE 0 END
    AND (state <> 'succeeded' OR known_at IS NOT NULL)`,
)
@Check('ck_report_production_error', `state NOT IN ('failed', 'withheld') OR error IS NOT NULL`)
@Check('ck_report_production_digest', `digest ~ '^[0-9a-f]{64}$'`)
@Check('ck_report_production_bytes', 'bytes >= 0')
export class ReportProduction {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @ForeignKey('ReportDefinition', { name: 'fk_report_production_definition' })
  @Index('ix_report_production_definition')
  @Column('integer')
  definitionId!: number;
  @Column('integer') definitionVersion!: number;
  @Column('text') report!: string;
  @Column('text') face!: string;
  @Column('jsonb') options!: unknown;
  @Column('text') cause!: string;
  @Column('timestamptz', { nullable: true }) dueAt!: Date | null;
  @Column('text', { nullable: true }) askedBy!: string | null;
  @ForeignKey('Person', { name: 'fk_report_production_asked_person' })
  @Column('integer', { nullable: true })
  askedPerson!: number | null;
  @Column('date') asOf!: string;
  @Column('timestamptz', { nullable: true }) knownAt!: Date | null;
  @Column('jsonb', { nullable: true }) reach!: unknown;
  @Column('text', { default: 'running' }) state!: string;
  @Column('smallint', { default: 1 }) attempt!: number;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) startedAt!: Date;
  @Column('timestamptz', { nullable: true }) finishedAt!: Date | null;
  @Column('text', { nullable: true }) digest!: string | null;
  @Column('bigint', { nullable: true }) bytes!: string | null;
  @Column('text', { nullable: true }) error!: string | null;
}

/** A piece of the content of a report that was made. Append-only. */
@Entity('report_production_part')
@Check('ck_report_production_part', 'part >= 0 AND length(content) > 0')
export class ReportProductionPart {
  @ForeignKey('ReportProduction', { name: 'fk_report_production_part_production' })
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'pk_report_production_part' })
  productionId!: number;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'pk_report_production_part' }) part!: number;
  @Column('bytea') content!: Buffer;
}
