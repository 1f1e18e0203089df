import { anAccount, PASSWORD, type TestAccount } from '../support/accounts';
import { TestApplication } from '../support/application';
import { enrol } from '../support/factor';
import { type Answer, carrying, replacePassword, signIn, Visitor } from '../support/visitor';

interface Refusal {
  title: string;
  code: string;
  errors: { path: string; code: string }[];
}

interface SignedInBody {
  csrfToken: string;
  needs: string | null;
  permissions: string[];
}

const ANOTHER = 'Ningxian-2026-kouling';

describe('signing in', () => {
  let test: TestApplication;
  let account: TestAccount;

  beforeAll(async () => {
    test = await TestApplication.start();
  });

  afterAll(() => test.stop());

  beforeEach(async () => {
    account = await anAccount(test, 'supervisor');
  });

  const attempt = (login: string, password: string, baseUrl = test.baseUrl) =>
    new Visitor(baseUrl).post<Refusal>('/session', { login, password });
  const refusals = (): Promise<{ reason: string; subject: string }[]> =>
    test.db.query(
      `SELECT details->>'reason' AS reason, subject FROM audit_event WHERE action = 'session.refused' AND subject = $1`,
      [account.login],
    );
  const outcome = ({ status, body }: Answer<object>): unknown[] => [status, (body as Refusal).code];
  const mine = () => signIn(test.baseUrl, account.login, PASSWORD);

  it('gives a cookie that only this host and no script gets, and tells who one is', async () => {
    const answer = await new Visitor(test.baseUrl).post<SignedInBody>('/session', {
      login: account.login.toUpperCase(),
      password: PASSWORD,
    });
    expect([answer.status, answer.body.needs]).toEqual([201, null]);
    expect(answer.headers.get('set-cookie')).toMatch(
      /^__Host-duixian=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
    );
    expect(answer.body.permissions).toContain('promise.approve');
    expect(answer.body.permissions).not.toContain('people.manage');
    const current = await carrying(test.baseUrl, answer).get('/session');
    expect(current.body).toMatchObject({ login: account.login, roles: [{ role: 'supervisor' }] });
    const secret = /=([\w-]{43});/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? '?';
    expect(JSON.stringify(await test.db.query('SELECT * FROM session'))).not.toContain(secret);
  });

  it('ends when one signs out', async () => {
    const visitor = await mine();
    const ended = await visitor.send('DELETE', '/session', undefined, {});
    expect([ended.status, ended.headers.get('set-cookie')]).toEqual([
      204,
      '__Host-duixian=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Strict',
    ]);
    expect(outcome(await visitor.get('/session'))).toEqual([401, 'session.ended']);
  });

  it('is refused in the same words whatever was wrong, and the trail knows what', async () => {
    const wrong = await attempt(account.login, 'guess');
    const unknown = await attempt('nobody.at.all', 'guess');
    await test.db.query(`UPDATE account SET disabled_at = now() WHERE id = $1`, [account.id]);
    const disabled = await attempt(account.login, PASSWORD);
    const said = [wrong, unknown, disabled].map(({ status, body, headers }) => [
      status,
      body.code,
      body.title,
      headers.get('set-cookie'),
    ]);
    expect(said).toEqual([said[0], said[0], said[0]]);
    expect(said[0]?.slice(0, 2)).toEqual([401, 'session.refused']);
    expect((await refusals()).map(({ reason }) => reason)).toEqual(['password', 'disabled']);
    const [{ count }] = await test.db.query<[{ count: number }]>(
      `SELECT count(*)::int AS count FROM session WHERE account_id = $1`,
      [account.id],
    );
    expect(count).toBe(0);
  });

  it('is locked for all replicas by five wrong passwords among them, for half an hour', async () => {
    const other = await TestApplication.start({ ...test.database, drop: () => Promise.resolve() });
    try {
      const tries = [0, 1, 2, 3, 4, 5, 6, 7].map((n) =>
        attempt(account.login, 'guess', n % 2 === 0 ? test.baseUrl : other.baseUrl),
      );
      await Promise.all(tries);
      const reasons = (await refusals()).map(({ reason }) => reason).sort();
      // Eight at the same moment, of two replicas: five were judged.
      expect(reasons).toEqual([...Array<string>(3).fill('locked'), ...Array<string>(5).fill('password')]);
      for (const { baseUrl } of [test, other])
        expect(outcome(await attempt(account.login, PASSWORD, baseUrl))).toEqual([401, 'session.refused']);
      await test.db.query(
        `UPDATE account SET locked_until = locked_until - interval '29 minutes' WHERE id = $1`,
        [account.id],
      );
      expect((await attempt(account.login, PASSWORD)).status).toBe(401);
      await test.db.query(
        `UPDATE account SET locked_until = locked_until - interval '1 minute' WHERE id = $1`,
        [account.id],
      );
      expect((await attempt(account.login, PASSWORD, other.baseUrl)).status).toBe(201);
    } finally {
      await other.stop();
    }
  });

  it('forgets wrong passwords once the right one is given, and when an administrator says so', async () => {
    for (let tries = 0; tries < 4; tries++) await attempt(account.login, 'guess');
    await mine();
    for (let tries = 0; tries < 5; tries++) await attempt(account.login, 'guess');
    expect((await attempt(account.login, PASSWORD)).status).toBe(401);
    const administrator = await test.somebody('administrator');
    const path = `/people/${account.personId}/accounts/${account.login}/unlock`;
    expect((await administrator.post(path)).status).toBe(200);
    expect((await attempt(account.login, PASSWORD)).status).toBe(201);
  });

  it('opens nothing but a new password where somebody else gave the present one', async () => {
    await test.db.query(`UPDATE account SET must_change = true WHERE id = $1`, [account.id]);
    const visitor = await mine();
    expect((await visitor.get('/session')).body['needs']).toBe('password');
    expect(outcome(await visitor.get('/goals'))).toEqual([403, 'session.needs_password']);
    expect(outcome(await visitor.get('/session/all'))).toEqual([403, 'session.needs_password']);
    expect((await (await replacePassword(visitor, PASSWORD, ANOTHER)).get('/goals')).status).toBe(200);
  });

  it('takes no session that somebody else has chosen', async () => {
    const chosen = `__Host-duixian=${'A'.repeat(43)}`;
    const answer = await new Visitor(test.baseUrl, { cookie: chosen }).post<SignedInBody>('/session', {
      login: account.login,
      password: PASSWORD,
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('set-cookie')).not.toContain('A'.repeat(43));
    expect(outcome(await new Visitor(test.baseUrl, { cookie: chosen }).get('/session'))).toEqual([
      401,
      'session.ended',
    ]);
    const two = { cookie: `${carrying(test.baseUrl, answer).credentials['cookie'] ?? ''}; ${chosen}` };
    expect(outcome(await new Visitor(test.baseUrl, two).get('/session'))).toEqual([401, 'session.required']);
  });

  it('has another secret after each step: what was seen of the one before opens nothing', async () => {
    const first = await mine();
    const second = await replacePassword(first, PASSWORD, ANOTHER);
    const { visitor: third } = await enrol(second, ANOTHER);
    const statuses = [first, second, third].map(async (visitor) => (await visitor.get('/session')).status);
    expect(await Promise.all(statuses)).toEqual([401, 401, 200]);
    const stale = { ...third.credentials, 'x-csrf-token': second.credentials['x-csrf-token'] ?? '' };
    const refused = await new Visitor(test.baseUrl, stale).send('DELETE', '/session', undefined, {});
    expect(outcome(refused)).toEqual([403, 'request.csrf_token']);
    expect((await third.get('/session')).status).toBe(200);
  });

  it.each<[string, string, number]>([
    ['29 minutes of silence', `seen_at = now() - interval '29 minutes'`, 200],
    ['30 minutes of silence', `seen_at = now() - interval '30 minutes'`, 401],
    ['11 hours', `begun_at = now() - interval '11 hours'`, 200],
    ['12 hours', `begun_at = now() - interval '12 hours'`, 401],
  ])('lasts by default through %s: %s gives %i', async (_wording, change, status) => {
    const visitor = await mine();
    await test.db.query(`UPDATE session SET ${change} WHERE account_id = $1`, [account.id]);
    expect((await visitor.get('/session')).status).toBe(status);
  });

  it('lasts as long as the setting says, at once and for sessions that are there', async () => {
    const visitor = await mine();
    await test.db.query(`UPDATE session SET seen_at = now() - interval '6 minutes' WHERE account_id = $1`, [
      account.id,
    ]);
    const administrator = await test.somebody('administrator');
    const change = await administrator.put(
      '/settings/session',
      { value: { idleMinutes: 5, absoluteHours: 12 }, reason: '等保整改' },
      { 'if-match': '"0"' },
    );
    expect(change.status).toBe(200);
    const after = await visitor.get('/session');
    await test.db.query(`DELETE FROM setting`);
    expect(after.status).toBe(401);
  });

  it('ends at once when the account is disabled, and when a role is taken away', async () => {
    const administrator = await test.somebody('administrator');
    const [visitor, person] = [await mine(), await administrator.get<Person>(`/people/${account.personId}`)];
    const role = person.body.roles[0]?.id ?? 0;
    const revoked = await administrator.send(
      'DELETE',
      `/people/${account.personId}/roles/${role}`,
      undefined,
      { 'if-match': person.headers.get('etag') ?? '' },
    );
    expect(revoked.status).toBe(200);
    expect(outcome(await visitor.get('/goals'))).toEqual([401, 'session.ended']);
    const again = await mine();
    expect(outcome(await again.get('/goals'))).toEqual([403, 'permission.denied']);
    const path = `/people/${account.personId}/accounts/${account.login}`;
    expect((await administrator.post(`${path}/disable`)).status).toBe(200);
    expect(outcome(await again.get('/session'))).toEqual([401, 'session.ended']);
    expect((await attempt(account.login, PASSWORD)).status).toBe(401);
    expect((await administrator.post(`${path}/enable`)).status).toBe(200);
    expect((await attempt(account.login, PASSWORD)).status).toBe(201);
  });

  it('reads the roles anew for each request', async () => {
    const visitor = await mine();
    expect((await visitor.get('/job-runs')).status).toBe(200);
    await test.db.query(
      `UPDATE role_grant SET revoked_at = now(), revoked_by = 'test' WHERE person_id = $1`,
      [account.personId],
    );
    expect(outcome(await visitor.get('/job-runs'))).toEqual([403, 'permission.denied']);
  });

  it('shows where one is signed in, ends one of them, and nobody else’s', async () => {
    const [here, there] = [await mine(), await mine()];
    const all = (await here.get<{ id: number; isThis: boolean }[]>('/session/all')).body as unknown as {
      id: number;
      isThis: boolean;
    }[];
    expect(all.map(({ isThis }) => isThis).sort()).toEqual([false, true]);
    const other = all.find(({ isThis }) => !isThis)?.id ?? 0;
    expect((await test.me.send('DELETE', `/session/all/${other}`, undefined, {})).status).toBe(404);
    expect((await there.get('/session')).status).toBe(200);
    expect((await here.send('DELETE', `/session/all/${other}`, undefined, {})).status).toBe(204);
    expect([(await there.get('/session')).status, (await here.get('/session')).status]).toEqual([401, 200]);
  });

  describe('from a page of another site', () => {
    it.each<[string, (own: Record<string, string>) => Record<string, string>, string]>([
      ['without the token', ({ cookie = '' }) => ({ cookie }), 'request.csrf_token'],
      ['with a guessed token', (own) => ({ ...own, 'x-csrf-token': 'A'.repeat(43) }), 'request.csrf_token'],
      [
        'with a foreign origin',
        (own) => ({ ...own, origin: 'https://evil.example' }),
        'request.foreign_origin',
      ],
      ['with the origin “null”', (own) => ({ ...own, origin: 'null' }), 'request.foreign_origin'],
    ])('%s, a write is refused and nothing is stored', async (_what, forged, code) => {
      const administrator = await test.somebody('administrator');
      const before = [await test.count('person'), await test.count('account')];
      const attacker = new Visitor(test.baseUrl, forged(administrator.credentials));
      const answer = await attacker.post('/people', { name: '某人', login: 'mou.ren', roles: [] });
      expect(outcome(answer)).toEqual([403, code]);
      expect([await test.count('person'), await test.count('account')]).toEqual(before);
    });

    it('nobody is signed in either', async () => {
      const before = await test.count('session');
      const answer = await new Visitor(test.baseUrl, { origin: 'https://evil.example' }).post('/session', {
        login: account.login,
        password: PASSWORD,
      });
      expect(outcome(answer)).toEqual([403, 'request.foreign_origin']);
      expect(await test.count('session')).toBe(before);
    });

    it('our own page may write', async () => {
      const administrator = await test.somebody('administrator');
      const origin = new URL(test.baseUrl).origin;
      const answer = await administrator.post(
        '/people',
        { name: '某人', login: 'mou.ren', roles: [] },
        { origin },
      );
      expect(answer.status).toBe(201);
    });

    it('it is the page of PUBLIC_URL that is ours where that is set, whatever host a request names', async () => {
      const published = await TestApplication.start(test.database, {
        http: { publicOrigin: 'https://duixian.example' },
      });
      const administrator = await published.somebody('administrator');
      const from = async (origin: string): Promise<unknown> => {
        const login = `from-${origin.length}`;
        const body = { name: '某人', login, roles: [] };
        return outcome(await administrator.post('/people', body, { origin }));
      };
      const found = [
        await from('https://duixian.example'),
        await from(new URL(published.baseUrl).origin),
        await from('https://duixian.example.evil.example'),
      ];
      await published.app.close();
      await published.db.destroy();
      expect(found).toEqual([
        [201, undefined],
        [403, 'request.foreign_origin'],
        [403, 'request.foreign_origin'],
      ]);
    });
  });
});

interface Person {
  roles: { id: number }[];
}

describe('one’s own password', () => {
  let test: TestApplication;
  let visitor: Visitor;
  let account: TestAccount;

  beforeAll(async () => {
    test = await TestApplication.start();
  });

  afterAll(() => test.stop());

  beforeEach(async () => {
    account = await anAccount(test, 'leader');
    visitor = await signIn(test.baseUrl, account.login, PASSWORD);
  });

  const change = (password: string, current = PASSWORD) =>
    visitor.post<Refusal>('/session/password', { current, password });
  const set = (value: unknown) =>
    test.db.query(
      `INSERT INTO setting (name, value, changed_by) VALUES ('password', $1, 'test')
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      [JSON.stringify(value)],
    );
  const refusal = ({ status, body }: Answer<Refusal>): unknown[] => [
    status,
    body.errors[0]?.path,
    body.errors[0]?.code,
  ];

  it.each<[string, string, string]>([
    ['dengbao3', 'Abc-12345', 'password.too_short'],
    ['dengbao3', 'abcdefghij1', 'password.too_simple'],
    ['dengbao3', 'Password123', 'password.common'],
    ['modern', 'Abc-12345678', 'password.too_short'],
    ['modern', 'passwordpassword', 'password.common'],
  ])('must be what %s says: not %s', async (preset, password, code) => {
    await set({ preset });
    expect(refusal(await change(password))).toEqual([400, 'password', code]);
    await test.db.query(`DELETE FROM setting`);
    expect((await visitor.get('/session')).status).toBe(200);
  });

  it('does not hold the login, and is not one of the last', async () => {
    expect(refusal(await change(`${account.login}-X1`))).toEqual([400, 'password', 'password.names_account']);
    expect(refusal(await change(PASSWORD))).toEqual([400, 'password', 'password.used_before']);
    visitor = await replacePassword(visitor, PASSWORD, ANOTHER);
    expect(refusal(await change(PASSWORD, ANOTHER))).toEqual([400, 'password', 'password.used_before']);
  });

  it('is not changed by who does not know it; wrong ones are counted and told to the trail', async () => {
    for (let tries = 0; tries < 5; tries++)
      expect(refusal(await change(ANOTHER, 'guess'))).toEqual([400, 'current', 'password.wrong']);
    expect(refusal(await change(ANOTHER))).toEqual([400, 'current', 'password.locked']);
    const rows = await test.db.query<unknown[]>(
      `SELECT 1 FROM audit_event WHERE action = 'password.refused' AND subject = $1`,
      [account.login],
    );
    expect(rows).toHaveLength(5);
  });

  it('ends all other sessions of the person when it changes', async () => {
    const elsewhere = await signIn(test.baseUrl, account.login, PASSWORD);
    const here = await replacePassword(visitor, PASSWORD, ANOTHER);
    expect([(await elsewhere.get('/session')).status, (await here.get('/session')).status]).toEqual([
      401, 200,
    ]);
  });

  it('has to be replaced after ninety days, by the preset of graded protection only', async () => {
    await test.db.query(`UPDATE account SET password_set_at = now() - interval '91 days' WHERE id = $1`, [
      account.id,
    ]);
    expect((await visitor.get('/session')).body['needs']).toBe('password');
    await set({ preset: 'modern' });
    const needs = (await visitor.get('/session')).body['needs'];
    await test.db.query(`DELETE FROM setting`);
    expect(needs).toBeNull();
  });
});
