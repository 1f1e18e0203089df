import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** How often somebody asked in the window that is open. */
@Entity('rate_limit')
@Check('ck_rate_limit_key', 'length(key) BETWEEN 1 AND 200')
@Check('ck_rate_limit_hits', 'hits > 0')
export class RateLimitWindow {
  @PrimaryColumn('text') key!: string;
  @Column('integer') hits!: number;
  @Column('timestamptz') windowEnds!: Date;
}
