import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The answer once given to a write, to be given again when the same write is sent again. */
@Entity('idempotency_key')
@Check('ck_idempotency_key_length', 'length(key) BETWEEN 1 AND 200')
export class IdempotencyKey {
  @PrimaryColumn('text') scope!: string;
  @PrimaryColumn('text') key!: string;
  @Column('text') requestDigest!: string;
  @Column('json', { nullable: true }) response!: unknown;
  @Index('ix_idempotency_key_recorded')
  @Column('timestamptz', { default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}
