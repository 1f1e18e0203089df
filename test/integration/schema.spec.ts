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
      'keep_actual_evidence',
      'keep_actual_whole',
      'keep_audit_anchor',
      'keep_audit_event',
      'keep_audit_head',
      'keep_audit_head_whole',
      'keep_audit_link',
      'keep_calendar_day',
      'keep_calendar_year',
      'keep_catalog_load',
      'keep_evidence_file',
      'keep_figure_possible',
      'keep_goal_closing',
      'keep_goal_closing_whole',
      'keep_goal_stage',
      'keep_goal_terms',
      'keep_goal_terms_whole',
      'keep_indicator_meaning',
      'keep_lock_exception',
      'keep_past',
      'keep_period_lock',
      'keep_period_lock_whole',
      'keep_programme_member',
      'keep_programme_member_whole',
      'keep_progress_current',
      'keep_progress_snapshot',
      'keep_progress_snapshot_whole',
      'keep_publication',
      'keep_publication_whole',
      'keep_report_production',
      'keep_report_production_part',
      'keep_report_production_whole',
      'keep_role_grant',
      'keep_terms_proposal',
      'keep_terms_proposal_whole',
      'queue_audit_event',
      'remember_past',
    ]);
  });

  it('gives each table of reference data a past of the same columns, which only the database writes', async () => {
    const tables = await names(
      `SELECT tgrelid::regclass::text AS name FROM pg_trigger WHERE tgname = 'remember_past'`,
    );
    expect(tables).toEqual([
      'area',
      'department',
      'goal',
      'goal_speaker',
      'indicator',
      'programme',
      'programme_speaker',
      'source',
      'speaker',
    ]);
    const columns = (table: string) =>
      names(`SELECT attname || ' ' || format_type(atttypid, atttypmod) AS name FROM pg_attribute
        WHERE attrelid = '${table}'::regclass AND attnum > 0 AND NOT attisdropped`);
    for (const table of tables) {
      expect(await columns(`${table}_past`)).toEqual(
        [...(await columns(table)), 'replaced_at timestamp with time zone'].sort(),
      );
      const [may] = await db.query<object[]>(
        `SELECT has_table_privilege('${APPLICATION.role}', '${table}_past', 'INSERT, UPDATE, DELETE') AS write,
           has_table_privilege('${APPLICATION.role}', '${table}_past', 'SELECT') AS read`,
      );
      expect([table, may]).toEqual([table, { write: false, read: true }]);
    }
  });

  it('gives a column added later to the past and to what reads it', async () => {
    await db.query(`INSERT INTO area (code, name_zh, name_en, level) VALUES ('1', 'a', 'a', 'county')`);
    await db.query(`ALTER TABLE area ADD surplus text DEFAULT 'new'`);
    await db.query(`SELECT keep_past_of('area')`);
    await db.query(`UPDATE area SET surplus = 'newer'`);
    const read = `SELECT surplus FROM area_at((SELECT recorded_at FROM area_past))`;
    expect(await db.query(read)).toEqual([{ surplus: 'new' }]);
    await db.query(
      `DROP FUNCTION area_at; ALTER TABLE area DROP surplus; ALTER TABLE area_past DROP surplus`,
    );
    await db.query(`SELECT keep_past_of('area')`);
    expect(await names(`SELECT name_zh AS name FROM area_at(now())`)).toEqual(['a']);
  });

  it('holds the constraints and indexes that TypeORM does not see', async () => {
    const indexes = await names(`SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'public'`);
    expect(indexes).toEqual(
      expect.arrayContaining([
        'ix_actual_recorded',
        'ix_actual_period',
        'ix_actual_waiting',
        'ix_period_lock_in_force',
        'uq_job_run_logical',
        'ix_progress_failure_retry',
        'ex_goal_terms_overlap',
        'uq_terms_proposal_pending',
        'uq_goal_closing_open',
        'uq_publication_open',
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
      'actual_draft',
      'audit_unsealed',
      'evidence_arrival',
      'goal_speaker',
      'idempotency_key',
      'import_fate',
      'import_row',
      'oidc_attempt',
      'oidc_link',
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
        expect.stringMatching(
          /^(audit_event|audit_link|audit_anchor|audit_unsealed|calendar_year|calendar_day|progress_snapshot|catalog_load|goal_stage|commitment|series|evidence_file|actual_evidence|lock_exception|report_production_part)$/,
        ),
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

  it('let a replay see what was recorded before reference data had a past', async () => {
    const database = await createEmptyDatabase();
    const db = await createDataSource(database.url).initialize();
    try {
      await db.runMigrations();
      const latest = async () =>
        (await db.query<{ name: string }[]>(`SELECT name FROM migrations ORDER BY id DESC LIMIT 1`))[0]?.name;
      while ((await latest()) !== 'Privileges1764000000007') await db.undoLastMigration();
      await db.query(`
        INSERT INTO area (code, name_zh, name_en, level) VALUES ('1', 'a', 'a', 'county');
        INSERT INTO source (code, title_zh, title_en, stated_on, example) VALUES ('s', 's', 's', '2025-01-01', true);
        INSERT INTO commitment (code, kind) VALUES ('P', 'programme');
        INSERT INTO programme (id, name_zh, name_en, rule, source_id) VALUES (1, 'p', 'p', 'all', 1);`);
      await db.runMigrations();
      const sql = `SELECT p.name_zh, p.kind FROM commitment c JOIN programme_at(c.recorded_at) p ON p.id = c.id
        JOIN source_at(c.recorded_at) s ON s.id = p.source_id JOIN area_at(c.recorded_at) a ON true`;
      expect(await db.query(sql)).toEqual([{ name_zh: 'p', kind: 'programme' }]);
    } finally {
      await db.destroy();
      await database.drop();
    }
  });
});
