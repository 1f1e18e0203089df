import type { Client } from 'pg';
import { APPLICATION, type Connection, DATABASE, OWNER, SUPERUSER, urlFor } from './connection-file';
import { connect } from './folder-session';

async function isMissing(client: Client, sql: string, name: string): Promise<boolean> {
  const { rowCount } = await client.query(sql, [name]);
  return rowCount === 0;
}

async function ensureRole(
  client: Client,
  role: typeof OWNER | typeof APPLICATION,
  password: string,
): Promise<void> {
  if (!(await isMissing(client, 'SELECT FROM pg_roles WHERE rolname = $1', role))) return;
  await client.query(`CREATE ROLE ${role} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
}

/** The application works under a plain role: a superuser would pass by privileges and row security. */
async function ensureSchema(url: string): Promise<void> {
  const client = await connect(url, 5_000);
  try {
    await client.query(`
      ALTER SCHEMA public OWNER TO ${OWNER};
      REVOKE CREATE ON SCHEMA public FROM PUBLIC;
      GRANT USAGE ON SCHEMA public TO ${APPLICATION};
    `);
  } finally {
    await client.end();
  }
}

/**
 * The two roles and the database between them, made on the first start and put right on every later one, so
 * that a kill between two of the statements is mended by the next start. `client` is a superuser's.
 */
export async function ensureRoles(client: Client, connection: Connection, port: number): Promise<void> {
  await ensureRole(client, OWNER, connection.passwords[OWNER]);
  await ensureRole(client, APPLICATION, connection.passwords[APPLICATION]);
  if (await isMissing(client, 'SELECT FROM pg_database WHERE datname = $1', DATABASE)) {
    await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER}`);
  }
  await client.query(`
    REVOKE ALL ON DATABASE ${DATABASE}, postgres, template1 FROM PUBLIC;
    GRANT CONNECT, TEMPORARY ON DATABASE ${DATABASE} TO ${APPLICATION};
  `);
  await ensureSchema(urlFor(connection, SUPERUSER, port, DATABASE));
}
