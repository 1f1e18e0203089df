import { createHash } from 'node:crypto';
import { ProductionSchedule } from '../../src/productions';
import { type Answer, TestApplication } from '../support/application';
import type { Signed } from '../support/people';

interface Definition {
  id: number;
  name: string;
  options: Record<string, string>;
  schedule: { every: string; day: number | null; time: string } | null;
  owner: string;
  version: number;
  endedAt: string | null;
  lastProduction: { state: string; error: string | null } | null;
}

interface Production {
  id: number;
  cause: string;
  dueAt: string | null;
  askedBy: string | null;
  asOf: string;
  knownAt: string;
  state: string;
  attempt: number;
  bytes: number | null;
  digest: string | null;
  error: string | null;
}

interface Pages<Item> {
  items: Item[];
  nextCursor: string | null;
}

const DAILY = { every: 'day', time: '00:00' };

describe('saved reports', () => {
  let test: TestApplication;
  const replicas: TestApplication[] = [];

  beforeEach(async () => {
    test = await TestApplication.withCatalog();
  });

  afterEach(async () => {
    for (const replica of replicas.splice(0)) await replica.stop();
    await test.stop();
  });

  const aReport = (changes: Record<string, unknown> = {}) => ({
    name: '每日进度',
    report: 'progress',
    options: { header: 'machine', lang: 'en' },
    ...changes,
  });

  async function saved(changes: Record<string, unknown> = {}, who: Signed = test.me): Promise<Definition> {
    const answer = await who.post<Definition>('/report-definitions', aReport(changes));
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  }

  const productions = async (id: number, query = ''): Promise<Production[]> =>
    (await test.get<Pages<Production>>(`/report-definitions/${id}/productions?limit=200${query}`)).body.items;

  async function made(
    { id }: Definition,
    clocks: Record<string, string> = {},
    who: Signed = test.me,
  ): Promise<Production> {
    const asked = await who.post<Production>(`/report-definitions/${id}/productions`, clocks);
    if (asked.status !== 202) throw new Error(JSON.stringify(asked.body));
    return ended(id, asked.body.id);
  }

  async function ended(definition: number, id: number): Promise<Production> {
    for (let tries = 0; tries < 400; tries++) {
      const { body } = await test.get<Production>(`/report-definitions/${definition}/productions/${id}`);
      if (body.state !== 'running') return body;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`production ${id} did not end`);
  }

  const content = (definition: number, id: number, who: Signed = test.me): Promise<Answer<string>> =>
    who.text(`/report-definitions/${definition}/productions/${id}/content`);

  const catchUp = (one: TestApplication = test): Promise<void> => one.app.get(ProductionSchedule).catchUp();

  /** As if it had been scheduled for days. */
  const longAgo = (id: number): Promise<unknown> =>
    test.db.query(`UPDATE report_definition SET scheduled_at = now() - interval '10 days' WHERE id = $1`, [
      id,
    ]);

  const closeAccounts = (personId: number): Promise<unknown> =>
    test.db.query(`UPDATE account SET disabled_at = now() WHERE person_id = $1`, [personId]);

  it('are kept, changed on the state that was read, and ended, each told to the trail', async () => {
    const { id } = await saved({ schedule: { every: 'week', day: 1, time: '08:30' } });
    const read = await test.get<Definition>(`/report-definitions/${id}`);
    expect(read.body).toMatchObject({
      options: { header: 'machine', lang: 'en' },
      schedule: { every: 'week', day: 1, time: '08:30' },
      owner: test.me.login,
      lastProduction: null,
    });
    const tag = { 'if-match': read.headers.get('etag') ?? '' };
    const path = `/report-definitions/${id}`;
    expect((await test.put(path, aReport())).status).toBe(428);
    const changed = await test.put<Definition>(path, aReport({ name: '月报' }), tag);
    expect([changed.status, changed.body.name, changed.body.schedule]).toEqual([200, '月报', null]);
    expect((await test.put(path, aReport(), tag)).status).toBe(412);
    const latest = { 'if-match': changed.headers.get('etag') ?? '' };
    expect((await test.me.send('DELETE', path, undefined, tag)).status).toBe(412);
    expect((await test.me.send<Definition>('DELETE', path, undefined, latest)).body.endedAt).not.toBeNull();
    const gone = await test.post<{ code: string }>(`${path}/productions`, {});
    expect([gone.status, gone.body.code]).toEqual([409, 'report_definition.ended']);
    const events = await test.db.query<{ action: string }[]>(
      `SELECT action FROM audit_event WHERE action LIKE 'report_definition.%' ORDER BY id`,
    );
    expect(events.map(({ action }) => action)).toEqual([
      'report_definition.added',
      'report_definition.changed',
      'report_definition.ended',
    ]);
  });

  it.each([
    ['a report there is not', { report: 'gossip' }, 'report'],
    ['a face there is not', { face: 'jpeg' }, 'face'],
    ['an option there is not', { options: { colour: 'red' } }, 'options.colour'],
    ['a clock, which each production has', { options: { asOf: '2025-01-01' } }, 'options.asOf'],
    ['no time of day', { schedule: { every: 'day', time: '24:00' } }, 'schedule.time'],
    ['a day of every day', { schedule: { every: 'day', day: 1, time: '08:00' } }, 'schedule.day'],
    ['no day of a week', { schedule: { every: 'week', time: '08:00' } }, 'schedule.day'],
    ['the eighth day of a week', { schedule: { every: 'week', day: 8, time: '08:00' } }, 'schedule.day'],
  ])('are refused with %s, and nothing is stored', async (_what, changes, path) => {
    const answer = await test.post<{ errors: { path: string }[] }>('/report-definitions', aReport(changes));
    expect([answer.status, answer.body.errors.map((one) => one.path)]).toEqual([400, [path]]);
    expect(await test.count('report_definition')).toBe(0);
  });

  it('are saved once by one idempotency key, and made once', async () => {
    const key = { 'idempotency-key': 'once' };
    const [one, two] = await Promise.all(
      [1, 2].map(() => test.post<Definition>('/report-definitions', aReport(), key)),
    );
    expect(one?.body.id).toBe(two?.body.id);
    const path = `/report-definitions/${one?.body.id ?? 0}/productions`;
    const asked = await Promise.all([1, 2].map(() => test.post<Production>(path, {}, key)));
    expect(new Set(asked.map(({ body }) => body.id)).size).toBe(1);
    await ended(one?.body.id ?? 0, asked[0]?.body.id ?? 0);
    expect(await test.count('report_production')).toBe(1);
  });

  it('give what the report gives, with its hash, and the same bytes for the same clocks later', async () => {
    await test.logAccepted({ period: '2025-06-30', value: '62000' });
    const definition = await saved();
    const first = await made(definition, { asOf: '2025-06-30' });
    expect(first).toMatchObject({
      cause: 'by_hand',
      state: 'succeeded',
      askedBy: test.me.login,
      asOf: '2025-06-30',
    });
    await test.logAccepted({ period: '2025-05-31', value: '60000' });
    const { asOf, knownAt } = first;
    const again = await made(definition, { asOf, knownAt });
    const later = await made(definition, { asOf });
    expect([again.digest, again.bytes]).toEqual([first.digest, first.bytes]);
    expect(later.digest).not.toBe(first.digest);
    const file = await content(definition.id, first.id);
    expect(createHash('sha256').update(file.body).digest('hex')).toBe(first.digest);
    expect(file.headers.get('etag')).toBe(`"${first.digest ?? ''}"`);
    expect(file.headers.get('content-length')).toBe(String(first.bytes));
    const asked = await test.text(
      `/reports/progress.csv?asOf=${asOf}&knownAt=${knownAt}&header=machine&lang=en`,
    );
    expect(file.body).toBe(asked.body);
    const page = await test.get<Pages<Production>>(
      `/report-definitions/${definition.id}/productions?limit=2`,
    );
    expect(page.body.items.map(({ id }) => id)).toEqual([later.id, again.id]);
    const rest = await test.get<Pages<Production>>(
      `/report-definitions/${definition.id}/productions?limit=2&cursor=${page.body.nextCursor ?? ''}`,
    );
    expect([rest.body.items.map(({ id }) => id), rest.body.nextCursor]).toEqual([[first.id], null]);
  });

  it('are spreadsheets where that is the face, as a request gives them', async () => {
    const definition = await saved({ report: 'summary', face: 'xlsx' });
    const { id, asOf, knownAt } = await made(definition);
    const path = `/report-definitions/${definition.id}/productions/${id}/content`;
    const file = await test.file(path);
    const asked = await test.file(
      `/reports/summary.xlsx?asOf=${asOf}&knownAt=${knownAt}&header=machine&lang=en`,
    );
    expect(file.headers.get('content-type')).toBe(asked.headers.get('content-type'));
    expect(file.headers.get('content-disposition')).toContain('.xlsx"');
    expect([file.status, file.body.equals(asked.body)]).toEqual([200, true]);
  });

  it('tell only of what their filter and their owner’s reach let through', async () => {
    const official = await test.somebody('official', { department: 'gov-xifeng' });
    const mine = await saved({}, official);
    const filtered = await saved({ options: { header: 'machine', indicator: 'racks' } });
    const codes = async (definition: Definition): Promise<string[]> => {
      const { id } = await made(definition);
      const { body } = await content(definition.id, id);
      return body
        .trim()
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(',')[0] ?? '');
    };
    const own = await codes(mine);
    expect(own).toContain('G01');
    expect(own).not.toContain('G05');
    expect(await codes(filtered)).toEqual(['G01']);
  });

  it('are nobody’s to see, to change or to download but their owner’s and those who read everything', async () => {
    const [official, other] = await Promise.all(
      ['gov-xifeng', 'gov-huan'].map((department) => test.somebody('official', { department })),
    );
    const leader = await test.somebody('leader');
    if (official === undefined || other === undefined) throw new Error('nobody');
    const definition = await saved({}, official);
    const { id } = await made(definition, {}, official);
    const path = `/report-definitions/${definition.id}`;
    const tag = { 'if-match': (await official.get(path)).headers.get('etag') ?? '' };
    const statuses = async (who: Signed): Promise<number[]> => [
      (await who.get(path)).status,
      (await who.get(`${path}/productions`)).status,
      (await content(definition.id, id, who)).status,
      (await who.put(path, aReport(), { 'if-match': '"0"' })).status,
      (await who.post(`${path}/productions`, { asOf: '2025-01-01' })).status,
    ];
    expect(await statuses(other)).toEqual([404, 404, 404, 404, 404]);
    expect((await other.get<Pages<Definition>>('/report-definitions')).body.items).toEqual([]);
    expect(await statuses(leader)).toEqual([200, 200, 200, 403, 403]);
    expect(await test.count('report_production')).toBe(1);
    expect((await test.put(path, aReport({ name: 'x' }), tag)).status).toBe(200);
    expect((await test.get<Definition>(path)).body.owner).toBe(official.login);
  });

  it('keep what was made of more than its owner may read now from the owner', async () => {
    const owner = await test.somebody('supervisor');
    const definition = await saved({}, owner);
    const { id } = await made(definition, {}, owner);
    expect((await content(definition.id, id, owner)).status).toBe(200);
    await test.db.query(
      `WITH ended AS (UPDATE role_grant SET revoked_at = now(), revoked_by = 'x' WHERE person_id = $1)
       INSERT INTO role_grant (person_id, role, department_id, granted_by)
         SELECT $1, 'official', id, 'x' FROM department WHERE code = 'gov-huan'`,
      [owner.personId],
    );
    expect((await content(definition.id, id, owner)).status).toBe(404);
    const narrower = await made(definition, {}, owner);
    expect((await content(definition.id, narrower.id, owner)).status).toBe(200);
    expect(narrower.digest).not.toBe(undefined);
  });

  describe('by themselves', () => {
    it('are made once for the time they fell due, however many replicas look', async () => {
      const { id } = await saved({ schedule: DAILY });
      await catchUp();
      expect(await productions(id)).toEqual([]);
      await longAgo(id);
      for (let n = 0; n < 2; n++)
        replicas.push(await TestApplication.start({ ...test.database, drop: () => Promise.resolve() }));
      await Promise.all([test, ...replicas, test, ...replicas].map(catchUp));
      const all = await productions(id);
      expect(all).toMatchObject([{ state: 'succeeded', attempt: 1, error: null }]);
      const [{ today }] = await test.db.query<[{ today: string }]>(
        `SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date::text AS today`,
      );
      expect(all[0]?.asOf).toBe(today);
      expect((await content(id, all[0]?.id ?? 0)).status).toBe(200);
    });

    it('are made up as one after days in which nothing ran', async () => {
      const { id } = await saved({ schedule: DAILY });
      await longAgo(id);
      await catchUp();
      await test.db.query(`ALTER TABLE report_production DISABLE TRIGGER keep_report_production`);
      await test.db.query(`UPDATE report_production SET due_at = due_at - interval '5 days'`);
      await catchUp();
      await catchUp();
      expect(await productions(id)).toHaveLength(2);
    });

    it('are taken up where a process died, and left alone while another makes them', async () => {
      const { id } = await saved({ schedule: DAILY });
      await test.db.query(
        `INSERT INTO report_production (definition_id, definition_version, report, face, options, cause, due_at, as_of)
         VALUES ($1, 1, 'progress', 'csv', '{"header":"machine"}', 'schedule', now(), '2025-06-30')`,
        [id],
      );
      await test.db.transaction(async (other) => {
        await other.query(`SELECT 1 FROM report_production FOR UPDATE`);
        await catchUp();
        expect(await productions(id)).toMatchObject([{ state: 'running' }]);
      });
      await catchUp();
      expect(await productions(id)).toMatchObject([{ state: 'succeeded', asOf: '2025-06-30' }]);
    });

    it('keep the error of what failed, leave no part of it, and are tried again', async () => {
      const { id } = await saved({ schedule: DAILY });
      await longAgo(id);
      await test.db.query(`ALTER TABLE report_production_part ADD CONSTRAINT broken CHECK (part < 0)`);
      await catchUp();
      const [failed] = await productions(id);
      expect(failed).toMatchObject({ state: 'failed', digest: null });
      expect(failed?.error).toContain('broken');
      expect((await content(id, failed?.id ?? 0)).status).toBe(409);
      expect(await test.count('report_production_part')).toBe(0);
      await test.db.query(`ALTER TABLE report_production_part DROP CONSTRAINT broken`);
      await catchUp();
      expect(await productions(id)).toMatchObject([{ state: 'succeeded', attempt: 2, error: null }]);
    });

    it('are not made for an owner who has gone or holds no role, and say so', async () => {
      const [gone, stripped] = [await test.somebody('supervisor'), await test.somebody('supervisor')];
      const definitions = [
        await saved({ schedule: DAILY }, gone),
        await saved({ schedule: DAILY }, stripped),
      ];
      await closeAccounts(gone.personId);
      await test.db.query(`UPDATE role_grant SET revoked_at = now(), revoked_by = 'x' WHERE person_id = $1`, [
        stripped.personId,
      ]);
      for (const { id } of definitions) await longAgo(id);
      await catchUp();
      await catchUp();
      for (const { id } of definitions) {
        expect(await productions(id)).toMatchObject([
          { state: 'withheld', error: 'owner_without_reach', attempt: 1, digest: null },
        ]);
        const { body } = await test.get<Definition>(`/report-definitions/${id}`);
        expect(body.lastProduction).toMatchObject({ state: 'withheld', error: 'owner_without_reach' });
        const asked = await test.post<{ code: string }>(`/report-definitions/${id}/productions`, {});
        expect([asked.status, asked.body.code]).toEqual([409, 'report_definition.owner_without_reach']);
      }
    });
  });

  it('stay as they were made, whoever tries', async () => {
    const definition = await saved();
    await made(definition);
    const state = async (sql: string): Promise<string> =>
      test.db.query(sql).then(
        () => 'done',
        (error: unknown) => (error as { code: string }).code,
      );
    for (const sql of [
      `UPDATE report_production SET digest = repeat('0', 64)`,
      `DELETE FROM report_production`,
      `TRUNCATE report_production CASCADE`,
      `UPDATE report_production_part SET content = 'x'`,
      `DELETE FROM report_production_part`,
    ])
      expect([sql, await state(sql)]).toEqual([sql, 'DX001']);
  });
});
