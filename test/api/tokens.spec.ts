import { anAccount, PASSWORD, type TestAccount } from '../support/accounts';
import { TestApplication } from '../support/application';
import { enrol } from '../support/factor';
import { type Answer, signIn, Visitor } from '../support/visitor';

interface Token {
  id: number;
  token: string;
  name: string;
  scopes: string[];
  expiresOn: string;
  lastUsedAt: string | null;
  revokedAt: string | null;
}

interface Refusal {
  code: string;
  errors: { path: string; code: string }[];
}

describe('an API token', () => {
  let test: TestApplication;
  let account: TestAccount;
  let owner: Visitor;
  let today: string;

  beforeAll(async () => {
    test = await TestApplication.start();
    [{ today }] = await test.db.query<[{ today: string }]>(
      `SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date::text AS today`,
    );
  });

  afterAll(() => test.stop());

  beforeEach(async () => {
    account = await anAccount(test, 'supervisor');
    owner = await signIn(test.baseUrl, account.login, PASSWORD);
  });

  const asked = (changes: Record<string, unknown> = {}) => ({
    name: '统计局同步',
    scopes: ['record.read'],
    expiresOn: today,
    password: PASSWORD,
    ...changes,
  });
  const make = async (changes: Record<string, unknown> = {}, by: Visitor = owner): Promise<Token> => {
    const made = await by.post<Token>('/tokens', asked(changes));
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    return made.body;
  };
  const carrying = (token: string, more: Record<string, string> = {}): Visitor =>
    new Visitor(test.baseUrl, { authorization: `Bearer ${token}`, ...more });
  const outcome = ({ status, body }: Answer): unknown[] => [status, body['code']];
  const using = async (token: string): Promise<unknown[]> => outcome(await carrying(token).get('/goals'));

  it('is shown once and kept as a digest', async () => {
    const made = await make();
    expect(made.token).toMatch(/^dx_[\w-]{43}[0-9a-z]{7}$/);
    expect(made).toMatchObject({ name: '统计局同步', scopes: ['record.read'], expiresOn: today });
    const listed = await owner.text('/tokens');
    expect(listed.body).toContain('统计局同步');
    expect(listed.body).not.toContain(made.token);
    const everywhere = JSON.stringify([
      await test.db.query(`SELECT * FROM api_token`),
      await test.db.query(`SELECT * FROM audit_event`),
    ]);
    expect(everywhere).not.toContain(made.token);
    expect(everywhere).toContain('token.made');
  });

  it('acts for its owner within its scopes, needs no request token, and does no more', async () => {
    const program = carrying((await make({ scopes: ['record.read', 'job.run'] })).token);
    expect((await program.get('/goals')).status).toBe(200);
    expect((await program.post('/job-runs', { asOf: today })).status).toBe(202);
    const before = await test.count('actual');
    expect(outcome(await program.post('/actuals', {}))).toEqual([403, 'permission.denied']);
    expect(await test.count('actual')).toBe(before);
    const [event] = await test.db.query<{ via: string; account_id: number }[]>(
      `SELECT via, account_id FROM audit_event WHERE action = 'permission.refused' ORDER BY id DESC LIMIT 1`,
    );
    expect(event).toEqual({ via: 'token', account_id: account.id });
  });

  it('makes no tokens, changes no password and manages nobody, whoever its owner is', async () => {
    const program = carrying((await make()).token);
    const sessions = await test.count('session');
    const answers = [
      await program.post('/tokens', asked()),
      await program.get('/tokens'),
      await program.post('/session/password', { current: PASSWORD, password: 'Ningxian-2026-kouling' }),
      await program.post('/session/factor/enrol', { password: PASSWORD }),
      await program.get('/people'),
    ];
    expect(answers.map(outcome)).toEqual(answers.map(() => [403, 'permission.denied']));
    expect(await test.count('session')).toBe(sessions);
    for (const scope of ['self.manage', 'people.manage']) {
      const refused = await owner.post<Refusal>('/tokens', asked({ scopes: [scope] }));
      expect([refused.status, refused.body.errors[0]?.path]).toEqual([400, 'scopes']);
    }
  });

  it('narrows with the roles of its owner, on the next request', async () => {
    const { token } = await make({ scopes: ['record.read', 'job.run'] });
    expect((await carrying(token).post('/job-runs', { asOf: today })).status).toBe(202);
    await test.db.query(
      `UPDATE role_grant SET revoked_at = now(), revoked_by = 'test' WHERE person_id = $1`,
      [account.personId],
    );
    expect(outcome(await carrying(token).post('/job-runs', { asOf: today }))).toEqual([
      403,
      'permission.denied',
    ]);
    expect(await using(token)).toEqual([403, 'permission.denied']);
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['a wrong password', { password: 'guess' }, 'password', 'password.wrong'],
    ['no scope', { scopes: [] }, 'scopes', 'field.empty'],
    ['an unknown scope', { scopes: ['everything'] }, 'scopes', 'field.choice'],
    ['a scope the owner has not', { scopes: ['settings.manage'] }, 'scopes', 'token.scope_not_held'],
    ['a day that is past', { expiresOn: '2020-01-01' }, 'expiresOn', 'token.expires_on'],
    ['a day in ten years', { expiresOn: '2099-01-01' }, 'expiresOn', 'token.expires_on'],
    ['no day', { expiresOn: undefined }, 'expiresOn', 'field.missing'],
    ['something more', { accountId: 1 }, 'accountId', 'field.unknown'],
  ])('is not made with %s', async (_what, changes, path, code) => {
    const before = await test.count('api_token');
    const answer = await owner.post<Refusal>('/tokens', asked(changes));
    expect([answer.status, answer.body.errors]).toMatchObject([400, [{ path, code }]]);
    expect(await test.count('api_token')).toBe(before);
  });

  it('is good to the end of its last day, and at most a year', async () => {
    const made = await make();
    const [{ ends }] = await test.db.query<[{ ends: string }]>(
      `SELECT (expires_at AT TIME ZONE 'Asia/Shanghai')::text AS ends FROM api_token WHERE id = $1`,
      [made.id],
    );
    expect(ends > `${today} 23:59:59`).toBe(true);
    await test.db.query(
      `UPDATE api_token SET created_at = created_at - interval '2 days', expires_at = clock_timestamp() WHERE id = $1`,
      [made.id],
    );
    expect(await using(made.token)).toEqual([401, 'token.expired']);
    await expect(
      test.db.query(`UPDATE api_token SET expires_at = created_at + interval '2 years' WHERE id = $1`, [
        made.id,
      ]),
    ).rejects.toThrow('ck_api_token_expires');
  });

  it('is told from a slip of the pen, and from another’s guess', async () => {
    const { token } = await make();
    expect(await using(`${token.slice(0, -1)}${token.endsWith('a') ? 'b' : 'a'}`)).toEqual([
      401,
      'token.malformed',
    ]);
    expect(await using('dx_short')).toEqual([401, 'token.malformed']);
    const basic = new Visitor(test.baseUrl, { authorization: 'Basic YWRtaW46YWRtaW4=' });
    expect(outcome(await basic.get('/goals'))).toEqual([401, 'token.malformed']);
    await test.db.query(`DELETE FROM api_token`);
    expect(await using(token)).toEqual([401, 'token.unknown']);
  });

  it('does not come together with a session', async () => {
    const { token } = await make();
    const both = carrying(token, owner.credentials);
    expect(outcome(await both.get('/goals'))).toEqual([400, 'request.two_credentials']);
    expect(outcome(await both.post('/tokens', asked()))).toEqual([400, 'request.two_credentials']);
  });

  it('ends when its owner says so, and nobody else’s does', async () => {
    const made = await make();
    const stranger = await signIn(test.baseUrl, (await anAccount(test, 'supervisor')).login, PASSWORD);
    expect((await stranger.send('DELETE', `/tokens/${made.id}`, undefined, {})).status).toBe(404);
    expect((await stranger.get<Token[]>('/tokens')).body).toEqual([]);
    expect((await using(made.token))[0]).toBe(200);
    expect((await owner.send('DELETE', `/tokens/${made.id}`, undefined, {})).status).toBe(204);
    expect(await using(made.token)).toEqual([401, 'token.revoked']);
    expect((await owner.send('DELETE', `/tokens/${made.id}`, undefined, {})).status).toBe(404);
  });

  it('is seen and ended by an administrator', async () => {
    const made = await make();
    const administrator = await test.somebody('administrator');
    const path = `/people/${account.personId}/tokens`;
    expect((await owner.get(path)).status).toBe(403);
    const listed = await administrator.get<Token[]>(path);
    expect(listed.body).toMatchObject([
      { id: made.id, name: made.name, login: account.login, revokedAt: null },
    ]);
    const elsewhere = `/people/${administrator.personId}/tokens/${made.id}`;
    expect((await administrator.send('DELETE', elsewhere, undefined, {})).status).toBe(404);
    expect((await using(made.token))[0]).toBe(200);
    expect((await administrator.send('DELETE', `${path}/${made.id}`, undefined, {})).status).toBe(204);
    expect(await using(made.token)).toEqual([401, 'token.revoked']);
  });

  it.each<[string, string, [number, string]]>([
    ['is disabled', 'disabled_at = now()', [401, 'token.account_disabled']],
    ['has a password that somebody else gave', 'must_change = true', [403, 'token.password_due']],
    [
      'has a password that is too old',
      `password_set_at = now() - interval '91 days'`,
      [403, 'token.password_due'],
    ],
  ])('is refused while its account %s', async (_what, change, refusal) => {
    const { token } = await make();
    await test.db.query(`UPDATE account SET ${change} WHERE id = $1`, [account.id]);
    expect(await using(token)).toEqual(refusal);
  });

  it('is refused where a role needs a second factor by now and it was made without one', async () => {
    const weak = await make();
    const { visitor } = await enrol(owner, PASSWORD);
    const strong = await make({}, visitor);
    await test.db.query(
      `INSERT INTO setting (name, value, changed_by) VALUES ('second_factor', '{"roles": ["supervisor"]}', 'test')`,
    );
    const outcomes = [await using(weak.token), (await using(strong.token))[0]];
    await test.db.query(`DELETE FROM setting`);
    expect(outcomes).toEqual([[403, 'token.needs_factor'], 200]);
  });

  it('says when it was used last, to the minute', async () => {
    const { id, token } = await make();
    const used = async () =>
      (await owner.get<Token[]>('/tokens')).body.find((one) => one.id === id)?.lastUsedAt;
    expect(await used()).toBeNull();
    await using(token);
    const first = await used();
    await using(token);
    expect([typeof first, await used()]).toEqual(['string', first]);
    await test.db.query(
      `UPDATE api_token SET last_used_at = last_used_at - interval '61 seconds' WHERE id = $1`,
      [id],
    );
    await using(token);
    expect((await used()) ?? '').not.toBe(first);
  });

  it('has at most nineteen others beside it', async () => {
    await test.db.query(
      `INSERT INTO api_token (digest, account_id, name, scopes, strong, expires_at)
       SELECT sha256(convert_to('n' || n || $1, 'UTF8')), $1::int, 'n', ARRAY['record.read'], false, now() + interval '1 day'
       FROM generate_series(1, 19) n`,
      [account.id],
    );
    await make();
    expect(outcome(await owner.post('/tokens', asked()))).toEqual([409, 'token.too_many']);
  });

  it.each([
    ['reset-password', 'password.reset', 201],
    ['reset-factor', 'factor.reset', 200],
  ])('ends with %s, and the trail says how many did', async (act, action, status) => {
    const { visitor } = await enrol(owner, PASSWORD);
    const [one, other] = [await make({}, visitor), await make({}, visitor)];
    const administrator = await test.somebody('administrator');
    const reset = await administrator.post(`/people/${account.personId}/accounts/${account.login}/${act}`);
    expect(reset.status).toBe(status);
    expect([await using(one.token), await using(other.token)]).toEqual([
      [401, 'token.revoked'],
      [401, 'token.revoked'],
    ]);
    const [told] = await test.db.query<object[]>(
      `SELECT details->'tokensRevoked' AS tokens, details->'sessionsEnded' AS sessions FROM audit_event
       WHERE action = $1 AND subject = $2`,
      [action, account.login],
    );
    expect(told).toEqual({ tokens: 2, sessions: 1 });
  });
});
