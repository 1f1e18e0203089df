import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { instantSql, type Tx } from '../../platform/database';

/** A factor as judging a code takes it. */
export interface TriedFactor {
  /** Encrypted. */
  readonly secret: string;
  readonly confirmed: boolean;
  /** The step of time that it is now, by the one clock of all replicas. */
  readonly step: number;
}

export interface FactorState {
  readonly confirmedAt: string | null;
  readonly recoveryCodesLeft: number;
}

@Injectable()
export class FactorsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Begins anew with this secret; false where a confirmed factor is in force. */
  async begin(tx: Tx, accountId: number, secret: string): Promise<boolean> {
    const begun = await tx.query<unknown[]>(
      `INSERT INTO totp_factor AS f (account_id, secret) VALUES ($1, $2)
       ON CONFLICT (account_id) DO UPDATE SET secret = excluded.secret, begun_at = clock_timestamp(), last_step = NULL,
         failures = 0, locked_until = NULL
       WHERE f.confirmed_at IS NULL RETURNING 1`,
      [accountId, secret],
    );
    return begun.length === 1;
  }

  /** Counts an attempt before it is judged, as a sign-in does. */
  async attempt(
    accountId: number,
    limit: { failures: number; lockMinutes: number },
  ): Promise<TriedFactor | 'locked' | 'none'> {
    const [[found]] = await this.dataSource.query<[TriedFactor[], number]>(
      `UPDATE totp_factor SET
         failures = CASE WHEN locked_until <= clock_timestamp() THEN 1 ELSE failures + 1 END,
         locked_until = CASE WHEN (CASE WHEN locked_until <= clock_timestamp() THEN 1 ELSE failures + 1 END) >= $2
           THEN clock_timestamp() + make_interval(mins => $3) END
       WHERE account_id = $1 AND (locked_until IS NULL OR locked_until <= clock_timestamp())
       RETURNING secret, confirmed_at IS NOT NULL AS confirmed,
         floor(extract(epoch FROM clock_timestamp()) / 30)::int AS step`,
      [accountId, limit.failures, limit.lockMinutes],
    );
    if (found !== undefined) return found;
    const known = await this.dataSource.query<unknown[]>(`SELECT 1 FROM totp_factor WHERE account_id = $1`, [
      accountId,
    ]);
    return known.length > 0 ? 'locked' : 'none';
  }

  /** Takes the step for this account; false where it, or a later one, was taken before, by whatever replica. */
  async takeStep(tx: Tx, accountId: number, step: number): Promise<boolean> {
    const [, count] = await tx.query<[unknown[], number]>(
      `UPDATE totp_factor SET last_step = $2 WHERE account_id = $1 AND (last_step IS NULL OR last_step < $2)`,
      [accountId, step],
    );
    return count === 1;
  }

  /** Takes a recovery code; false where there is no such code, or it was used. */
  async takeRecoveryCode(tx: Tx, accountId: number, digest: Buffer): Promise<boolean> {
    const [, count] = await tx.query<[unknown[], number]>(
      `UPDATE recovery_code SET used_at = clock_timestamp() WHERE account_id = $1 AND digest = $2 AND used_at IS NULL`,
      [accountId, digest],
    );
    return count === 1;
  }

  async forgiveAttempts(tx: Tx, accountId: number): Promise<void> {
    await tx.query(`UPDATE totp_factor SET failures = 0, locked_until = NULL WHERE account_id = $1`, [
      accountId,
    ]);
  }

  async confirm(tx: Tx, accountId: number, recoveryDigests: readonly Buffer[]): Promise<void> {
    await tx.query(`UPDATE totp_factor SET confirmed_at = clock_timestamp() WHERE account_id = $1`, [
      accountId,
    ]);
    await tx.query(`INSERT INTO recovery_code (account_id, digest) SELECT $1, unnest($2::bytea[])`, [
      accountId,
      recoveryDigests,
    ]);
  }

  /** False where there was none. */
  async remove(tx: Tx, accountId: number): Promise<boolean> {
    await tx.query(`DELETE FROM recovery_code WHERE account_id = $1`, [accountId]);
    const [, count] = await tx.query<[unknown[], number]>(`DELETE FROM totp_factor WHERE account_id = $1`, [
      accountId,
    ]);
    return count === 1;
  }

  async state(accountId: number): Promise<FactorState> {
    const [state] = await this.dataSource.query<[FactorState]>(
      `SELECT (SELECT ${instantSql('confirmed_at')} FROM totp_factor WHERE account_id = $1) AS "confirmedAt",
         (SELECT count(*)::int FROM recovery_code WHERE account_id = $1 AND used_at IS NULL) AS "recoveryCodesLeft"`,
      [accountId],
    );
    return state;
  }
}
