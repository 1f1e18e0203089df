import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Grant } from '../domain/access';
import { instantSql, type Tx } from '../platform/database';

/** A live session with all that deciding about its request takes; one query. */
export interface LiveSession {
  readonly id: number;
  readonly csrfToken: string;
  readonly strong: boolean;
  readonly isStale: boolean;
  readonly accountId: number;
  readonly personId: number;
  readonly login: string;
  readonly name: string;
  readonly mustChange: boolean;
  readonly passwordAgeDays: number;
  readonly hasPassword: boolean;
  readonly hasFactor: boolean;
  /** The identity provider said who it is; the password was not asked for. */
  readonly byProvider: boolean;
  readonly grants: readonly Grant[];
}

/** The roles of the person whose id is the SQL expression, as they are held now. */
export const grantsSql = (person: string): string => `
  (SELECT coalesce(json_agg(json_build_object('role', g.role,
      'departments', CASE WHEN g.department_id IS NOT NULL THEN to_json(departments_below(g.department_id)) END,
      'areas', CASE WHEN g.area_id IS NOT NULL THEN to_json(areas_below(g.area_id)) END) ORDER BY g.id), '[]')
    FROM role_grant g WHERE g.person_id = ${person} AND g.revoked_at IS NULL)`;

export interface SessionLimits {
  readonly idleMinutes: number;
  readonly absoluteHours: number;
}

/** Whether the session `s` is not over, given the limits as parameters. */
const isLive = (idleMinutes: string, absoluteHours: string): string => `s.ended_at IS NULL
    AND s.seen_at > clock_timestamp() - make_interval(mins => ${idleMinutes})
    AND s.begun_at > clock_timestamp() - make_interval(hours => ${absoluteHours})`;

/* "Seen" is written at most twice a minute: reading must not become writing. */
const LIVE = `
  SELECT s.id, s.csrf_token AS "csrfToken", s.strong, s.by_provider AS "byProvider",
    s.seen_at < clock_timestamp() - interval '30 seconds' AS "isStale",
    a.id AS "accountId", a.person_id AS "personId", a.login, p.name, a.must_change AS "mustChange",
    coalesce(extract(epoch FROM clock_timestamp() - a.password_set_at) / 86400, 0)::float8 AS "passwordAgeDays",
    a.password_hash IS NOT NULL AS "hasPassword",
    EXISTS (SELECT 1 FROM totp_factor f WHERE f.account_id = a.id AND f.confirmed_at IS NOT NULL) AS "hasFactor", ${grantsSql('p.id')} AS grants
  FROM session s JOIN account a ON a.id = s.account_id JOIN person p ON p.id = a.person_id
  WHERE s.digest = $1 AND a.disabled_at IS NULL AND ${isLive('$2', '$3')}`;

export interface SessionRow {
  readonly id: number;
  readonly begunAt: string;
  readonly seenAt: string;
  readonly address: string;
  readonly agent: string | null;
}

@Injectable()
export class SessionsRepository {
  constructor(private readonly dataSource: DataSource) {}

  async live(digest: Buffer, limits: SessionLimits): Promise<LiveSession | null> {
    const [found] = await this.dataSource.query<LiveSession[]>(LIVE, [
      digest,
      limits.idleMinutes,
      limits.absoluteHours,
    ]);
    return found ?? null;
  }

  async touch(id: number): Promise<void> {
    await this.dataSource.query(`UPDATE session SET seen_at = clock_timestamp() WHERE id = $1`, [id]);
  }

  async begin(
    tx: Tx,
    session: {
      digest: Buffer;
      accountId: number;
      csrfToken: string;
      strong: boolean;
      byProvider: boolean;
      address: string;
      agent: string | null;
    },
  ): Promise<number> {
    const { digest, accountId, csrfToken, strong, byProvider, address, agent } = session;
    const [{ id }] = await tx.query<[{ id: number }]>(
      `INSERT INTO session (digest, account_id, csrf_token, strong, by_provider, address, agent)
       VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
      [digest, accountId, csrfToken, strong, byProvider, address, agent?.slice(0, 300) ?? null],
    );
    return id;
  }

  /** Gives a session another secret: what was known of the old one opens nothing any more. */
  async rotate(
    tx: Tx,
    id: number,
    fresh: { digest: Buffer; csrfToken: string; strong: boolean },
  ): Promise<void> {
    await tx.query(`UPDATE session SET digest = $2, csrf_token = $3, strong = $4 WHERE id = $1`, [
      id,
      fresh.digest,
      fresh.csrfToken,
      fresh.strong,
    ]);
  }

  /** Ends one live session of the account; false where there is none. */
  async end(tx: Tx, id: number, accountId: number): Promise<boolean> {
    const [, count] = await tx.query<[unknown[], number]>(
      `UPDATE session SET ended_at = clock_timestamp() WHERE id = $1 AND account_id = $2 AND ended_at IS NULL`,
      [id, accountId],
    );
    return count === 1;
  }

  /** Ends the session with this secret; its id, or null where none has it (any more). */
  async endByDigest(tx: Tx, digest: Buffer): Promise<number | null> {
    const [[ended]] = await tx.query<[{ id: number }[], number]>(
      `UPDATE session SET ended_at = clock_timestamp() WHERE digest = $1 AND ended_at IS NULL RETURNING id`,
      [digest],
    );
    return ended?.id ?? null;
  }

  /** Ends every session of the person, whatever the account, but the one to be kept; returns how many. */
  async endAllOf(tx: Tx, personId: number, kept: number | null = null): Promise<number> {
    const [, count] = await tx.query<[unknown[], number]>(
      `UPDATE session s SET ended_at = clock_timestamp() FROM account a
       WHERE a.id = s.account_id AND a.person_id = $1 AND s.ended_at IS NULL AND s.id IS DISTINCT FROM $2`,
      [personId, kept],
    );
    return count;
  }

  /** Those of the account that still open something. */
  listOf(accountId: number, limits: SessionLimits): Promise<SessionRow[]> {
    return this.dataSource.query(
      `SELECT s.id, ${instantSql('s.begun_at')} AS "begunAt", ${instantSql('s.seen_at')} AS "seenAt", s.address, s.agent
       FROM session s WHERE s.account_id = $1 AND ${isLive('$2', '$3')} ORDER BY s.seen_at DESC LIMIT 100`,
      [accountId, limits.idleMinutes, limits.absoluteHours],
    );
  }

  /** What ended is kept a while for those who ask, then goes; the trail keeps that it was there. */
  async forget(tx: Tx, limits: { absoluteHours: number }): Promise<void> {
    await tx.query(
      `DELETE FROM session WHERE begun_at < clock_timestamp() - make_interval(hours => $1) - interval '30 days'`,
      [limits.absoluteHours],
    );
  }
}
