import { hash } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';
import type { Role } from '../../src/domain/access';
import type { TestApplication } from './application';

/** What an account made here is opened with. */
export const PASSWORD = 'Xifeng-2026-kouling';
const HASH = hash(PASSWORD);

export interface TestAccount {
  readonly login: string;
  readonly id: number;
  readonly personId: number;
}

/** An account whose password its owner has chosen, put into the database as the product would leave it. */
export async function anAccount({ db }: TestApplication, role: Role): Promise<TestAccount> {
  const login = `${role}.${randomBytes(3).toString('hex')}`;
  const [{ id, personId }] = await db.query<[{ id: number; personId: number }]>(
    `WITH one AS (INSERT INTO person (name) VALUES ($1) RETURNING id),
       held AS (INSERT INTO role_grant (person_id, role, granted_by) SELECT id, $2, 'test' FROM one)
     INSERT INTO account (person_id, login, password_hash, password_set_at)
       SELECT id, $1, $3, clock_timestamp() FROM one RETURNING id, person_id AS "personId"`,
    [login, role, await HASH],
  );
  return { login, id, personId };
}
