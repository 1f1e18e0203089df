import { JobRunsRepository } from '../../src/progress/job-runs.repository';
import { ProgressSchedule } from '../../src/progress';
import { TestApplication } from '../support/application';

interface Run {
  id: number;
  asOf: string;
  cause: string;
  state: string;
  attempt: number;
  computed: number;
  changed: number;
  failed: number;
  durationMs: number | null;
}

describe('the scheduled job', () => {
  let test: TestApplication;
  const replicas: TestApplication[] = [];

  beforeEach(async () => {
    test = await TestApplication.withCatalog();
  });

  afterEach(async () => {
    for (const replica of replicas.splice(0)) await replica.stop();
    await test.stop();
  });

  const runs = async (query = ''): Promise<Run[]> =>
    (await test.get<{ items: Run[] }>(`/job-runs?limit=200&sort=asOf&${query}`)).body.items;
  const catchUp = (one: TestApplication, cause: 'schedule' | 'make_up' = 'make_up'): Promise<void> =>
    one.app.get(ProgressSchedule).catchUp(cause);
  const daysAgo = async (days: number): Promise<string> => {
    const [row] = await test.db.query<[{ day: string }]>(
      `SELECT ((now() AT TIME ZONE 'Asia/Shanghai')::date - $1::int)::text AS day`,
      [days],
    );
    return row.day;
  };
  /** The newest date whose run is due: today, or yesterday in the first half hour. */
  const newestDue = async (): Promise<string> => {
    const [row] = await test.db.query<[{ day: string }]>(
      `SELECT ((now() AT TIME ZONE 'Asia/Shanghai') - interval '30 minutes')::date::text AS day`,
    );
    return row.day;
  };
  async function finished(id: number): Promise<Run> {
    for (let tries = 0; tries < 200; tries++) {
      const { body } = await test.get<Run>(`/job-runs/${id}`);
      if (body.state !== 'running') return body;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`run ${id} did not finish`);
  }
  async function byHand(asOf: string): Promise<Run> {
    const started = await test.post<Run>('/job-runs', { asOf });
    expect([started.status, started.body.cause]).toEqual([202, 'by_hand']);
    return finished(started.body.id);
  }

  it('makes one logical run for a date, however many replicas fire and however often', async () => {
    for (let n = 0; n < 2; n++)
      replicas.push(await TestApplication.start({ ...test.database, drop: () => Promise.resolve() }));
    await Promise.all([test, ...replicas, test, ...replicas].map((one) => catchUp(one, 'schedule')));
    const made = await runs();
    expect(made).toMatchObject([
      { asOf: await newestDue(), cause: 'schedule', state: 'succeeded', failed: 0, computed: 39 },
    ]);
    expect(made[0]?.durationMs).toBeGreaterThanOrEqual(0);
  });

  it('makes up every night that was missed, oldest first, each once', async () => {
    await catchUp(test);
    const newest = await newestDue();
    await test.db.query(`UPDATE job_run SET as_of = as_of - 3`);
    await test.db.query(`TRUNCATE progress_current`);
    await Promise.all([catchUp(test), catchUp(test)]);
    const made = await runs();
    expect(made).toHaveLength(4);
    expect(made.map(({ state }) => state)).toEqual(Array(4).fill('succeeded'));
    expect(made.at(-1)?.asOf).toBe(newest);
    await catchUp(test);
    expect(await runs()).toHaveLength(4);
  });

  it('takes up a run that a dead process left running', async () => {
    await test.db.query(
      `INSERT INTO job_run (job, as_of, cause, state) VALUES ('progress', $1, 'schedule', 'running')`,
      [await newestDue()],
    );
    await catchUp(test);
    expect(await runs()).toMatchObject([{ state: 'succeeded', computed: 39 }]);
  });

  it('leaves alone a run that another process is making', async () => {
    const begun = await test.app.get(JobRunsRepository).begin((await newestDue()) as never, 'schedule');
    await test.db.transaction(async (other) => {
      await other.query(`SELECT 1 FROM job_run WHERE id = $1 FOR UPDATE`, [begun]);
      await catchUp(test);
      expect(await runs()).toMatchObject([{ state: 'running', computed: 0 }]);
    });
    await catchUp(test);
    expect(await runs()).toMatchObject([{ state: 'succeeded' }]);
  });

  it('writes nothing new when it finds nothing new', async () => {
    const before = await test.count('progress_snapshot');
    const run = await byHand(await daysAgo(0));
    expect(run).toMatchObject({ state: 'succeeded', computed: 39, changed: 0, failed: 0 });
    expect(await test.count('progress_snapshot')).toBe(before);
  });

  it('runs by hand for any past date without touching what is current', async () => {
    const current = await test.db.query<unknown[]>(`SELECT * FROM progress_current ORDER BY 1`);
    const run = await byHand('2025-12-31');
    expect(run).toMatchObject({ state: 'succeeded', computed: 39, changed: 39, failed: 0 });
    expect(await test.db.query(`SELECT * FROM progress_current ORDER BY 1`)).toEqual(current);
    expect((await byHand('2025-12-31')).changed).toBe(0);
    const history = await test.get<{ items: { asOf: string }[] }>('/progress/G01/history?to=2025-12-31');
    expect(history.body.items).toMatchObject([{ asOf: '2025-12-31' }]);
  });

  it('does not compute a day that has not come', async () => {
    const answer = await test.post<{ errors: { code: string }[] }>('/job-runs', { asOf: '2099-01-01' });
    expect([answer.status, answer.body.errors[0]?.code]).toEqual([400, 'job_run.future']);
    expect(await runs()).toEqual([]);
  });

  describe('with a goal that cannot be computed', () => {
    interface Failure {
      code: string;
      asOf: string;
      error: string;
      attempts: number;
      pause: number;
    }

    beforeEach(async () => {
      // The night is made, so that the minute has only failures to look after.
      await catchUp(test);
      // What no door of ours lets in: the terms of one goal broken underneath us.
      await test.db.query(
        `ALTER TABLE goal_terms DISABLE TRIGGER USER; ALTER TABLE goal_terms DROP CONSTRAINT ck_goal_terms_order`,
      );
      await test.db
        .query(`UPDATE goal_terms SET preset = 'custom', preset_on_track = 0.9, preset_behind = 0.5,
        deadline = '0001-01-02 BC' WHERE goal_id = (SELECT id FROM commitment WHERE code = 'G01')`);
    });

    const repair = (): Promise<unknown> =>
      test.db
        .query(`UPDATE goal_terms SET deadline = '2025-12-31', preset = 'standard', preset_on_track = NULL,
        preset_behind = NULL WHERE goal_id = (SELECT id FROM commitment WHERE code = 'G01')`);
    /** The pause in minutes. */
    const failures = (): Promise<Failure[]> =>
      test.db
        .query(`SELECT code, as_of::text AS "asOf", error, attempts, (extract(epoch FROM retry_at - failed_at) / 60)::int AS pause
          FROM progress_failure JOIN commitment ON id = commitment_id ORDER BY as_of, code`);
    const minute = (): Promise<void> => test.app.get(ProgressSchedule).everyMinute();
    const letPausesPass = (): Promise<unknown> =>
      test.db.query(
        `UPDATE progress_failure SET failed_at = failed_at - interval '2 days', retry_at = retry_at - interval '2 days'`,
      );
    const historyOf = async (code: string, day: string): Promise<unknown[]> =>
      (await test.get<{ items: unknown[] }>(`/progress/${code}/history?from=${day}&to=${day}`)).body.items;

    it('goes on past it, names it, and tries it again when the pause is over', async () => {
      const today = await daysAgo(0);
      const run = await byHand(today);
      expect(run).toMatchObject({ state: 'partial', computed: 37, failed: 2 });
      const before = await failures();
      expect(before).toMatchObject([
        { code: 'G01', asOf: today, attempts: 1, pause: 1 },
        { code: 'P1', asOf: today, attempts: 1, pause: 1 },
      ]);
      expect(before[1]?.error).toContain('G01');
      await minute();
      expect(await failures()).toEqual(before);
      await letPausesPass();
      await minute();
      expect(await failures()).toMatchObject([{ attempts: 2 }, { attempts: 2 }]);
      await repair();
      await letPausesPass();
      await minute();
      expect(await failures()).toEqual([]);
    });

    it('waits longer each time, a day at most, and never gives up', async () => {
      await byHand(await daysAgo(0));
      const pauses: number[] = [];
      for (let attempt = 1; attempt <= 13; attempt++) {
        pauses.push((await failures())[0]?.pause ?? 0);
        await letPausesPass();
        await minute();
      }
      expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440, 1440]);
      await test.db.query(`UPDATE progress_failure SET attempts = 100000`);
      await letPausesPass();
      await minute();
      expect(await failures()).toMatchObject([
        { attempts: 100001, pause: 1440 },
        { attempts: 100001, pause: 1440 },
      ]);
      await repair();
      await letPausesPass();
      await minute();
      expect(await failures()).toEqual([]);
    });

    it('keeps the failures of each date apart, and tries a past date at that date, for the history only', async () => {
      const today = await daysAgo(0);
      await byHand(today);
      await byHand('2025-12-31');
      expect((await failures()).map(({ code, asOf }) => [code, asOf])).toEqual([
        ['G01', '2025-12-31'],
        ['P1', '2025-12-31'],
        ['G01', today],
        ['P1', today],
      ]);
      await repair();
      // A success for one date says nothing of another.
      await byHand('2026-01-31');
      expect(await failures()).toHaveLength(4);
      await byHand(today);
      expect((await failures()).map(({ asOf }) => asOf)).toEqual(['2025-12-31', '2025-12-31']);
      expect(await historyOf('G01', '2025-12-31')).toEqual([]);
      const current = await test.db.query<unknown[]>(`SELECT * FROM progress_current ORDER BY 1`);
      await letPausesPass();
      await minute();
      expect(await failures()).toEqual([]);
      expect(await historyOf('G01', '2025-12-31')).toHaveLength(1);
      expect(await historyOf('P1', '2025-12-31')).toHaveLength(1);
      expect(await test.db.query(`SELECT * FROM progress_current ORDER BY 1`)).toEqual(current);
    });

    it('is tried by one replica at a time', async () => {
      replicas.push(await TestApplication.start({ ...test.database, drop: () => Promise.resolve() }));
      await byHand(await daysAgo(0));
      await letPausesPass();
      await Promise.all([test, ...replicas].map((one) => one.app.get(ProgressSchedule).everyMinute()));
      expect(await failures()).toMatchObject([{ attempts: 2 }, { attempts: 2 }]);
    });

    it('keeps nothing else waiting when a date cannot be stored at all', async () => {
      const today = await daysAgo(0);
      await byHand('2025-12-31');
      await byHand(today);
      await repair();
      await test.db.query(
        `ALTER TABLE progress_snapshot ADD CONSTRAINT ck_no_december CHECK (as_of <> '2025-12-31') NOT VALID`,
      );
      await letPausesPass();
      await minute();
      const left = await failures();
      expect(left).toMatchObject([
        { code: 'G01', asOf: '2025-12-31', attempts: 2, pause: 2 },
        { code: 'P1', asOf: '2025-12-31', attempts: 2, pause: 2 },
      ]);
      expect(left[0]?.error).toContain('ck_no_december');
    });
  });

  it('acts on what was accepted while it was down', async () => {
    await test.db.query(
      `INSERT INTO outbox (topic, payload) SELECT 'series.changed', jsonb_build_object('seriesId', id) FROM series`,
    );
    await catchUp(test);
    expect(await test.count('outbox')).toBe(0);
  });

  it('makes many runs asked for at once one after the other, without running out of connections', async () => {
    const started = await Promise.all(
      Array.from({ length: 20 }, () => test.post<Run>('/job-runs', { asOf: '2025-12-31' })),
    );
    expect(started.map(({ status }) => status)).toEqual(Array(20).fill(202));
    const made = await Promise.all(started.map(({ body }) => finished(body.id)));
    expect(made.map(({ state }) => state)).toEqual(Array(20).fill('succeeded'));
    expect(made.reduce((sum, { changed }) => sum + changed, 0)).toBe(39);
  });
});
