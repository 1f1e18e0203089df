import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A notice written with the fact it tells of, kept until whoever acts on it has acted. */
@Entity('outbox')
export class OutboxNotice {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id!: string;
  @Column('text') topic!: string;
  @Column('jsonb') payload!: Record<string, unknown>;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) recordedAt!: Date;
}
