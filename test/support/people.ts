import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { digestOf } from '../../src/access/secrets';
import type { Role } from '../../src/domain/access';
import { Visitor } from './visitor';

/** A visitor with a session, and who that is. */
export class Signed extends Visitor {
  constructor(
    baseUrl: string,
    credentials: Record<string, string>,
    readonly personId: number,
    readonly login: string,
  ) {
    super(baseUrl, credentials);
  }
}

let made = 0;

/**
 * A person with an account, a role and a live session, put into the database as a sign-in would leave them:
 * hashing a password for every person of every test is what takes long, and what sign-in has tests of its own for.
 */
export async function signedIn(
  db: DataSource,
  baseUrl: string,
  role: Role,
  { department = null, area = null }: { department?: string | null; area?: string | null } = {},
): Promise<Signed> {
  const login = `${role}-${++made}-${randomBytes(3).toString('hex')}`;
  const [secret, csrf] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')];
  const [{ id }] = await db.query<[{ id: number }]>(
    `WITH one AS (INSERT INTO person (name) VALUES ($1) RETURNING id),
       held AS (INSERT INTO role_grant (person_id, role, department_id, area_id, granted_by)
         SELECT id, $2, (SELECT id FROM department WHERE code = $3), (SELECT id FROM area WHERE code = $4), 'test' FROM one),
       opened AS (INSERT INTO account (person_id, login) SELECT id, $1 FROM one RETURNING id),
       begun AS (INSERT INTO session (digest, account_id, csrf_token, address) SELECT $5, id, $6, '127.0.0.1' FROM opened)
     SELECT id FROM one`,
    [login, role, department, area, digestOf(secret), csrf],
  );
  return new Signed(baseUrl, { cookie: `__Host-duixian=${secret}`, 'x-csrf-token': csrf }, id, login);
}

/** The same human being through a second account, signed in. */
export async function anotherAccountOf(db: DataSource, { baseUrl, personId }: Signed): Promise<Signed> {
  const login = `second-${++made}-${randomBytes(3).toString('hex')}`;
  const [secret, csrf] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')];
  await db.query(
    `WITH opened AS (INSERT INTO account (person_id, login) VALUES ($1, $2) RETURNING id)
     INSERT INTO session (digest, account_id, csrf_token, address) SELECT $3, id, $4, '127.0.0.1' FROM opened`,
    [personId, login, digestOf(secret), csrf],
  );
  return new Signed(baseUrl, { cookie: `__Host-duixian=${secret}`, 'x-csrf-token': csrf }, personId, login);
}
