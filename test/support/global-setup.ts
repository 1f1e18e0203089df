import { createDataSource } from '../../src/data-source';
import { announce, asSuperuser, urlOf } from './test-server';

export const TEMPLATE = `duixian_template_${process.pid}`;

/** One server for the run and one migrated template, which every test copies. */
export default async function setUp(): Promise<void> {
  const serverUrl = process.env['DATABASE_URL'] ?? '';
  await asSuperuser(serverUrl, `CREATE DATABASE ${TEMPLATE}`);
  const dataSource = await createDataSource(urlOf(serverUrl, TEMPLATE)).initialize();
  await dataSource.runMigrations();
  await dataSource.destroy();
  announce(serverUrl, TEMPLATE);
}
