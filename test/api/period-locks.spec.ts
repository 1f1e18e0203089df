import { anActual, type Answer, TestApplication } from '../support/application';
import type { Signed } from '../support/people';

interface Body {
  id: number;
  state: string;
  code: string;
  title: string;
  liftReason: string | null;
  exceptions: { departmentCode: string | null; personName: string | null; expired: boolean }[];
  items: { id: number }[];
  rows: { code: string }[];
  errors: { path: string; code: string }[];
}

const LATER = '2099-01-01T00:00:00Z';

describe('period locks', () => {
  let test: TestApplication;
  let official: Signed;

  beforeEach(async () => {
    test = await TestApplication.withCatalog();
    official = await test.somebody('official', { department: 'gov-xifeng' });
  });

  afterEach(() => test.stop());

  const lock = async (changes: object = {}): Promise<Body> => {
    const answer = await test.post<Body>('/period-locks', {
      upTo: '2025-06-30',
      reason: '半年已通报',
      ...changes,
    });
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const except = (id: number, changes: object): Promise<Answer<Body>> =>
    test.post<Body>(`/period-locks/${id}/exceptions`, { expiresAt: LATER, reason: '补报', ...changes });
  const log = (changes: object = {}, who: Signed = official): Promise<Answer<Body>> =>
    who.post<Body>('/actuals', anActual({ ...changes }));
  const outcome = ({ status, body }: Answer<Body>): unknown[] => [status, body.code];
  const LOCKED = [409, 'period.locked'];

  it('keep out what is entered for a period that ended by then, naming the lock and why', async () => {
    const { id } = await lock();
    const before = await test.count('actual');
    const refused = await log();
    expect(outcome(refused)).toEqual(LOCKED);
    for (const told of [String(id), '半年已通报', '2025-06-30']) expect(refused.body.title).toContain(told);
    // A supervisor is kept out too: only an exception lets anybody in.
    expect(outcome(await log({}, test.me))).toEqual(LOCKED);
    expect(await test.count('actual')).toBe(before);
    expect((await log({ period: '2025-07-01' })).status).toBe(201);
  });

  it('keep out corrections and drafts, whose saving goes on', async () => {
    const accepted = await test.logAccepted<{ id: string }>();
    await lock();
    const before = await test.count('actual');
    const correction = await test.post<Body>(
      `/actuals/${accepted.body.id}/corrections`,
      { value: '1', reason: 'x' },
      { 'if-match': accepted.headers.get('etag') ?? '' },
    );
    expect(outcome(correction)).toEqual(LOCKED);
    const saved = await official.put<Body>('/drafts/racks/621000/standard/2025-05', { value: '62000' });
    expect(saved.status).toBe(201);
    const submitted = await official.post<Body>('/drafts/submit', { all: true });
    expect([submitted.status, submitted.body.rows.map(({ code }) => code)]).toEqual([422, ['period.locked']]);
    expect([await test.count('actual'), await test.count('actual_draft')]).toEqual([before, 1]);
  });

  it('let what was submitted before be decided, and be withdrawn', async () => {
    const [one, two] = [await log(), await log({ period: '2025-05-31' })] as unknown as Answer<{
      id: string;
    }>[];
    await lock();
    if (one === undefined || two === undefined) throw new Error('not logged');
    expect((await test.accept(one)).body['state']).toBe('accepted');
    const withdrawn = await official.post<Body>(
      `/actuals/${two.body.id}/withdraw`,
      { reason: 'x' },
      { 'if-match': two.headers.get('etag') ?? '' },
    );
    expect(withdrawn.body.state).toBe('returned');
  });

  it.each([
    ['the department above', { department: 'gov-qingyang' }, { racks: 409, villages: 409 }],
    ['the department', { department: 'gov-xifeng' }, { racks: 409, villages: 201 }],
    ['an indicator', { indicator: 'villages' }, { racks: 201, villages: 409 }],
  ])('may be limited to %s', async (_whose, scope, expected) => {
    await lock(scope);
    const village = { indicator: 'villages', period: '2025-06', value: '60' };
    expect({
      racks: (await log({}, test.me)).status,
      villages: (await log(village, test.me)).status,
    }).toEqual(expected);
  });

  it('are lifted once, with a reason, and stay on the list', async () => {
    const { id } = await lock();
    expect((await test.post(`/period-locks/${id}/lift`, {})).status).toBe(400);
    const answers = await Promise.all(
      [1, 2, 3].map(() => test.post<Body>(`/period-locks/${id}/lift`, { reason: '重新通报' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect((await log()).status).toBe(201);
    expect((await test.get<Body>(`/period-locks/${id}`)).body).toMatchObject({
      state: 'lifted',
      liftReason: '重新通报',
    });
    expect((await test.get<Body>('/period-locks?state=in_force')).body.items).toEqual([]);
    expect((await test.get<Body>('/period-locks')).body.items).toHaveLength(1);
    expect(outcome(await except(id, { department: 'gov-xifeng' }))).toEqual([409, 'period_lock.lifted']);
  });

  it('are each enough: one lifted, the other still holds', async () => {
    const [first, second] = [await lock(), await lock({ department: 'gov-xifeng', upTo: '2025-12-31' })];
    await test.post(`/period-locks/${first.id}/lift`, { reason: 'x' });
    const refused = await log();
    expect(outcome(refused)).toEqual(LOCKED);
    expect(refused.body.title).toContain(`${second.id}`);
  });

  describe('exceptions', () => {
    it('let one person in, and nobody else', async () => {
      const { id } = await lock();
      const granted = await except(id, { person: official.personId });
      expect([granted.status, granted.body.exceptions]).toEqual([
        201,
        [expect.objectContaining({ personName: official.login, departmentCode: null, expired: false })],
      ]);
      expect(outcome(await log({}, test.me))).toEqual(LOCKED);
      expect((await log()).status).toBe(201);
    });

    it('let a department’s figures in, and no others', async () => {
      const { id } = await lock();
      await except(id, { department: 'gov-xifeng' });
      expect((await log()).status).toBe(201);
      expect(outcome(await log({ indicator: 'villages', period: '2025-06', value: '60' }, test.me))).toEqual(
        LOCKED,
      );
    });

    it('are for one lock only', async () => {
      const { id } = await lock();
      await lock({ indicator: 'racks' });
      await except(id, { person: official.personId });
      expect(outcome(await log())).toEqual(LOCKED);
      expect((await log({ indicator: 'compute', value: '60000' })).status).toBe(201);
    });

    it('end by the clock of the database', async () => {
      const { id } = await lock();
      await test.db.query(
        `INSERT INTO lock_exception (lock_id, person_id, expires_at, reason, granted_at, granted_by, granted_person)
         VALUES ($1, $2, now() - interval '1 second', 'x', now() - interval '1 day', 'x', $3)`,
        [id, official.personId, test.me.personId],
      );
      expect(outcome(await log())).toEqual(LOCKED);
      expect((await test.get<Body>(`/period-locks/${id}`)).body.exceptions).toEqual([
        expect.objectContaining({ expired: true }),
      ]);
    });

    it.each([
      ['for nobody', {}, 'department period_lock.whose_exception'],
      ['for both', { department: 'gov-xifeng', person: 1 }, 'department period_lock.whose_exception'],
      [
        'that has ended already',
        { person: 1, expiresAt: '2020-01-01T00:00:00Z' },
        'expiresAt period_lock.expired',
      ],
      ['without an end', { person: 1, expiresAt: null }, 'expiresAt field.instant'],
      ['for a department nobody knows', { department: 'nothing' }, 'department department.not_found'],
      ['for a person nobody knows', { person: 99_999 }, 'person person.not_found'],
    ])('are refused %s', async (_what, changes, expected) => {
      const { id } = await lock();
      const answer = await except(id, changes);
      expect([answer.status, answer.body.errors.map((e) => `${e.path} ${e.code}`)]).toEqual([
        400,
        [expected],
      ]);
      expect(await test.count('lock_exception')).toBe(0);
    });
  });

  it.each([
    ['without a reason', { upTo: '2025-06-30' }, 'reason field.missing'],
    [
      'for both scopes',
      { upTo: '2025-06-30', reason: 'x', department: 'gov-xifeng', indicator: 'racks' },
      'indicator period_lock.one_scope',
    ],
    [
      'of a department nobody knows',
      { upTo: '2025-06-30', reason: 'x', department: 'no' },
      'department department.not_found',
    ],
    [
      'of an indicator nobody knows',
      { upTo: '2025-06-30', reason: 'x', indicator: 'no' },
      'indicator indicator.not_found',
    ],
    ['up to no day', { upTo: '2025-06-31', reason: 'x' }, 'upTo field.date'],
  ])('are refused %s', async (_what, body, expected) => {
    const answer = await test.post<Body>('/period-locks', body);
    expect([answer.status, answer.body.errors.map((e) => `${e.path} ${e.code}`)]).toEqual([400, [expected]]);
    expect(await test.count('period_lock')).toBe(0);
  });

  it('are for supervisors, and each act is told', async () => {
    const { id } = await lock();
    const leader = await test.somebody('leader');
    const reviewer = await test.somebody('reviewer', { department: 'gov-xifeng' });
    for (const who of [official, reviewer, leader])
      for (const answer of [
        await who.get('/period-locks'),
        await who.get(`/period-locks/${id}`),
        await who.post('/period-locks', { upTo: '2025-06-30', reason: 'x' }),
        await who.post(`/period-locks/${id}/lift`, { reason: 'x' }),
        await who.post(`/period-locks/${id}/exceptions`, { person: 1, expiresAt: LATER, reason: 'x' }),
      ])
        expect(answer.status).toBe(403);
    expect([await test.count('period_lock'), await test.count('lock_exception')]).toEqual([1, 0]);
    await except(id, { person: official.personId });
    await test.post(`/period-locks/${id}/lift`, { reason: 'x' });
    const told = await test.db.query<{ action: string }[]>(
      `SELECT action FROM audit_event WHERE subject = $1 ORDER BY id`,
      [`period_lock ${id}`],
    );
    expect(told.map(({ action }) => action)).toEqual([
      'period_lock.set',
      'period_lock.excepted',
      'period_lock.lifted',
    ]);
  });

  it('are never rewritten, whoever asks', async () => {
    const { id } = await lock();
    await except(id, { person: official.personId });
    for (const sql of [
      `UPDATE period_lock SET up_to = '2000-01-01'`,
      `DELETE FROM period_lock`,
      `TRUNCATE period_lock CASCADE`,
      `UPDATE lock_exception SET expires_at = '2100-01-01'`,
      `DELETE FROM lock_exception`,
      `TRUNCATE lock_exception`,
    ])
      await expect(test.db.query(sql)).rejects.toMatchObject({ code: 'DX001' });
    await test.post(`/period-locks/${id}/lift`, { reason: 'x' });
    await expect(test.db.query(`UPDATE period_lock SET lift_reason = 'y'`)).rejects.toMatchObject({
      code: 'DX001',
    });
  });

  it('set while figures are entered keep out all that come after', async () => {
    const days = Array.from({ length: 12 }, (_, n) => `2025-04-${String(n + 1).padStart(2, '0')}`);
    const [locked, ...answers] = await Promise.all([
      test.post<Body>('/period-locks', { upTo: '2025-06-30', reason: 'x' }),
      ...days.map((period) => log({ period })),
    ]);
    expect(locked.status).toBe(201);
    expect(answers.filter(({ status }) => ![201, 409].includes(status))).toEqual([]);
    const [{ late }] = await test.db.query<[{ late: number }]>(
      `SELECT count(*)::int AS late FROM actual a, period_lock l
       WHERE a.state = 'submitted' AND a.recorded_at > l.locked_at`,
    );
    expect(late).toBe(0);
  });
});
