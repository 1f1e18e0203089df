import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Tx } from '../platform/database';

/** An account as a sign-in needs it. */
export interface SignInAccount {
  readonly id: number;
  readonly personId: number;
  readonly login: string;
  readonly name: string;
  readonly passwordHash: string | null;
  readonly passwordAgeDays: number;
  readonly mustChange: boolean;
  readonly disabled: boolean;
}

const ACCOUNT = `a.id, a.person_id AS "personId", a.login, p.name, a.password_hash AS "passwordHash",
  coalesce(extract(epoch FROM clock_timestamp() - a.password_set_at) / 86400, 0)::float8 AS "passwordAgeDays",
  a.must_change AS "mustChange", a.disabled_at IS NOT NULL AS disabled`;

@Injectable()
export class AccountsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Counts an attempt before it is judged, so that no number of replicas and parallel tries makes more of them
   * than the limit: the last one allowed locks, and a right password unlocks. `locked` where none is left.
   */
  async attempt(
    login: string,
    limit: { failures: number; lockMinutes: number },
  ): Promise<SignInAccount | 'locked' | 'unknown'> {
    const [rows] = await this.dataSource.query<[SignInAccount[], number]>(
      `UPDATE account a SET
         failures = CASE WHEN a.locked_until <= clock_timestamp() THEN 1 ELSE a.failures + 1 END,
         locked_until = CASE WHEN (CASE WHEN a.locked_until <= clock_timestamp() THEN 1 ELSE a.failures + 1 END) >= $2
           THEN clock_timestamp() + make_interval(mins => $3) END
       FROM person p WHERE p.id = a.person_id AND a.login = $1
         AND (a.locked_until IS NULL OR a.locked_until <= clock_timestamp())
       RETURNING ${ACCOUNT}`,
      [login, limit.failures, limit.lockMinutes],
    );
    const [found] = rows;
    if (found !== undefined) return found;
    const known = await this.dataSource.query<unknown[]>(`SELECT 1 FROM account WHERE login = $1`, [login]);
    return known.length > 0 ? 'locked' : 'unknown';
  }

  async forgiveAttempts(tx: Tx, id: number): Promise<void> {
    await tx.query(`UPDATE account SET failures = 0, locked_until = NULL WHERE id = $1`, [id]);
  }

  /** The account, locked until `tx` ends. */
  async forEdit(tx: Tx, id: number): Promise<SignInAccount | null> {
    const [found] = await tx.query<SignInAccount[]>(
      `SELECT ${ACCOUNT} FROM account a JOIN person p ON p.id = a.person_id WHERE a.id = $1 FOR NO KEY UPDATE OF a`,
      [id],
    );
    return found ?? null;
  }

  /** The hashes of the password in force and of those before it, newest first, `history` of them. */
  async passwordsBefore(tx: Tx, id: number, history: number): Promise<string[]> {
    const rows = await tx.query<{ hash: string }[]>(
      `(SELECT password_hash AS hash, password_set_at AS at FROM account WHERE id = $1 AND password_hash IS NOT NULL)
       UNION ALL SELECT password_hash, set_at FROM password_past WHERE account_id = $1 ORDER BY at DESC LIMIT $2`,
      [id, history],
    );
    return rows.map(({ hash }) => hash);
  }

  /** Keeps the password in force among the earlier ones and puts another in its place. */
  async setPassword(tx: Tx, id: number, hash: string, mustChange: boolean): Promise<void> {
    await tx.query(
      `INSERT INTO password_past (account_id, password_hash, set_at)
       SELECT id, password_hash, password_set_at FROM account WHERE id = $1 AND password_hash IS NOT NULL`,
      [id],
    );
    await tx.query(
      `UPDATE account SET password_hash = $2, password_set_at = clock_timestamp(), must_change = $3, failures = 0,
         locked_until = NULL WHERE id = $1`,
      [id, hash, mustChange],
    );
  }

  async add(tx: Tx, account: { personId: number; login: string; hash: string | null }): Promise<number> {
    const { personId, login, hash } = account;
    const [{ id }] = await tx.query<[{ id: number }]>(
      `INSERT INTO account (person_id, login, password_hash, password_set_at, must_change)
       VALUES ($1, $2, $3, CASE WHEN $3::text IS NOT NULL THEN clock_timestamp() END, $3::text IS NOT NULL) RETURNING id`,
      [personId, login, hash],
    );
    return id;
  }

  async idOf(tx: Tx, login: string): Promise<number | null> {
    const [found] = await tx.query<{ id: number }[]>(`SELECT id FROM account WHERE login = $1`, [login]);
    return found?.id ?? null;
  }

  async setDisabled(tx: Tx, id: number, disabled: boolean): Promise<void> {
    await tx.query(
      `UPDATE account SET disabled_at = CASE WHEN $2 THEN coalesce(disabled_at, clock_timestamp()) END WHERE id = $1`,
      [id, disabled],
    );
  }
}
