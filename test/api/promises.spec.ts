import { randomBytes } from 'node:crypto';
import { digestOf } from '../../src/access/secrets';
import { type Answer, TestApplication } from '../support/application';
import { Visitor } from '../support/visitor';

interface ProposalBody {
  id: number;
  goalCode: string;
  state: string;
  outdated: boolean;
  code: string;
  changes: string[];
  current: Record<string, unknown>;
  proposed: Record<string, unknown>;
  proposedBy: string;
  decidedBy: string | null;
  decisionReason: string | null;
  items: ProposalBody[];
}

const QINGYANG = 'catalog/qingyang-2025.yaml';
const change = {
  effectiveFrom: '2025-09-01',
  reason: '规划调整',
  document: '庆政发〔2025〕1号',
  target: '90000',
};

describe('a proposal to change a promise', () => {
  let test: TestApplication;

  beforeEach(async () => {
    test = await TestApplication.withCatalog();
  });

  afterEach(() => test.stop());

  const propose = (code = 'G01', input: Record<string, unknown> = change) =>
    test.propose<ProposalBody>(code, input);

  const decide = (
    who: Visitor,
    { body, headers }: Answer<ProposalBody>,
    act: 'approve' | 'reject' | 'withdraw',
    input?: object,
  ) =>
    who.post<ProposalBody>(`/terms-proposals/${body.id}/${act}`, input, {
      'if-match': headers.get('etag') ?? '',
    });

  const versions = () => test.count('goal_terms WHERE version > 1');

  const told = async (): Promise<string[]> => {
    const events = await test.db.query<{ action: string; person: number }[]>(
      `SELECT action, person_id AS person FROM audit_event WHERE action ~ '^(promise|terms)\\.' AND person_id IS NOT NULL ORDER BY id`,
    );
    return events.map(({ action, person }) => `${action} ${person === test.me.personId ? 'me' : 'other'}`);
  };

  it('changes nothing by itself, and shows what is beside what would be', async () => {
    const proposed = await propose();
    expect(proposed.body).toMatchObject({
      state: 'pending',
      outdated: false,
      goalCode: 'G01',
      current: { target: '100000', version: 1 },
      proposed: { target: '90000', deadline: '2025-12-31' },
      changes: ['target'],
      proposedBy: test.me.login,
      decidedBy: null,
    });
    expect(Object.keys(proposed.body.proposed)).not.toContain('version');
    expect(proposed.headers.get('location')).toBe(`/api/v1/terms-proposals/${proposed.body.id}`);
    const read = await test.get<ProposalBody>(`/terms-proposals/${proposed.body.id}`);
    expect(read.body).toEqual(proposed.body);
    expect(read.headers.get('etag')).toBe(proposed.headers.get('etag'));
    expect(await versions()).toBe(0);
    expect(await test.count('outbox')).toBe(0);
    expect(await told()).toEqual(['promise.proposed me']);
  });

  it('changes the promise once another person approves it, and names both', async () => {
    const approved = await decide(test.other, await propose(), 'approve');
    expect([approved.status, approved.body.state, approved.body.decidedBy]).toEqual([
      200,
      'approved',
      test.other.login,
    ]);
    const { body } = await test.get<Record<string, unknown>[]>('/goals/G01/terms');
    expect(body).toMatchObject([
      { version: 1, approvedBy: null },
      { version: 2, author: test.me.login, approvedBy: test.other.login, ...change },
    ]);
    expect(await told()).toEqual(['promise.proposed me', 'terms.added other', 'promise.approved other']);
    await test.settled();
    const progress = await test.get<{ inputs: object }>('/progress/G01');
    expect(progress.body.inputs).toMatchObject({ termsVersion: 2 });
  });

  it('names both for every member of an each-area goal', async () => {
    await decide(test.other, await propose('G21', { ...change, target: '2' }), 'approve');
    const { body } = await test.get<{ items: { terms: object }[] }>('/goals?parent=G21');
    expect(body.items).toHaveLength(8);
    for (const { terms } of body.items)
      expect(terms).toMatchObject({
        version: 2,
        target: '2',
        author: test.me.login,
        approvedBy: test.other.login,
      });
  });

  it('is never decided by who proposed it, whatever account is used', async () => {
    const proposed = await propose();
    const [secret, csrf] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')];
    await test.db.query(
      `WITH opened AS (INSERT INTO account (person_id, login) VALUES ($1, 'second-account') RETURNING id)
       INSERT INTO session (digest, account_id, csrf_token, address) SELECT $2, id, $3, '127.0.0.1' FROM opened`,
      [test.me.personId, digestOf(secret), csrf],
    );
    const second = new Visitor(test.baseUrl, { cookie: `__Host-duixian=${secret}`, 'x-csrf-token': csrf });
    for (const who of [test.me, second]) {
      const approved = await decide(who, proposed, 'approve');
      expect([approved.status, approved.body.code]).toEqual([403, 'promise.own']);
      expect((await decide(who, proposed, 'reject', { reason: 'x' })).body.code).toBe('promise.own');
    }
    expect(await test.count(`terms_proposal WHERE state = 'pending'`)).toBe(1);
    expect(await versions()).toBe(0);
    expect((await decide(second, proposed, 'withdraw')).body.state).toBe('withdrawn');
  });

  it('is decided by one of two who approve at once', async () => {
    const proposed = await propose();
    const third = await test.somebody('supervisor');
    const answers = await Promise.all([test.other, third].map((who) => decide(who, proposed, 'approve')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(await versions()).toBe(1);
    const tag = (await test.get(`/terms-proposals/${proposed.body.id}`)).headers.get('etag') ?? '';
    const path = `/terms-proposals/${proposed.body.id}`;
    const again = await third.post(`${path}/approve`, undefined, { 'if-match': tag });
    expect([again.status, again.body['code']]).toEqual([409, 'promise.decided']);
    expect((await third.post(`${path}/approve`)).status).toBe(428);
    expect(await versions()).toBe(1);
  });

  it('gives the same answer to the same approval sent twice', async () => {
    const { body, headers } = await propose();
    const sent = { 'if-match': headers.get('etag') ?? '', 'idempotency-key': 'approve-1' };
    const path = `/terms-proposals/${body.id}/approve`;
    const [first, second] = [
      await test.other.post(path, undefined, sent),
      await test.other.post(path, undefined, sent),
    ];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
    expect(await versions()).toBe(1);
  });

  it('waits alone, and is withdrawn by nobody else', async () => {
    const first = await propose();
    const second = await propose('G01', { ...change, target: '80000' });
    expect([second.status, second.body.code]).toEqual([409, 'promise.pending']);
    const taken = await decide(test.other, first, 'withdraw');
    expect([taken.status, taken.body.code]).toEqual([403, 'promise.not_own']);
    expect((await decide(test.me, first, 'withdraw')).body.state).toBe('withdrawn');
    expect((await propose('G01', { ...change, target: '80000' })).status).toBe(201);
    expect(await versions()).toBe(0);
  });

  it('is rejected with a reason, and the promise stays', async () => {
    const proposed = await propose();
    expect((await decide(test.other, proposed, 'reject', {})).status).toBe(400);
    const rejected = await decide(test.other, proposed, 'reject', { reason: '依据不足' });
    expect(rejected.body).toMatchObject({ state: 'rejected', decisionReason: '依据不足' });
    expect(await versions()).toBe(0);
    expect(await told()).toEqual(['promise.proposed me', 'promise.rejected other']);
    const listed = await test.get<ProposalBody>('/terms-proposals?state=rejected&goal=G01');
    expect(listed.body.items.map(({ id }) => id)).toEqual([proposed.body.id]);
    expect((await test.get<ProposalBody>('/terms-proposals?state=pending')).body.items).toEqual([]);
  });

  it('is outdated when a catalog changes the promise in between', async () => {
    const proposed = await propose('G08', { effectiveFrom: '2025-09-01', reason: '调整', target: '1240' });
    await test.loadCatalog(
      QINGYANG,
      (text) => text.replace(/(code: G08\b[\s\S]*?target: )1265\b/, '$11250'),
      '文件调整',
    );
    const before = await test.count('goal_terms');
    const approved = await decide(test.other, proposed, 'approve');
    expect([approved.status, approved.body.code]).toEqual([409, 'promise.outdated']);
    expect(await test.count('goal_terms')).toBe(before);
    const { body } = await test.get<ProposalBody>(`/terms-proposals/${proposed.body.id}`);
    expect(body).toMatchObject({ state: 'pending', outdated: true, current: { version: 1 } });
    expect((await decide(test.other, proposed, 'reject', { reason: '已过时' })).status).toBe(200);
    const anew = await propose('G08', { effectiveFrom: '2026-12-01', reason: '调整', target: '1240' });
    expect([anew.status, anew.body.current['version']]).toEqual([201, 2]);
  });

  it('shows what it would change, and stores nothing of it', async () => {
    await test.logAccepted({ period: '2025-12-31', value: '95000' });
    await test.settled();
    const { body: proposal } = await propose();
    const counts = () => Promise.all([test.count('progress_snapshot'), test.count('goal_terms')]);
    const before = await counts();
    const preview = (code: string, id: number | string) =>
      test.get<{ current: object; proposed: object; code: string }>(
        `/progress/${code}/preview?proposal=${id}`,
      );
    expect((await preview('G01', proposal.id)).body).toMatchObject({
      code: 'G01',
      current: { status: 'missed', light: 'red', quantities: { value: '95000' } },
      proposed: {
        status: 'achieved',
        light: 'green',
        quantities: { value: '95000', original_status: 'missed' },
      },
    });
    expect((await preview('G02', proposal.id)).status).toBe(404);
    expect((await preview('G01', proposal.id + 1)).status).toBe(404);
    expect((await preview('G01', 'x')).status).toBe(400);
    expect(await counts()).toEqual(before);
  });

  it('shows for an each-area goal what it would change in its areas', async () => {
    for (const area of ['621002', '621021', '621022', '621023', '621024', '621025', '621026', '621027'])
      await test.logAccepted({ indicator: 'hydrogen-stations', area, period: '2025-12-31', value: '1' });
    const { body } = await propose('G21', { ...change, target: '2' });
    const preview = await test.get<object>(`/progress/G21/preview?proposal=${body.id}`);
    expect(preview.body).toMatchObject({
      current: { quantities: { members_achieved: '8' } },
      proposed: { quantities: { members_achieved: '0' } },
    });
  });

  it.each(['official', 'reviewer', 'leader', 'auditor', 'administrator'] as const)(
    'is nothing that %s may make or decide',
    async (role) => {
      const proposed = await propose();
      const departmental = role === 'official' || role === 'reviewer';
      const who = await test.somebody(role, departmental ? { department: 'gov-xifeng' } : {});
      const tag = { 'if-match': (await test.get('/goals/G02')).headers.get('etag') ?? '' };
      const answers = [
        await who.post('/goals/G02/terms', change, tag),
        await who.post('/goals/G10/provisional-baseline', { reason: 'x' }, tag),
        await decide(who, proposed, 'approve'),
        await decide(who, proposed, 'reject', { reason: 'x' }),
        await decide(who, proposed, 'withdraw'),
      ];
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
      expect(await test.count('terms_proposal')).toBe(1);
      expect(await test.count(`terms_proposal WHERE state <> 'pending'`)).toBe(0);
      expect(await versions()).toBe(0);
    },
  );

  it('is there only for those whose goal it is about', async () => {
    const { body } = await propose();
    const own = await test.somebody('official', { department: 'gov-xifeng' });
    const foreign = await test.somebody('official', { department: 'gov-huan' });
    expect((await own.get(`/terms-proposals/${body.id}`)).status).toBe(200);
    for (const path of [`/terms-proposals/${body.id}`, `/progress/G01/preview?proposal=${body.id}`])
      expect((await foreign.get(path)).status).toBe(404);
    expect((await foreign.get<ProposalBody>('/terms-proposals')).body.items).toEqual([]);
    for (const id of ['999', '0', 'x', '99999999999'])
      expect((await test.get(`/terms-proposals/${id}`)).status).toBe(404);
    const unknown = await test.other.post('/terms-proposals/999/approve', undefined, { 'if-match': '"x"' });
    expect(unknown.status).toBe(404);
    expect((await new Visitor(test.baseUrl).get(`/terms-proposals/${body.id}`)).status).toBe(401);
  });

  it('is replayed as it was: before the approval the old terms count', async () => {
    const proposed = await propose();
    const [{ at }] = await test.db.query<[{ at: string }]>(
      `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at`,
    );
    const replay = `/reports/progress.csv?asOf=2026-01-31&knownAt=${at}&lang=en`;
    const before = (await test.text(replay)).body;
    await test.approve(proposed);
    expect((await test.text(replay)).body).toBe(before);
    const then = await test.get<object>(`/progress/G01?asOf=2026-01-31&knownAt=${at}`);
    expect(then.body).toMatchObject({ current: { termsVersion: 1, target: '100000' } });
    const now = await test.get<object>('/progress/G01?asOf=2026-01-31');
    expect(now.body).toMatchObject({ current: { termsVersion: 2, target: '90000' } });
  });

  it('is kept by the database itself', async () => {
    const { body } = await propose();
    const state = async (sql: string): Promise<string> => {
      try {
        await test.db.query(sql);
        return 'done';
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    const decided = (as: string, person: number) =>
      `UPDATE terms_proposal SET state = '${as}', decided_by = 'x', decided_person = ${person}, decided_at = now(),
         decision_reason = 'x'`;
    const another = (values: string) =>
      `INSERT INTO terms_proposal (goal_id, base_version, content, effective_from, reason, proposed_by, proposed_person,
         state, decided_by, decided_person, decided_at)
       SELECT goal_id, base_version, content, effective_from, reason, proposed_by, proposed_person, ${values} FROM terms_proposal`;
    const cases: [string, string][] = [
      [decided('approved', test.me.personId), '23514'],
      [decided('rejected', test.me.personId), '23514'],
      [decided('withdrawn', test.other.personId), '23514'],
      [`UPDATE terms_proposal SET state = 'approved'`, '23514'],
      [`UPDATE terms_proposal SET content = '{}'`, 'DX001'],
      [`UPDATE terms_proposal SET proposed_person = ${test.other.personId}`, 'DX001'],
      [`DELETE FROM terms_proposal`, 'DX001'],
      [`TRUNCATE terms_proposal`, 'DX001'],
      [another(`'pending', NULL, NULL, NULL`), '23505'],
      [another(`'approved', 'x', ${test.other.personId}, now()`), 'DX001'],
      [`UPDATE goal_terms SET approved_by = 'x'`, 'DX001'],
      [decided('approved', test.other.personId), 'done'],
      [decided('rejected', test.other.personId), 'DX001'],
    ];
    for (const [sql, code] of cases) expect([sql, await state(sql)]).toEqual([sql, code]);
    expect(await test.count(`terms_proposal WHERE id = ${body.id} AND state = 'approved'`)).toBe(1);
  });
});
