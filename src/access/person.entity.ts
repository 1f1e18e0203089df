import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A human being. Rules about people ask for the person, whatever account was used. */
@Entity('person')
@Check('ck_person_email', `email ~ '^[^@\\s]{1,64}@[^@\\s]{1,190}$'`)
@Index('uq_person_email', { synchronize: false })
export class Person {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) email!: string | null;
  @Column('integer', { default: 1 }) version!: number;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) recordedAt!: Date;
}

/** A role held by a person from one moment to another; ended, never deleted. */
@Entity('role_grant')
@Index('uq_role_grant', { synchronize: false })
@Check('ck_role_grant_department', `(department_id IS NOT NULL) = (role IN ('official', 'reviewer'))`)
@Check('ck_role_grant_area', 'area_id IS NULL OR department_id IS NOT NULL')
@Check('ck_role_grant_revoked', 'num_nonnulls(revoked_at, revoked_by) IN (0, 2)')
export class RoleGrant {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @ForeignKey('Person', { name: 'fk_role_grant_person' })
  @Column('integer')
  personId!: number;
  @Column('text') role!: string;
  @ForeignKey('Department', { name: 'fk_role_grant_department' })
  @Column('integer', { nullable: true })
  departmentId!: number | null;
  @ForeignKey('Area', { name: 'fk_role_grant_area' })
  @Column('integer', { nullable: true })
  areaId!: number | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) grantedAt!: Date;
  @Column('text') grantedBy!: string;
  @Column('timestamptz', { nullable: true }) revokedAt!: Date | null;
  @Column('text', { nullable: true }) revokedBy!: string | null;
}
