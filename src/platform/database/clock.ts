import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CivilDate, Instant } from '../../domain/calendar';
import type { Tx } from './transactions';

/** Held shared by whoever records a fact that counts, exclusively for the moment a `knownAt` is fixed. */
const RECORDING = `hashtext('duixian.recording')`;

/** SQL that prints a timestamptz expression as an `Instant`: UTC, six digits, text order is time order. */
export const instantSql = (expression: string): string =>
  `to_char(${expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/**
 * Call before a fact's time of record is taken. Until `tx` ends, no `knownAt` after that time can be fixed:
 * a fact that commits late is never found "already known" by the replay of an earlier report.
 */
export async function recordingFacts(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock_shared(${RECORDING})`);
}

/** The database's clock, the only one all replicas share. */
@Injectable()
export class Clock {
  constructor(private readonly dataSource: DataSource) {}

  /** Today in Asia/Shanghai; inside a transaction through its own connection. */
  async today(tx: Tx = this.dataSource.manager): Promise<CivilDate> {
    const [row] = await tx.query<[{ today: CivilDate }]>(
      `SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date::text AS today`,
    );
    return row.today;
  }

  /**
   * A moment by which every fact recorded before it is committed; waits for the writers in flight. Read with
   * it in a transaction that begins afterwards.
   */
  async fixKnownAt(): Promise<Instant> {
    return this.dataSource.transaction(async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(${RECORDING})`);
      const [row] = await tx.query<[{ at: Instant }]>(`SELECT ${instantSql('clock_timestamp()')} AS at`);
      return row.at;
    });
  }
}
