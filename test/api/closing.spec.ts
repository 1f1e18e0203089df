import { parse } from 'csv-parse/sync';
import { type Answer, TestApplication } from '../support/application';
import { Visitor } from '../support/visitor';

interface ProgressBody {
  code: string;
  status: string;
  closed: { verdict: string; at: string; by: string; reason: string; document: string | null } | null;
  verdictChanged: boolean;
  quantities: Record<string, string | null>;
  items: ProgressBody[];
}

interface ClosingBody {
  code: string;
  verdict: string;
  closedBy: string;
  closedAt: string;
  reopenedBy: string | null;
  reopenedReason: string | null;
}

type Row = Record<string, string>;

/* Judged today, long after 2025: without a figure G01 is missed; G07 runs to 2030. */
describe('closing a commitment', () => {
  let test: TestApplication;

  beforeEach(async () => {
    test = await TestApplication.withCatalog();
  });

  afterEach(() => test.stop());

  const progress = async (code: string, query = ''): Promise<ProgressBody> =>
    (await test.get<ProgressBody>(`/progress/${code}?${query}`)).body;

  const tagOf = async (code: string): Promise<string> =>
    (await test.get(`/progress/${code}`)).headers.get('etag') ?? '';

  async function close(
    code: string,
    input: Record<string, unknown> = { verdict: 'missed', reason: '期满核定' },
    { who = test.me, tag = '' } = {},
  ): Promise<Answer<ClosingBody>> {
    const match = tag === '' ? await tagOf(code) : tag;
    return who.post<ClosingBody>(`/commitments/${code}/close`, input, { 'if-match': match });
  }

  const reopen = async (code: string, reason = '补报终期数'): Promise<Answer<ClosingBody>> =>
    test.post<ClosingBody>(`/commitments/${code}/reopen`, { reason }, { 'if-match': await tagOf(code) });

  const codes = async (query: string): Promise<string[]> =>
    (await test.get<ProgressBody>(`/progress?limit=200&${query}`)).body.items.map(({ code }) => code);

  const rows = async (query: string): Promise<Map<string, Row>> => {
    const { body } = await test.text(`/reports/progress.csv?header=machine&lang=en&${query}`);
    return new Map(parse<Row>(body, { columns: true }).map((row) => [row['code'] ?? '', row]));
  };

  const now = async (): Promise<string> => {
    const [{ at }] = await test.db.query<[{ at: string }]>(
      `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at`,
    );
    return at;
  };

  it('takes it off the list with its verdict, who did so and why', async () => {
    await test.logAccepted({ period: '2025-12-31', value: '100000' });
    await test.settled();
    const closed = await close('G01', {
      verdict: 'achieved',
      reason: '现场核验',
      document: '庆督〔2026〕3号',
    });
    expect([closed.status, closed.body.verdict, closed.body.closedBy]).toEqual([
      201,
      'achieved',
      test.me.login,
    ]);
    const read = await test.get<ProgressBody>('/progress/G01');
    expect(read.headers.get('etag')).toBe(closed.headers.get('etag'));
    expect(read.body).toMatchObject({
      status: 'achieved',
      closed: {
        verdict: 'achieved',
        by: test.me.login,
        reason: '现场核验',
        document: '庆督〔2026〕3号',
        at: closed.body.closedAt,
      },
      verdictChanged: false,
    });
    expect(await codes('closed=true')).toEqual(['G01']);
    expect(await codes('closed=false')).not.toContain('G01');
    expect((await test.get('/progress?closed=maybe')).status).toBe(400);
    const events = await test.db.query<object[]>(
      `SELECT action, subject, person_id, details->>'verdict' AS verdict FROM audit_event WHERE action LIKE 'commitment.%'`,
    );
    expect(events).toEqual([
      { action: 'commitment.closed', subject: 'G01', person_id: test.me.personId, verdict: 'achieved' },
    ]);
  });

  it.each([
    ['what is not final', 'G07', 'missed', 'closing.not_final'],
    ['what is not final, though it is said', 'G07', 'no_data', 'closing.not_final'],
    ['another verdict than there is', 'G01', 'achieved', 'closing.other_verdict'],
    ['a member of an each-area goal', 'G21-621002', 'missed', 'closing.follows_parent'],
  ])('refuses %s, and stores nothing', async (_what, code, verdict, refusal) => {
    const answer = await close(code, { verdict, reason: 'x' });
    expect([answer.status, answer.body.code]).toEqual([409, refusal]);
    expect(await test.count('goal_closing')).toBe(0);
    expect(await codes('closed=true')).toEqual([]);
  });

  it('refuses who has not seen what it reads now', async () => {
    const seen = await tagOf('G01');
    await test.logAccepted({ period: '2025-12-31', value: '100000' });
    await test.settled();
    expect((await close('G01', undefined, { tag: seen })).status).toBe(412);
    const unseen = await test.post('/commitments/G01/close', { verdict: 'achieved', reason: 'x' });
    expect(unseen.status).toBe(428);
    expect((await close('G01', { verdict: 'fine', reason: 'x' })).status).toBe(400);
    expect((await close('G01', { verdict: 'achieved' })).status).toBe(400);
    expect((await close('G99', undefined, { tag: seen })).status).toBe(404);
    expect(await test.count('goal_closing')).toBe(0);
  });

  it('is done by one of two who close at once, and once', async () => {
    const tag = await tagOf('G01');
    const answers = await Promise.all(
      [test.me, test.other].map((who) => close('G01', undefined, { who, tag })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 412]);
    const again = await close('G01');
    expect([again.status, again.body.code]).toEqual([409, 'closing.closed']);
    expect(await test.count('goal_closing')).toBe(1);
  });

  it('goes on being computed, and says where it reads otherwise than it was closed', async () => {
    await close('G01');
    await test.logAccepted({ period: '2025-12-31', value: '100000' });
    await test.settled();
    const body = await progress('G01');
    expect(body).toMatchObject({
      status: 'achieved',
      closed: { verdict: 'missed' },
      verdictChanged: true,
    });
    expect(body.quantities['flags']).toBeNull();
  });

  it('is undone with a reason, and both stay on record', async () => {
    expect((await reopen('G01')).body.code).toBe('closing.not_closed');
    await close('G01');
    const reopened = await reopen('G01');
    expect([reopened.status, reopened.body.reopenedBy, reopened.body.reopenedReason]).toEqual([
      200,
      test.me.login,
      '补报终期数',
    ]);
    expect(reopened.headers.get('etag')).toBe(await tagOf('G01'));
    expect(await progress('G01')).toMatchObject({ closed: null, verdictChanged: false });
    expect(await codes('closed=true')).toEqual([]);
    expect((await reopen('G01')).status).toBe(409);
    expect((await close('G01')).status).toBe(201);
    const { body } = await test.get<ClosingBody[]>('/commitments/G01/closings');
    expect(body.map(({ verdict, reopenedReason }) => [verdict, reopenedReason])).toEqual([
      ['missed', null],
      ['missed', '补报终期数'],
    ]);
    expect((await test.get('/commitments/G99/closings')).status).toBe(404);
  });

  it('closes an each-area goal with its members, each with its own verdict', async () => {
    await test.logAccepted({
      indicator: 'hydrogen-stations',
      area: '621002',
      period: '2025-12-31',
      value: '1',
    });
    await test.settled();
    await test.changePromise('G21', { effectiveFrom: '2025-09-01', reason: '提前', deadline: '2025-12-31' });
    await test.settled();
    expect((await close('G21')).status).toBe(201);
    expect(await codes('closed=true')).toHaveLength(9);
    expect((await progress('G21-621002')).closed?.verdict).toBe('achieved');
    expect((await progress('G21-621021')).closed?.verdict).toBe('missed');
    const alone = await test.post<{ code: string }>(
      '/commitments/G21-621002/reopen',
      { reason: 'x' },
      { 'if-match': await tagOf('G21-621002') },
    );
    expect([alone.status, alone.body.code]).toEqual([409, 'closing.follows_parent']);
    await reopen('G21');
    expect(await codes('closed=true')).toEqual([]);
  });

  it('closes a programme without its goals', async () => {
    expect((await close('P1')).status).toBe(201);
    expect(await codes('closed=true')).toEqual(['P1']);
  });

  it('stands in the report from its day and its moment on, and not before', async () => {
    const before = await now();
    const plain = (await test.text(`/reports/progress.csv?knownAt=${before}&lang=zh-CN`)).body;
    await close('G01');
    const between = await now();
    await reopen('G01');
    const last = (known: string) => rows(`knownAt=${known}`);
    const today = (await progress('G01', 'explain=true')) as unknown as { asOf: string };
    expect((await last(between)).get('G01')).toMatchObject({
      closed_on: today.asOf,
      closed_verdict: 'missed',
    });
    expect((await last(between)).get('G02')).toMatchObject({ closed_on: '', closed_verdict: '' });
    expect((await rows('')).get('G01')).toMatchObject({ closed_on: '', closed_verdict: '' });
    const past = (await rows(`asOf=2026-03-31&knownAt=${between}`)).get('G01');
    expect(past).toMatchObject({ status: 'missed', closed_on: '' });
    expect((await test.text(`/reports/progress.csv?knownAt=${before}&lang=zh-CN`)).body).toBe(plain);
    expect((await progress('G01', `knownAt=${before}`)).closed).toBeNull();
    expect((await progress('G01', `knownAt=${between}`)).closed?.verdict).toBe('missed');
    const header = Object.keys((await rows('')).get('G01') ?? {});
    expect(header.slice(-3)).toEqual(['error', 'closed_on', 'closed_verdict']);
    const words = (await test.text(`/reports/progress.csv?knownAt=${between}&lang=zh-CN`)).body;
    expect(words).toMatch(/销号日期,销号结论\r\n/);
    expect(words).toMatch(/,未兑现\r\n/);
  });

  it.each(['official', 'reviewer', 'leader', 'auditor', 'administrator'] as const)(
    'is nothing that %s may do',
    async (role) => {
      const departmental = role === 'official' || role === 'reviewer';
      const who = await test.somebody(role, departmental ? { department: 'gov-xifeng' } : {});
      expect((await close('G01', undefined, { who })).status).toBe(403);
      await close('G01');
      const tag = { 'if-match': await tagOf('G01') };
      expect((await who.post('/commitments/G01/reopen', { reason: 'x' }, tag)).status).toBe(403);
      expect(await test.count('goal_closing WHERE reopened_at IS NULL')).toBe(1);
      expect((await who.get('/commitments/G01/closings')).status).toBe(200);
    },
  );

  it('is hidden from those whose goal it is not', async () => {
    await close('G01');
    const foreign = await test.somebody('official', { department: 'gov-huan' });
    expect((await foreign.get('/commitments/G01/closings')).status).toBe(404);
    expect((await new Visitor(test.baseUrl).get('/commitments/G01/closings')).status).toBe(401);
  });

  it('is kept by the database itself', async () => {
    await close('G01');
    const state = async (sql: string): Promise<string> => {
      try {
        await test.db.query(sql);
        return 'done';
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    const reopening = (at: string) =>
      `UPDATE goal_closing SET reopened_by = 'x', reopened_person = ${test.me.personId}, reopened_reason = 'x', reopened_at = ${at}`;
    const again = (reopened: string) =>
      `INSERT INTO goal_closing (commitment_id, verdict, as_of, known_at, reason, closed_by, closed_person, reopened_by,
         reopened_person, reopened_at, reopened_reason)
       SELECT commitment_id, verdict, as_of, known_at, reason, closed_by, closed_person, ${reopened} FROM goal_closing`;
    const cases: [string, string][] = [
      [`UPDATE goal_closing SET verdict = 'achieved'`, 'DX001'],
      [`UPDATE goal_closing SET closed_at = now()`, 'DX001'],
      [`DELETE FROM goal_closing`, 'DX001'],
      [`TRUNCATE goal_closing`, 'DX001'],
      [reopening(`now() - interval '1 hour'`), 'DX001'],
      [`UPDATE goal_closing SET reopened_at = clock_timestamp()`, '23514'],
      [again('NULL, NULL, NULL, NULL'), '23505'],
      [again(`'x', 1, now(), 'x'`), 'DX001'],
      [reopening('clock_timestamp()'), 'done'],
      [reopening('clock_timestamp()'), 'DX001'],
    ];
    for (const [sql, code] of cases) expect([sql, await state(sql)]).toEqual([sql, code]);
  });
});
