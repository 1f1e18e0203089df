import { createDataSource } from '../../src/data-source';
import { startThrowaway } from '../../src/platform/embedded';
import { announce, APPLICATION, asSuperuser, type RunResources, urlOf } from './test-server';

/** One server for the run and one migrated template, which every test copies. */
export default async function setUp(): Promise<void> {
  const server = process.env['DATABASE_URL'];
  const throwaway = server === undefined ? await startThrowaway() : null;
  const serverUrl = server ?? throwaway?.superuserUrl ?? '';
  const template = `duixian_template_${process.pid}`;
  await asSuperuser(
    serverUrl,
    `DO $$ BEGIN CREATE ROLE ${APPLICATION.role} LOGIN PASSWORD '${APPLICATION.password}';
       EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
  );
  await asSuperuser(serverUrl, `CREATE DATABASE ${template}`);
  const dataSource = await createDataSource(urlOf(serverUrl, template)).initialize();
  await dataSource.runMigrations();
  await dataSource.query(`SELECT grant_application('${APPLICATION.role}')`);
  await dataSource.destroy();
  announce(serverUrl, template);
  const resources: RunResources = { serverUrl, template, stop: () => throwaway?.stop() };
  Object.assign(globalThis, { duixianRun: resources });
}
