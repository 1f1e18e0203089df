import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Tx } from '../../platform/database';
import type { Attempt } from './provider';

export const ATTEMPT_MINUTES = 10;

/** An account as a sign-in through a provider needs it. */
export interface KnownAccount {
  readonly id: number;
  readonly personId: number;
  readonly login: string;
  readonly name: string;
  readonly disabled: boolean;
}

const ACCOUNT = `SELECT a.id, a.person_id AS "personId", a.login, p.name, a.disabled_at IS NOT NULL AS disabled
  FROM account a JOIN person p ON p.id = a.person_id`;

@Injectable()
export class OidcRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Keeps what a sign-in is to be finished with, and forgets those that never were. */
  async begin(digest: Buffer, { state, nonce, codeVerifier }: Attempt): Promise<void> {
    await this.dataSource.query(
      `DELETE FROM oidc_attempt WHERE begun_at < clock_timestamp() - make_interval(mins => $1)`,
      [ATTEMPT_MINUTES],
    );
    await this.dataSource.query(
      `INSERT INTO oidc_attempt (digest, state, nonce, code_verifier) VALUES ($1, $2, $3, $4)`,
      [digest, state, nonce, codeVerifier],
    );
  }

  /** Takes the attempt out: it is finished once, by whatever replica. Null where there is none (any more). */
  async take(digest: Buffer): Promise<Attempt | null> {
    const [[found]] = await this.dataSource.query<[Attempt[], number]>(
      `DELETE FROM oidc_attempt WHERE digest = $1 AND begun_at > clock_timestamp() - make_interval(mins => $2)
       RETURNING state, nonce, code_verifier AS "codeVerifier"`,
      [digest, ATTEMPT_MINUTES],
    );
    return found ?? null;
  }

  async linked(tx: Tx, issuer: string, subject: string): Promise<KnownAccount | null> {
    const [found] = await tx.query<KnownAccount[]>(
      `${ACCOUNT} JOIN oidc_link l ON l.account_id = a.id WHERE l.issuer = $1 AND l.subject = $2`,
      [issuer, subject],
    );
    return found ?? null;
  }

  withEmail(tx: Tx, email: string): Promise<KnownAccount[]> {
    return tx.query(`${ACCOUNT} WHERE lower(p.email) = lower($1) AND a.disabled_at IS NULL`, [email]);
  }

  withLogin(tx: Tx, login: string): Promise<KnownAccount[]> {
    return tx.query(`${ACCOUNT} WHERE a.login = lower($1) AND a.disabled_at IS NULL`, [login]);
  }

  /** Takes every link of the account back, and tells which there were. */
  async unlink(tx: Tx, accountId: number): Promise<{ issuer: string; subject: string }[]> {
    const [links] = await tx.query<[{ issuer: string; subject: string }[], number]>(
      `DELETE FROM oidc_link WHERE account_id = $1 RETURNING issuer, subject`,
      [accountId],
    );
    return links;
  }

  async link(tx: Tx, issuer: string, subject: string, accountId: number): Promise<void> {
    await tx.query(`INSERT INTO oidc_link (issuer, subject, account_id) VALUES ($1, $2, $3)`, [
      issuer,
      subject,
      accountId,
    ]);
  }
}
