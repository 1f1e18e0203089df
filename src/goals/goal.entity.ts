import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A target on one indicator in one area, in each area below one, or on the sum of them. */
@Entity('goal')
@ForeignKey('Commitment', ['id', 'kind'], ['id', 'kind'], { name: 'fk_goal_commitment' })
@Check('ck_goal_kind', `kind = 'goal'`)
@Check('ck_goal_scope', `scope IN ('area', 'each_area', 'sum')`)
@Check('ck_goal_parent', `parent_id IS NULL OR (scope = 'area' AND parent_id <> id)`)
@Check('ck_goal_follows', 'follows_id <> id')
@Index('ix_goal_record', ['indicatorId', 'areaId', 'definition'])
@Index('uq_goal_member', ['parentId', 'areaId'], { unique: true, where: 'parent_id IS NOT NULL' })
export class Goal {
  @PrimaryColumn('integer') id!: number;
  @Column('text', { default: 'goal' }) kind!: string;
  @Column('text') scope!: string;
  @ForeignKey('Indicator', { name: 'fk_goal_indicator' })
  @Column('integer')
  indicatorId!: number;
  @ForeignKey('Area', { name: 'fk_goal_area' })
  @Column('integer')
  areaId!: number;
  @Column('text') definition!: string;
  @ForeignKey('Department', { name: 'fk_goal_department' })
  @Column('integer', { nullable: true })
  departmentId!: number | null;
  @ForeignKey('Source', { name: 'fk_goal_source' })
  @Column('integer')
  sourceId!: number;
  /** The each-area goal this one is a member of. */
  @ForeignKey('Goal', { name: 'fk_goal_parent' })
  @Column('integer', { nullable: true })
  parentId!: number | null;
  /** The goal whose target is a stage of this one's path. */
  @ForeignKey('Goal', { name: 'fk_goal_follows' })
  @Column('integer', { nullable: true })
  followsId!: number | null;
  @Column('text', { nullable: true }) noteZh!: string | null;
  @Column('text', { nullable: true }) noteEn!: string | null;
  @Column('integer', { default: 1 }) version!: number;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) recordedAt!: Date;
}

@Entity('goal_speaker')
export class GoalSpeaker {
  @ForeignKey('Goal', { name: 'fk_goal_speaker_goal' })
  @PrimaryColumn('integer')
  goalId!: number;
  @ForeignKey('Speaker', { name: 'fk_goal_speaker_speaker' })
  @PrimaryColumn('integer')
  speakerId!: number;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) recordedAt!: Date;
}
