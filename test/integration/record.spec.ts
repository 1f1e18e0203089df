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
      INSERT INTO indicator (code, name_zh, name_en, unit_zh, unit_en, measure, direction, entry_mode, decimals, cycle, due_working_day) VALUES
        ('amount', '量', 'a', '个', 'pc', 'cumulative', 'increase', 'increment', 0, 'month', 10),
        ('share', '率', 's', '%', '%', 'ratio', 'increase', 'level', 0, 'month', 10),
        ('deed', '事', 'd', '', '', 'milestone', 'increase', 'done', 0, 'month', 10);
      INSERT INTO series (indicator_id, area_id, definition) VALUES (2, 1, 'standard'), (3, 1, 'standard'), (4, 1, 'standard');
      INSERT INTO commitment (code, kind) VALUES ('G', 'goal'), ('P', 'programme');
      INSERT INTO goal (id, scope, indicator_id, area_id, definition, source_id) VALUES (1, 'area', 1, 1, 'standard', 1);
      INSERT INTO programme (id, name_zh, name_en, rule, source_id) VALUES (2, '总', 'p', 'all', 1);
      INSERT INTO programme_member (programme_id, goal_id, weight) VALUES (2, 1, 2);
      UPDATE area SET name_zh = '甲县';
      INSERT INTO goal_terms (goal_id, version, effective_from, comparator, target, deadline, deadline_basis, grace_days, preset, reason, author)
        VALUES (1, 1, '2025-01-01', '>=', 10, '2025-12-31', 'stated', 45, 'standard', 'first', 'me');
      INSERT INTO goal_stage VALUES (1, 1, '2025-06-30', 5);
      INSERT INTO actual (series_id, period_end, revision, kind, value, qualifier, state, recorded_by, decided_at, decided_by) VALUES
        (1, '2025-01-31', 1, 'entry', 3, '=', 'accepted', 'me', now(), 'you'),
        (1, '2025-02-28', 1, 'entry', 4, '=', 'submitted', 'me', NULL, NULL);
      INSERT INTO audit_event (actor, via, action, subject, details) VALUES ('me', 'system', 'a.b', 's', '{}');
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
    ['emptying the actuals', `TRUNCATE actual CASCADE`],
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
    ['weighing a membership anew', `UPDATE programme_member SET weight = 1`],
    ['ending it in the past', `UPDATE programme_member SET removed_at = recorded_at`],
    ['deleting it', `DELETE FROM programme_member`],
    ['emptying the memberships', `TRUNCATE programme_member`],
    ['changing what an area was called', `UPDATE area_past SET name_zh = 'x'`],
    ['deleting what it was called', `DELETE FROM area_past`],
    ['emptying the past', `TRUNCATE area_past`],
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

  const figure = (series: number, columns: string, values: string): string =>
    `INSERT INTO actual (series_id, ${columns}, revision, kind, qualifier, state, recorded_by, decided_at, decided_by)
     VALUES (${series}, ${values}, 1, 'entry', '=', 'accepted', 'x', now(), 'x')`;
  const amount = (start: string, end: string): string =>
    figure(2, 'period_start, period_end, value', `'${start}', '${end}', 5`);

  it.each([
    [
      'a level that has a first day',
      figure(1, 'period_start, period_end, value', `'2025-04-01', '2025-04-30', 5`),
    ],
    [
      'a level with the parts of a ratio',
      figure(1, 'period_end, value, numerator, denominator', `'2025-04-30', 5, 1, 20`),
    ],
    ['a share above 100', figure(3, 'period_end, value', `'2025-04-30', 100.01`)],
    ['a share below 0', figure(3, 'period_end, value', `'2025-04-30', -1`)],
    ['a deed half done', figure(4, 'period_end, value', `'2025-04-30', 0.5`)],
    ['a deed done about', figure(4, 'period_end, value', `'2025-04-30', 1`).replace(`'='`, `'~'`)],
    [
      'a goal that is a programme',
      `INSERT INTO goal (id, scope, indicator_id, area_id, definition, source_id) VALUES (2, 'area', 1, 1, 'standard', 1)`,
      '23503',
    ],
    [
      'a programme that is a goal',
      `INSERT INTO programme (id, name_zh, name_en, rule, source_id) VALUES (1, 'x', 'x', 'all', 1)`,
      '23503',
    ],
    ['a goal that says it is a programme', `UPDATE goal SET kind = 'programme'`, '23514'],
  ])('%s', async (_what, sql, expected = '23514') => {
    const before = await db.query<unknown[]>('SELECT count(*) FROM actual');
    expect(await state(sql)).toBe(expected);
    expect(await db.query<unknown[]>('SELECT count(*) FROM actual')).toEqual(before);
  });

  it('an amount that overlaps another in part, but not one within or around it, nor one for the same period', async () => {
    expect(await state(amount('2025-01-01', '2025-03-31'))).toBe('done');
    expect(await state(amount('2025-03-01', '2025-04-30'))).toBe('23P01');
    expect(await state(amount('2024-12-01', '2025-01-31'))).toBe('23P01');
    expect(
      await state(
        amount('2025-03-01', '2025-04-30').replace(
          `'accepted', 'x', now(), 'x'`,
          `'submitted', 'x', NULL, NULL`,
        ),
      ),
    ).toBe('23P01');
    expect(await state(amount('2025-02-01', '2025-02-27'))).toBe('done');
    expect(await state(amount('2025-01-01', '2025-06-30'))).toBe('done');
    expect(await state(amount('2025-01-01', '2025-06-30').replace(`1, 'entry'`, `2, 'entry'`))).toBe('done');
    expect(await state(amount('2025-07-01', '2025-07-31'))).toBe('done');
  });

  it('two amounts that overlap in part when both are stored at the same moment', async () => {
    const one = db.createQueryRunner();
    try {
      await one.startTransaction();
      await one.query(amount('2026-01-01', '2026-02-28'));
      const second = state(amount('2026-02-01', '2026-03-31'));
      await one.commitTransaction();
      expect(await second).toBe('23P01');
    } finally {
      await one.release();
    }
  });

  it('the application to write into the past, or to set a time of record', async () => {
    const app = await createDataSource(database.appUrl).initialize();
    try {
      const insert = `INSERT INTO area_past SELECT *, now() FROM area`;
      await expect(app.query(insert)).rejects.toMatchObject({ code: '42501' });
      const [before] = await db.query<object[]>(`SELECT recorded_at, name_zh FROM area`);
      await app.query(`UPDATE area SET recorded_at = '2020-01-01'`);
      expect(await db.query(`SELECT recorded_at, name_zh FROM area`)).toEqual([before]);
      await app.query(`UPDATE area SET recorded_at = '2020-01-01', name_zh = '乙县'`);
      const past = await db.query<{ name_zh: string; follows: boolean }[]>(
        `SELECT p.name_zh, p.replaced_at >= p.recorded_at AND p.replaced_at <= a.recorded_at AS follows
         FROM area_past p JOIN area a USING (id) ORDER BY p.recorded_at`,
      );
      expect(past).toEqual([
        { name_zh: '甲', follows: true },
        { name_zh: '甲县', follows: true },
      ]);
    } finally {
      await app.destroy();
    }
  });

  it('but lets a submitted actual be decided and a version be ended', async () => {
    expect(
      await state(
        `UPDATE actual SET state = 'accepted', decided_at = now(), decided_by = 'x' WHERE period_end = '2025-02-28'`,
      ),
    ).toBe('done');
    expect(await state(`UPDATE programme_member SET removed_at = clock_timestamp()`)).toBe('done');
    expect(await state(`UPDATE programme_member SET removed_at = clock_timestamp()`)).toBe('DX001');
    expect(await state(`UPDATE goal_terms SET effective_until = '2025-06-01'`)).toBe('done');
    expect(
      await state(
        terms(`'2025-06-01', '>=', 10, NULL, NULL, '2025-12-31', 'stated', 45, 'standard', NULL, NULL`),
      ),
    ).toBe('done');
  });
});
