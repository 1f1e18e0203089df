import { DataSource } from 'typeorm';
import { createDataSource } from '../../src/data-source';
import {
  APPLICATION,
  createEmptyDatabase,
  createTestDatabase,
  type TestDatabase,
} from '../support/test-server';

describe('the schema', () => {
  let database: TestDatabase;
  let db: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    db = await createDataSource(database.url).initialize();
  });

  afterAll(async () => {
    await db.destroy();
    await database.drop();
  });

  const missing = async (): Promise<string[]> => {
    const { upQueries } = await db.driver.createSchemaBuilder().log();
    return upQueries.map(({ query }) => query);
  };
  const names = async (sql: string): Promise<string[]> =>
    (await db.query<{ name: string }[]>(sql)).map(({ name }) => name).sort();

  it('is what the entities say: nothing is left to synchronize', async () => {
    expect(await missing()).toEqual([]);
  });

  it.each([
    ['a column', 'ALTER TABLE area ADD surplus text', 'ALTER TABLE area DROP surplus'],
    [
      'a check',
      'ALTER TABLE goal DROP CONSTRAINT ck_goal_follows',
      'ALTER TABLE goal ADD CONSTRAINT ck_goal_follows CHECK (follows_id <> id)',
    ],
    [
      'a foreign key',
      'ALTER TABLE series DROP CONSTRAINT fk_series_area',
      'ALTER TABLE series ADD CONSTRAINT fk_series_area FOREIGN KEY (area_id) REFERENCES area',
    ],
    [
      'an index',
      'DROP INDEX uq_programme_member',
      'CREATE UNIQUE INDEX uq_programme_member ON programme_member (programme_id, goal_id) WHERE removed_at IS NULL',
    ],
  ])('would not agree with %s changed behind its back', async (_what, change, undo) => {
    await db.query(change);
    expect(await missing()).not.toEqual([]);
    await db.query(undo);
    expect(await missing()).toEqual([]);
  });

  it('keeps the record by triggers', async () => {
    const triggers = await names(`SELECT DISTINCT tgname AS name FROM pg_trigger WHERE NOT tgisinternal`);
    expect(triggers).toEqual([
      'keep_actual',
      'keep_actual_whole',
      'keep_audit_event',
      'keep_catalog_load',
      'keep_goal_stage',
      'keep_goal_terms',
      'keep_goal_terms_whole',
      'keep_indicator_meaning',
      'keep_progress_current',
      'keep_progress_snapshot',
      'keep_progress_snapshot_whole',
      'keep_role_grant',
    ]);
  });

  it('holds the constraints and indexes that TypeORM does not see', async () => {
    const indexes = await names(`SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'public'`);
    expect(indexes).toEqual(
      expect.arrayContaining([
        'ix_actual_recorded',
        'ix_actual_period',
        'uq_job_run_logical',
        'ix_progress_failure_retry',
        'ex_goal_terms_overlap',
      ]),
    );
    const [{ def }] = await db.query<[{ def: string }]>(
      `SELECT indexdef AS def FROM pg_indexes WHERE indexname = 'pk_actual'`,
    );
    expect(def).toContain('(series_id, period_end, revision) INCLUDE (state, value)');
  });

  it('gives the application no way to change or delete what is on record', async () => {
    const may = async (privilege: string): Promise<string[]> =>
      names(`SELECT c.relname AS name FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
        AND c.relname <> 'migrations' AND has_table_privilege('${APPLICATION.role}', c.oid, '${privilege}')`);
    expect(await may('DELETE')).toEqual([
      'goal_speaker',
      'idempotency_key',
      'oidc_attempt',
      'outbox',
      'password_past',
      'programme_speaker',
      'progress_failure',
      'rate_limit',
      'recovery_code',
      'session',
      'totp_factor',
    ]);
    expect(await may('TRUNCATE')).toEqual([]);
    expect(await may('UPDATE')).not.toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^(audit_event|progress_snapshot|catalog_load|goal_stage|commitment|series)$/),
      ]),
    );
  });
});

describe('the migrations', () => {
  it('go all the way down and up again', async () => {
    const database = await createEmptyDatabase();
    const db = await createDataSource(database.url).initialize();
    try {
      const applied = await db.runMigrations();
      expect(applied.length).toBeGreaterThanOrEqual(6);
      for (let left = applied.length; left > 0; left--) await db.undoLastMigration();
      const left = await db.query<unknown[]>(
        `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname <> 'migrations'`,
      );
      expect(left).toEqual([]);
      expect(await db.runMigrations()).toHaveLength(applied.length);
    } finally {
      await db.destroy();
      await database.drop();
    }
  });
});
