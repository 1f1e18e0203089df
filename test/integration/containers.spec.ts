import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Client } from 'pg';
import { parse } from 'yaml';
import { dataSourceOptions } from '../../src/data-source';
import { migrate } from '../../src/platform/database';
import { asSuperuser, createEmptyDatabase, type TestDatabase, urlOf } from '../support/test-server';

interface Compose {
  services: Record<'database' | 'app', { environment: Record<string, string>; volumes?: string[] }>;
}

/** Roles belong to the whole server: those of this test have names of their own. */
const OWN = `duixian_${randomBytes(4).toString('hex')}`;
const PASSWORD = { owner: "it's one", app: 'another' };

describe('the compose file', () => {
  it('lets the application connect as its own role, and as the owner for migrations only', async () => {
    const { services } = parse(await readFile('docker-compose.yml', 'utf8')) as Compose;
    const { DATABASE_URL, DATABASE_OWNER_URL } = services.app.environment;
    expect(DATABASE_URL).toMatch(
      /^postgres:\/\/duixian_app:\$\{DUIXIAN_APP_PASSWORD:\?.*\}@database:5432\/duixian$/,
    );
    expect(DATABASE_OWNER_URL).toMatch(
      /^postgres:\/\/duixian_owner:\$\{DUIXIAN_OWNER_PASSWORD:\?.*\}@database:5432\/duixian$/,
    );
    expect(services.app.environment).not.toHaveProperty('DUIXIAN_DB_PASSWORD');
    const given = Object.keys(services.database.environment);
    const sql = await readFile('docker/create-roles.sql', 'utf8');
    for (const [, variable] of sql.matchAll(/^\\getenv \w+ (\w+)$/gm)) expect(given).toContain(variable);
    expect(services.database.volumes).toContain(
      './docker/create-roles.sql:/docker-entrypoint-initdb.d/create-roles.sql:ro',
    );
  });
});

describe('the roles made in the database container', () => {
  let database: TestDatabase;

  /** The file as psql reads it: its variables filled in, on the names of this test. */
  async function statements(): Promise<string> {
    const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
    return (await readFile('docker/create-roles.sql', 'utf8'))
      .replace(/^\\getenv.*$/gm, '')
      .replace(":'owner_password'", quoted(PASSWORD.owner))
      .replace(":'app_password'", quoted(PASSWORD.app))
      .replace(/DATABASE duixian\b/g, `DATABASE ${new URL(database.url).pathname.slice(1)}`)
      .replaceAll(/duixian_(owner|app)/g, `${OWN}_$1`);
  }

  const urlAs = (role: 'owner' | 'app'): string => {
    const url = new URL(database.url);
    url.username = `${OWN}_${role}`;
    url.password = encodeURIComponent(PASSWORD[role]);
    return url.toString();
  };

  beforeAll(async () => {
    database = await createEmptyDatabase();
    await asSuperuser(database.url, await statements());
  });

  afterAll(async () => {
    await asSuperuser(
      database.url,
      `DROP OWNED BY ${OWN}_app; REASSIGN OWNED BY ${OWN}_owner TO CURRENT_USER`,
    );
    await database.drop();
    await asSuperuser(urlOf(database.url, 'postgres'), `DROP ROLE ${OWN}_app; DROP ROLE ${OWN}_owner`);
  });

  it('are enough for the migrations and for the application, and no more', async () => {
    await migrate(dataSourceOptions(urlAs('owner')), urlAs('owner'), `${OWN}_app`);
    const client = new Client({ connectionString: urlAs('app') });
    await client.connect();
    try {
      const { rows } = await client.query(`
        SELECT rolname, rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls AS more,
          (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) > 0 AS owns
        FROM pg_roles r WHERE rolname LIKE '${OWN}%' ORDER BY 1`);
      expect(rows).toEqual([
        { rolname: `${OWN}_app`, more: false, owns: false },
        { rolname: `${OWN}_owner`, more: false, owns: true },
      ]);
      expect((await client.query('SELECT * FROM actual')).rows).toEqual([]);
      await expect(client.query('CREATE TABLE own ()')).rejects.toMatchObject({ code: '42501' });
      await expect(client.query('DELETE FROM actual')).rejects.toMatchObject({ code: '42501' });
      await expect(client.query('ALTER TABLE actual DISABLE TRIGGER ALL')).rejects.toMatchObject({
        code: '42501',
      });
    } finally {
      await client.end();
    }
  });
});
