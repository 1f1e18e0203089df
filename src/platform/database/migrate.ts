import { Client } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';

/** Whoever holds it migrates; the others wait and then find nothing to do. */
const MIGRATING = `hashtext('duixian.migrating')`;

/**
 * Applies what is missing of the migrations as the owner of the schema, and lets the application's own role,
 * where it is another, do what the application does. Replicas that start together take turns.
 */
export async function migrate(
  options: DataSourceOptions,
  ownerUrl: string,
  applicationRole: string,
): Promise<void> {
  const turn = new Client({ connectionString: ownerUrl });
  // A server that goes away while we wait rejects the query; the event must not end the process besides.
  turn.on('error', () => undefined);
  await turn.connect();
  try {
    await turn.query(`SELECT pg_advisory_lock(${MIGRATING})`);
    const owner = await new DataSource(options).initialize();
    try {
      await owner.runMigrations();
      if (applicationRole !== new URL(ownerUrl).username) {
        await owner.query(`SELECT grant_application($1)`, [applicationRole]);
      }
    } finally {
      await owner.destroy();
    }
  } finally {
    await turn.end();
  }
}
