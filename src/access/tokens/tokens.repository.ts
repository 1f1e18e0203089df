import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CivilDate } from '../../domain/calendar';
import type { Grant, Permission } from '../../domain/access';
import { instantSql, type Tx } from '../../platform/database';
import { grantsSql } from '../sessions.repository';
import type { TokenView } from './tokens.dto';

/** A token with all that deciding about its request takes; one query. */
export interface KnownToken {
  readonly id: number;
  readonly scopes: readonly Permission[];
  readonly strong: boolean;
  readonly isStale: boolean;
  readonly revoked: boolean;
  readonly expired: boolean;
  readonly disabled: boolean;
  readonly accountId: number;
  readonly personId: number;
  readonly login: string;
  readonly name: string;
  readonly hasPassword: boolean;
  readonly mustChange: boolean;
  readonly passwordAgeDays: number;
  readonly grants: readonly Grant[];
}

const KNOWN = `
  SELECT t.id, t.scopes, t.strong, t.revoked_at IS NOT NULL AS revoked, t.expires_at <= clock_timestamp() AS expired,
    t.last_used_at IS NULL OR t.last_used_at < clock_timestamp() - interval '1 minute' AS "isStale",
    a.disabled_at IS NOT NULL AS disabled, a.id AS "accountId", a.person_id AS "personId", a.login, p.name,
    a.password_hash IS NOT NULL AS "hasPassword", a.must_change AS "mustChange",
    coalesce(extract(epoch FROM clock_timestamp() - a.password_set_at) / 86400, 0)::float8 AS "passwordAgeDays",
    ${grantsSql('p.id')} AS grants
  FROM api_token t JOIN account a ON a.id = t.account_id JOIN person p ON p.id = a.person_id
  WHERE t.digest = $1`;

const LISTED = `
  SELECT t.id, a.login, t.name, t.scopes, ${instantSql('t.created_at')} AS "createdAt",
    ((t.expires_at AT TIME ZONE 'Asia/Shanghai')::date - 1)::text AS "expiresOn",
    ${instantSql('t.last_used_at')} AS "lastUsedAt", ${instantSql('t.revoked_at')} AS "revokedAt"
  FROM api_token t JOIN account a ON a.id = t.account_id`;

export interface NewApiToken {
  readonly digest: Buffer;
  readonly accountId: number;
  readonly name: string;
  readonly scopes: readonly Permission[];
  readonly strong: boolean;
  /** The last day on which it is good. */
  readonly expiresOn: CivilDate;
}

@Injectable()
export class TokensRepository {
  constructor(private readonly dataSource: DataSource) {}

  async byDigest(digest: Buffer): Promise<KnownToken | null> {
    const [found] = await this.dataSource.query<KnownToken[]>(KNOWN, [digest]);
    return found ?? null;
  }

  /** Once a minute is often enough: reading must not become writing. */
  async touch(id: number): Promise<void> {
    await this.dataSource.query(
      `UPDATE api_token SET last_used_at = clock_timestamp()
       WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < clock_timestamp() - interval '1 minute')`,
      [id],
    );
  }

  async add(tx: Tx, token: NewApiToken): Promise<TokenView> {
    const { digest, accountId, name, scopes, strong, expiresOn } = token;
    const [{ id }] = await tx.query<[{ id: number }]>(
      `INSERT INTO api_token (digest, account_id, name, scopes, strong, expires_at)
       VALUES ($1, $2, $3, $4, $5, ($6::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai') RETURNING id`,
      [digest, accountId, name, scopes, strong, expiresOn],
    );
    const [view] = await tx.query<[TokenView]>(`${LISTED} WHERE t.id = $1`, [id]);
    return view;
  }

  /** The newest first, also those that are over. */
  listOf(owner: { personId: number; accountId?: number }): Promise<TokenView[]> {
    return this.dataSource.query(
      `${LISTED} WHERE a.person_id = $1 AND ($2::int IS NULL OR a.id = $2) ORDER BY t.id DESC LIMIT 200`,
      [owner.personId, owner.accountId ?? null],
    );
  }

  /** The name of the token that was ended; null where the owner has no such live token. */
  async revoke(
    tx: Tx,
    id: number,
    owner: { personId: number; accountId?: number },
    by: string,
  ): Promise<string | null> {
    const [[found]] = await tx.query<[{ name: string }[], number]>(
      `UPDATE api_token t SET revoked_at = clock_timestamp(), revoked_by = $4 FROM account a
       WHERE t.id = $1 AND a.id = t.account_id AND a.person_id = $2 AND ($3::int IS NULL OR a.id = $3)
         AND t.revoked_at IS NULL RETURNING t.name`,
      [id, owner.personId, owner.accountId ?? null, by],
    );
    return found?.name ?? null;
  }

  /** Ends every live token of the person, whatever the account; returns how many. */
  async revokeAllOf(tx: Tx, personId: number, by: string): Promise<number> {
    const [, count] = await tx.query<[unknown[], number]>(
      `UPDATE api_token t SET revoked_at = clock_timestamp(), revoked_by = $2 FROM account a
       WHERE a.id = t.account_id AND a.person_id = $1 AND t.revoked_at IS NULL AND t.expires_at > clock_timestamp()`,
      [personId, by],
    );
    return count;
  }

  /** How many live tokens the account has; makes others who add to them wait. */
  async countLive(tx: Tx, accountId: number): Promise<number> {
    await tx.query(`SELECT 1 FROM account WHERE id = $1 FOR NO KEY UPDATE`, [accountId]);
    const [{ count }] = await tx.query<[{ count: number }]>(
      `SELECT count(*)::int AS count FROM api_token
       WHERE account_id = $1 AND revoked_at IS NULL AND expires_at > clock_timestamp()`,
      [accountId],
    );
    return count;
  }
}
