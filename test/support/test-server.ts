import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

const SERVER = 'DUIXIAN_TEST_SERVER';
const TEMPLATE = 'DUIXIAN_TEST_TEMPLATE';

/** What the setup of a run leaves to its end. */
export interface RunResources {
  readonly serverUrl: string;
  readonly template: string;
  stop(): Promise<void> | undefined;
}

/** Tells the workers, which are processes of their own, where the server and the template are. */
export function announce(serverUrl: string, template: string): void {
  process.env[SERVER] = serverUrl;
  process.env[TEMPLATE] = template;
}

function announced(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is set by the global setup of the test run`);
  return value;
}

export function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.toString();
}

/** The application's role in tests; made by the global setup, without any right but those granted to it. */
export const APPLICATION = { role: 'duixian_test_app', password: 'only-for-tests' } as const;

function asApplication(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.username = APPLICATION.role;
  url.password = APPLICATION.password;
  return url.toString();
}

export async function asSuperuser(serverUrl: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

export interface TestDatabase {
  /** As the superuser: to look behind the application, and to do what it must not. */
  readonly url: string;
  /** As the application's own plain role. */
  readonly appUrl: string;
  drop(): Promise<void>;
}

/** A migrated database of its own; a copy of the template takes some 30 ms. */
export async function createTestDatabase(): Promise<TestDatabase> {
  return createDatabase(announced(TEMPLATE));
}

/** A database with nothing in it, for what migrates by itself. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return createDatabase('template0');
}

async function createDatabase(template: string): Promise<TestDatabase> {
  const server = announced(SERVER);
  const name = `duixian_test_${randomBytes(6).toString('hex')}`;
  await asSuperuser(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  return {
    url: urlOf(server, name),
    appUrl: asApplication(urlOf(server, name)),
    drop: () => asSuperuser(server, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}
