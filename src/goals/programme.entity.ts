import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A named composite of goals with a rule. */
@Entity('programme')
@ForeignKey('Commitment', ['id', 'kind'], ['id', 'kind'], { name: 'fk_programme_commitment' })
@Check('ck_programme_kind', `kind = 'programme'`)
@Check('ck_programme_rule', `rule IN ('all', 'any', 'weighted')`)
export class Programme {
  @PrimaryColumn('integer') id!: number;
  @Column('text', { default: 'programme' }) kind!: string;
  @Column('text') nameZh!: string;
  @Column('text') nameEn!: string;
  @Column('text') rule!: string;
  @ForeignKey('Area', { name: 'fk_programme_area' })
  @Column('integer', { nullable: true })
  responsibleAreaId!: number | null;
  @ForeignKey('Department', { name: 'fk_programme_department' })
  @Column('integer', { nullable: true })
  departmentId!: number | null;
  @ForeignKey('Source', { name: 'fk_programme_source' })
  @Column('integer')
  sourceId!: number;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) recordedAt!: Date;
}

@Entity('programme_speaker')
export class ProgrammeSpeaker {
  @ForeignKey('Programme', { name: 'fk_programme_speaker_programme' })
  @PrimaryColumn('integer')
  programmeId!: number;
  @ForeignKey('Speaker', { name: 'fk_programme_speaker_speaker' })
  @PrimaryColumn('integer')
  speakerId!: number;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) recordedAt!: Date;
}

/** Membership in time: what left a programme was in it for every report known before. */
@Entity('programme_member')
@Index('uq_programme_member', ['programmeId', 'goalId'], { unique: true, where: 'removed_at IS NULL' })
@Index('ix_programme_member_goal', ['goalId'])
@Check('ck_programme_member_weight', 'weight > 0')
@Check('ck_programme_member_removed', 'removed_at >= recorded_at')
export class ProgrammeMember {
  @ForeignKey('Programme', { name: 'fk_programme_member_programme' })
  @PrimaryColumn('integer')
  programmeId!: number;
  @ForeignKey('Goal', { name: 'fk_programme_member_goal' })
  @PrimaryColumn('integer')
  goalId!: number;
  @Column('numeric', { nullable: true }) weight!: string | null;
  @PrimaryColumn('timestamptz', { default: () => 'clock_timestamp()' }) recordedAt!: Date;
  @Column('timestamptz', { nullable: true }) removedAt!: Date | null;
}
