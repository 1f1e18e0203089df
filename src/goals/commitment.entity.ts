import { Check, Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A goal or a programme: what progress is computed for. One space of codes for both. */
@Entity('commitment')
@Unique('uq_commitment_code', ['code'])
@Unique('uq_commitment_kind', ['id', 'kind'])
@Check('ck_commitment_kind', `kind IN ('goal', 'programme')`)
export class Commitment {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('text') code!: string;
  @Column('text') kind!: 'goal' | 'programme';
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) recordedAt!: Date;
}
