import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../src/data-source';
import { readConfig } from '../src/platform/config';
import { startThrowaway } from '../src/platform/embedded';

export interface BenchDatabase {
  readonly url: string;
  /** As its owner. */
  readonly db: DataSource;
  drop(): Promise<void>;
}

/** An empty, migrated database on the server of `DATABASE_URL`, else on an embedded one that is gone afterwards. */
export async function createBenchDatabase(): Promise<BenchDatabase> {
  const { databaseUrl } = readConfig(process.env);
  const throwaway = databaseUrl === null ? await startThrowaway() : null;
  const server = databaseUrl ?? throwaway?.superuserUrl ?? '';
  const name = `duixian_bench_${randomBytes(6).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE template0`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const db = await createDataSource(url.toString()).initialize();
  const drop = async (): Promise<void> => {
    await db.destroy();
    await onServer(server, `DROP DATABASE ${name} WITH (FORCE)`);
    await throwaway?.stop();
  };
  try {
    await db.runMigrations();
  } catch (error) {
    await drop();
    throw error;
  }
  return { url: url.toString(), db, drop };
}

async function onServer(url: string, sql: string): Promise<void> {
  const server = await createDataSource(url).initialize();
  try {
    await server.query(sql);
  } finally {
    await server.destroy();
  }
}
