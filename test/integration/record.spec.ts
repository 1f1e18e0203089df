import { DataSource } from 'typeorm';
import { createDataSource } from '../../src/data-source';
import { createTestDatabase, type TestDatabase } from '../support/test-server';

/** What the database refuses by itself, whoever asks: here even its superuser. */
describe('the record refuses', () => {
  let database: TestDatabase;
  let db: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    db = await createDataSource(database.url).initialize();
    await db.query(`
      INSERT INTO area (code, name_zh, name_en, level) VALUES ('100', '甲', 'A', 'county');
      INSERT INTO source (code, title_zh, title_en, stated_on, example) VALUES ('s', '会', 'm', '2025-01-01', true);
      INSERT INTO indicator (code, name_zh, name_en, unit_zh, unit_en, measure, direction, entry_mode, decimals, cycle, due_working_day)
        VALUES ('i', '指', 'i', '个', 'pc', 'stock', 'increase', 'level', 0, 'month', 10);
      INSERT INTO series (indicator_id, area_id, definition) VALUES (1, 1, 'standard');
      INSERT INTO commitment (code, kind) VALUES ('G', 'goal'), ('P', 'programme');
      INSERT INTO goal (id, scope, indicator_id, area_id, definition, source_id) VALUES (1, 'area', 1, 1, 'standard', 1);
      INSERT INTO goal_terms (goal_id, version, effective_from, comparator, target, deadline, deadline_basis, grace_days, preset, reason, author)
        VALUES (1, 1, '2025-01-01', '>=', 10, '2025-12-31', 'stated', 45, 'standard', 'first', 'me');
      INSERT INTO goal_stage VALUES (1, 1, '2025-06-30', 5);
      INSERT INTO actual (series_id, period_end, revision, kind, value, qualifier, state, recorded_by, decided_at, decided_by) VALUES
        (1, '2025-01-31', 1, 'entry', 3, '=', 'accepted', 'me', now(), 'you'),
        (1, '2025-02-28', 1, 'entry', 4, '=', 'submitted', 'me', NULL, NULL);
      INSERT INTO audit_event (actor, via, action, subject, details) VALUES ('me', 'command', 'a.b', 's', '{}');
      SELECT ensure_snapshot_month('2025-01-31');
      INSERT INTO progress_snapshot SELECT 1, '2025-01-31', now(), NULL, '1.0', 'ahead', 'green', 'fresh', '{}', '{}';
      INSERT INTO progress_current SELECT 1, '2025-01-31', now(), NULL, '1.0', 'ahead', 'green', 'fresh', '{}', '{}';
    `);
  });

  afterAll(async () => {
    await db.destroy();
    await database.drop();
  });

  const state = async (sql: string): Promise<string> => {
    try {
      await db.query(sql);
      return 'done';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it.each([
    ['changing an accepted actual', `UPDATE actual SET value = 9 WHERE period_end = '2025-01-31'`],
    [
      'un-accepting it',
      `UPDATE actual SET state = 'returned', decision_reason = 'x' WHERE period_end = '2025-01-31'`,
    ],
    ['deleting it', `DELETE FROM actual WHERE period_end = '2025-01-31'`],
    [
      'changing the value while deciding',
      `UPDATE actual SET state = 'accepted', value = 9, decided_at = now(), decided_by = 'x' WHERE period_end = '2025-02-28'`,
    ],
    ['emptying the actuals', `TRUNCATE actual`],
    ['changing a snapshot of a past date', `UPDATE progress_snapshot SET light = 'red'`],
    ['deleting one', `DELETE FROM progress_snapshot`],
    ['changing one through its month', `UPDATE progress_snapshot_202501 SET light = 'red'`],
    ['moving the current snapshot back in time', `UPDATE progress_current SET as_of = '2025-01-30'`],
    ['changing an audit event', `UPDATE audit_event SET actor = 'x'`],
    ['deleting one', `DELETE FROM audit_event`],
    ['emptying the trail', `TRUNCATE audit_event CASCADE`],
    ['rewriting a promise', `UPDATE goal_terms SET target = 5`],
    ['deleting a version of it', `DELETE FROM goal_terms`],
    ['moving a stage', `UPDATE goal_stage SET value = 6`],
    ['changing what an indicator measures', `UPDATE indicator SET measure = 'flow', entry_mode = 'ytd'`],
  ])('%s', async (_what, sql) => {
    expect(await state(sql)).toBe('DX001');
  });

  const terms = (values: string): string =>
    `INSERT INTO goal_terms (goal_id, version, effective_from, comparator, target, baseline_value, start_on, deadline, deadline_basis,
       grace_days, preset, preset_on_track, preset_behind, reason, author) VALUES (1, 2, ${values}, 'r', 'a')`;

  it.each([
    [
      'two promises at the same time',
      terms(`'2025-06-01', '>=', 10, NULL, NULL, '2025-12-31', 'stated', 45, 'standard', NULL, NULL`),
      '23P01',
    ],
    [
      'half a baseline',
      terms(`'2025-06-01', '>=', 10, 1, NULL, '2025-12-31', 'stated', 45, 'standard', NULL, NULL`),
      '23514',
    ],
    [
      'a deadline before the start',
      terms(`'2025-06-01', '>=', 10, NULL, '2026-01-01', '2025-12-31', 'stated', 45, 'standard', NULL, NULL`),
      '23514',
    ],
    [
      'custom borders upside down',
      terms(`'2025-06-01', '>=', 10, NULL, NULL, '2025-12-31', 'stated', 45, 'custom', 0.5, 0.9`),
      '23514',
    ],
    [
      'a target that is no number',
      terms(`'2025-06-01', '>=', 'NaN', NULL, NULL, '2025-12-31', 'stated', 45, 'standard', NULL, NULL`),
      '23514',
    ],
    [
      'an infinite target',
      terms(`'2025-06-01', '>=', 'Infinity', NULL, NULL, '2025-12-31', 'stated', 45, 'standard', NULL, NULL`),
      '23514',
    ],
    [
      'a comparator it does not know',
      terms(`'2025-06-01', '=', 10, NULL, NULL, '2025-12-31', 'stated', 45, 'standard', NULL, NULL`),
      '23514',
    ],
    [
      'the same code for a goal and a programme',
      `INSERT INTO commitment (code, kind) VALUES ('G', 'programme')`,
      '23505',
    ],
    ['a code with blanks', `INSERT INTO commitment (code, kind) VALUES ('G 1', 'goal')`, '23514'],
    [
      'an actual without a series',
      `INSERT INTO actual (series_id, period_end, revision, kind, value, qualifier, state, recorded_by) VALUES (9, '2025-01-31', 1, 'entry', 1, '=', 'submitted', 'x')`,
      '23503',
    ],
    [
      'an acceptance by nobody',
      `INSERT INTO actual (series_id, period_end, revision, kind, value, qualifier, state, recorded_by) VALUES (1, '2025-03-31', 1, 'entry', 1, '=', 'accepted', 'x')`,
      '23514',
    ],
    [
      'a correction without a reason',
      `INSERT INTO actual (series_id, period_end, revision, kind, value, qualifier, state, recorded_by) VALUES (1, '2025-01-31', 2, 'correction', 1, '=', 'submitted', 'x')`,
      '23514',
    ],
    [
      'a second logical run of a date',
      `INSERT INTO job_run (job, as_of, cause, state) VALUES ('progress', '2025-01-01', 'schedule', 'running'), ('progress', '2025-01-01', 'make_up', 'running')`,
      '23505',
    ],
    [
      'a status that is not in the method',
      `INSERT INTO progress_snapshot SELECT 1, '2025-01-30', now(), NULL, '1.0', 'fine', 'green', 'fresh', '{}', '{}'`,
      '23514',
    ],
    [
      'a measure logged in a way it cannot be',
      `INSERT INTO indicator (code, name_zh, name_en, unit_zh, unit_en, measure, direction, entry_mode, decimals, cycle, due_working_day) VALUES ('j', 'x', 'x', '', '', 'stock', 'increase', 'ytd', 0, 'month', 10)`,
      '23514',
    ],
  ])('%s', async (_what, sql, sqlState) => {
    expect(await state(sql)).toBe(sqlState);
  });

  it('but lets a submitted actual be decided and a version be ended', async () => {
    expect(
      await state(
        `UPDATE actual SET state = 'accepted', decided_at = now(), decided_by = 'x' WHERE period_end = '2025-02-28'`,
      ),
    ).toBe('done');
    expect(await state(`UPDATE goal_terms SET effective_until = '2025-06-01'`)).toBe('done');
    expect(
      await state(
        terms(`'2025-06-01', '>=', 10, NULL, NULL, '2025-12-31', 'stated', 45, 'standard', NULL, NULL`),
      ),
    ).toBe('done');
  });
});
