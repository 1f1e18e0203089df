import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Role } from '../domain/access';
import { instantSql, listPage, type ListShape, type Tx } from '../platform/database';
import { notFound, type Page } from '../platform/http';
import type { PeopleQuery, PersonView } from './people.dto';

const PEOPLE: ListShape = {
  select: `SELECT p.id, p.name, p.email, p.version,
      (SELECT coalesce(json_agg(json_build_object('login', a.login, 'disabled', a.disabled_at IS NOT NULL,
          'lockedUntil', CASE WHEN a.locked_until > now() THEN ${instantSql('a.locked_until')} END,
          'hasPassword', a.password_hash IS NOT NULL,
          'hasFactor', EXISTS (SELECT 1 FROM totp_factor f WHERE f.account_id = a.id AND f.confirmed_at IS NOT NULL),
          'links', (SELECT coalesce(json_agg(json_build_object('issuer', l.issuer, 'subject', l.subject,
            'linkedAt', ${instantSql('l.linked_at')}) ORDER BY l.linked_at), '[]') FROM oidc_link l WHERE l.account_id = a.id)
          ) ORDER BY a.id), '[]')
        FROM account a WHERE a.person_id = p.id) AS accounts,
      (SELECT coalesce(json_agg(json_build_object('id', g.id, 'role', g.role, 'departmentCode', d.code, 'areaCode', r.code,
          'grantedAt', ${instantSql('g.granted_at')}, 'grantedBy', g.granted_by) ORDER BY g.id), '[]')
        FROM role_grant g LEFT JOIN department d ON d.id = g.department_id LEFT JOIN area r ON r.id = g.area_id
        WHERE g.person_id = p.id AND g.revoked_at IS NULL) AS roles
    FROM person p`,
  sorts: {
    id: { sql: 'listed.id', type: 'integer' },
    name: { sql: 'listed.name', type: 'text' },
  },
  defaultSort: 'id',
  key: { sql: 'listed.id', type: 'integer' },
};

export interface NewGrant {
  readonly role: Role;
  readonly department: string | null;
  readonly area: string | null;
}

@Injectable()
export class PeopleRepository {
  constructor(private readonly dataSource: DataSource) {}

  list({ role, department, search, ...query }: PeopleQuery): Promise<Page<PersonView>> {
    const held = (condition: string): string =>
      `EXISTS (SELECT 1 FROM json_array_elements(listed.roles) x WHERE ${condition})`;
    const like = search === undefined ? undefined : `%${search.replace(/[\\%_]/g, '\\$&')}%`;
    return listPage(this.dataSource.manager, PEOPLE, query, [
      { sql: held(`x->>'role' = ?`), value: role },
      { sql: held(`x->>'departmentCode' = ?`), value: department },
      {
        sql: `EXISTS (SELECT 1 FROM (VALUES (?::text)) s(said) WHERE listed.name ILIKE s.said
          OR EXISTS (SELECT 1 FROM json_array_elements(listed.accounts) a WHERE a->>'login' ILIKE s.said))`,
        value: like,
      },
    ]);
  }

  /** Throws 404. */
  async one(id: number, tx: Tx = this.dataSource.manager): Promise<PersonView> {
    const [found] = await tx.query<PersonView[]>(`SELECT * FROM (${PEOPLE.select}) listed WHERE id = $1`, [
      id,
    ]);
    if (found === undefined) throw notFound('person.not_found', { id });
    return found;
  }

  async idOfLogin(tx: Tx, login: string): Promise<number | null> {
    const [found] = await tx.query<{ id: number }[]>(`SELECT person_id AS id FROM account WHERE login = $1`, [
      login,
    ]);
    return found?.id ?? null;
  }

  /** The person locked for an edit, so that edits of one person take turns. Throws 404. */
  async forEdit(tx: Tx, id: number): Promise<PersonView> {
    await tx.query(`SELECT 1 FROM person WHERE id = $1 FOR NO KEY UPDATE`, [id]);
    return this.one(id, tx);
  }

  async add(tx: Tx, person: { name: string; email: string | null }): Promise<number> {
    const [{ id }] = await tx.query<[{ id: number }]>(
      `INSERT INTO person (name, email) VALUES ($1, $2) RETURNING id`,
      [person.name, person.email],
    );
    return id;
  }

  async emailIsTaken(tx: Tx, email: string, by: number | null): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `SELECT 1 FROM person WHERE lower(email) = lower($1) AND id IS DISTINCT FROM $2`,
      [email, by],
    );
    return rows.length > 0;
  }

  async change(tx: Tx, id: number, person: { name: string; email: string | null }): Promise<void> {
    await tx.query(`UPDATE person SET name = $2, email = $3, version = version + 1 WHERE id = $1`, [
      id,
      person.name,
      person.email,
    ]);
  }

  /** Ids of what a role is to be limited to; a code that names nothing gives null. */
  async places(
    tx: Tx,
    { department, area }: Omit<NewGrant, 'role'>,
  ): Promise<{ departmentId: number | null; areaId: number | null }> {
    const [found] = await tx.query<[{ departmentId: number | null; areaId: number | null }]>(
      `SELECT (SELECT id FROM department WHERE code = $1) AS "departmentId",
         (SELECT id FROM area WHERE code = $2) AS "areaId"`,
      [department, area],
    );
    return found;
  }

  async grant(
    tx: Tx,
    personId: number,
    grant: { role: Role; departmentId: number | null; areaId: number | null; by: string },
  ): Promise<void> {
    const { role, departmentId, areaId, by } = grant;
    await tx.query(
      `INSERT INTO role_grant (person_id, role, department_id, area_id, granted_by) VALUES ($1, $2, $3, $4, $5)`,
      [personId, role, departmentId, areaId, by],
    );
    await tx.query(`UPDATE person SET version = version + 1 WHERE id = $1`, [personId]);
  }

  /** False where the person does not hold it (any more). */
  async revoke(tx: Tx, personId: number, grantId: number, by: string): Promise<boolean> {
    const [, count] = await tx.query<[unknown[], number]>(
      `UPDATE role_grant SET revoked_at = clock_timestamp(), revoked_by = $3
       WHERE id = $2 AND person_id = $1 AND revoked_at IS NULL`,
      [personId, grantId, by],
    );
    if (count === 1) await tx.query(`UPDATE person SET version = version + 1 WHERE id = $1`, [personId]);
    return count === 1;
  }

  /** Makes others who ask who administers wait until `tx` ends. */
  async administratorsInTurn(tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('duixian.administrators'))`);
  }

  /** How many people can administer, not counting this one. */
  async administrators(tx: Tx, without: number | null): Promise<number> {
    const [{ count }] = await tx.query<[{ count: number }]>(
      `SELECT count(DISTINCT g.person_id)::int AS count FROM role_grant g JOIN account a ON a.person_id = g.person_id
       WHERE g.role = 'administrator' AND g.revoked_at IS NULL AND a.disabled_at IS NULL
         AND g.person_id IS DISTINCT FROM $1`,
      [without],
    );
    return count;
  }
}
