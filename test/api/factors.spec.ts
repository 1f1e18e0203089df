import { anAccount, PASSWORD, type TestAccount } from '../support/accounts';
import { TestApplication } from '../support/application';
import { codeOf, enrol, type Enrolled } from '../support/factor';
import { carrying, signIn, type Visitor } from '../support/visitor';

interface Refusal {
  code: string;
  errors: { path: string; code: string }[];
}

interface SignedInBody {
  csrfToken: string;
  needs: string | null;
}

describe('a second factor', () => {
  let test: TestApplication;
  let account: TestAccount;
  let mine: Enrolled;

  beforeAll(async () => {
    test = await TestApplication.start();
  });

  afterAll(() => test.stop());

  beforeEach(async () => {
    account = await anAccount(test, 'leader');
    mine = await enrol(await signIn(test.baseUrl, account.login, PASSWORD), PASSWORD);
  });

  const signInAgain = (): Promise<Visitor> => signIn(test.baseUrl, account.login, PASSWORD);
  /** How many factors and recovery codes the account has. */
  const kept = async (): Promise<number[]> => {
    const [{ factors, codes }] = await test.db.query<[{ factors: number; codes: number }]>(
      `SELECT (SELECT count(*)::int FROM totp_factor WHERE account_id = $1) AS factors,
         (SELECT count(*)::int FROM recovery_code WHERE account_id = $1) AS codes`,
      [account.id],
    );
    return [factors, codes];
  };
  const needs = async (visitor: Visitor): Promise<unknown> => (await visitor.get('/session')).body['needs'];
  const show = (visitor: Visitor, code: string) => visitor.post<SignedInBody>('/session/factor', { code });
  const refusal = (answer: { status: number; body: unknown }): unknown[] => {
    const { errors } = answer.body as Refusal;
    return [answer.status, errors[0]?.path, errors[0]?.code];
  };
  const WRONG = [400, 'code', 'factor.wrong'];
  /** Six digits that are no code of now, before or after. */
  const wrongCode = (): string => {
    const right = [-2, -1, 0, 1, 2, 3].map((steps) => codeOf(mine.secret, steps));
    return (
      ['000000', '111111', '222222', '333333', '444444', '555555', '666666'].find(
        (one) => !right.includes(one),
      ) ?? ''
    );
  };
  const events = async (action: string): Promise<number> => {
    const rows = await test.db.query<unknown[]>(
      `SELECT 1 FROM audit_event WHERE action = $1 AND account_id = $2`,
      [action, account.id],
    );
    return rows.length;
  };

  it('is asked for at the next sign-in, and nothing is served before it is shown', async () => {
    const visitor = await signInAgain();
    expect(await needs(visitor)).toBe('factor');
    const early = [await visitor.get<Refusal>('/goals'), await visitor.get<Refusal>('/tokens')];
    expect(early.map(({ status, body }) => [status, body.code])).toEqual([
      [403, 'session.needs_factor'],
      [403, 'session.needs_factor'],
    ]);
    const shown = await show(visitor, codeOf(mine.secret));
    expect([shown.status, shown.body.needs]).toEqual([200, null]);
    expect((await carrying(test.baseUrl, shown).get('/goals')).status).toBe(200);
    expect((await visitor.get('/session')).status).toBe(401);
  });

  it('keeps who has only the password from changing it, and from setting up another factor', async () => {
    const visitor = await signInAgain();
    const changed = await visitor.post<Refusal>('/session/password', {
      current: PASSWORD,
      password: 'Ningxian-2026-kouling',
    });
    expect([changed.status, changed.body.code]).toEqual([403, 'session.needs_factor']);
    const begun = await visitor.post<Refusal>('/session/factor/enrol', { password: PASSWORD });
    expect([begun.status, begun.body.code]).toEqual([403, 'session.needs_factor']);
    expect((await signInAgain()).baseUrl).toBe(test.baseUrl);
  });

  it('takes each code once, also when two replicas are asked at the same moment', async () => {
    const other = await TestApplication.start(
      { ...test.database, drop: () => Promise.resolve() },
      { secretKey: test.secretKey },
    );
    try {
      const visitors = [await signInAgain(), await signIn(other.baseUrl, account.login, PASSWORD)];
      const code = codeOf(mine.secret);
      const answers = await Promise.all(visitors.map((visitor) => show(visitor, code)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
      expect(refusal(await show(await signInAgain(), code))).toEqual(WRONG);
    } finally {
      await other.stop();
    }
  });

  it('takes a clock that is one step off, and no code from before the last that was taken', async () => {
    const ahead = await show(await signInAgain(), codeOf(mine.secret));
    expect(ahead.status).toBe(200);
    expect(refusal(await show(await signInAgain(), codeOf(mine.secret, 0)))).toEqual(WRONG);
  });

  it.each(['', '12345', '１２３４５６', '12345\u0000', 'x'.repeat(40)])(
    'is not “%s”, and that is no mistake of ours',
    async (code) => {
      expect((await show(await signInAgain(), code)).status).toBe(400);
    },
  );

  it('is replaced once by each recovery code', async () => {
    expect(mine.recoveryCodes).toHaveLength(10);
    const [first = '', second = ''] = mine.recoveryCodes;
    expect((await show(await signInAgain(), first.toUpperCase())).status).toBe(200);
    expect(refusal(await show(await signInAgain(), first))).toEqual(WRONG);
    const shown = await show(await signInAgain(), second.replace(/-/g, ''));
    expect(shown.status).toBe(200);
    const state = await carrying(test.baseUrl, shown).get('/session/factor');
    expect(state.body).toMatchObject({
      recoveryCodesLeft: 8,
      confirmedAt: expect.stringMatching(/Z$/) as string,
    });
  });

  it('is locked for all replicas by five wrong codes, even for the right one, and for half an hour', async () => {
    const visitor = await signInAgain();
    for (let tries = 0; tries < 5; tries++) expect(refusal(await show(visitor, wrongCode()))).toEqual(WRONG);
    expect(refusal(await show(visitor, codeOf(mine.secret)))).toEqual([400, 'code', 'factor.locked']);
    const other = await TestApplication.start(
      { ...test.database, drop: () => Promise.resolve() },
      { secretKey: test.secretKey },
    );
    const there = await show(
      await signIn(other.baseUrl, account.login, PASSWORD),
      mine.recoveryCodes[0] ?? '',
    );
    await other.stop();
    expect(refusal(there)).toEqual([400, 'code', 'factor.locked']);
    expect(await events('factor.refused')).toBe(5);
    const [{ minutes }] = await test.db.query<[{ minutes: number }]>(
      `SELECT round(extract(epoch FROM locked_until - clock_timestamp()) / 60)::int AS minutes FROM totp_factor WHERE account_id = $1`,
      [account.id],
    );
    expect(minutes).toBe(30);
    await test.db.query(`UPDATE totp_factor SET locked_until = locked_until - interval '30 minutes'`);
    expect((await show(visitor, codeOf(mine.secret))).status).toBe(200);
  });

  it('is kept so that the database alone tells nobody the codes', async () => {
    const kept = JSON.stringify(await test.db.query(`SELECT * FROM totp_factor, recovery_code`));
    expect(kept).not.toContain(mine.secret);
    for (const code of mine.recoveryCodes) expect(kept).not.toContain(code);
    const trail = JSON.stringify(await test.db.query(`SELECT * FROM audit_event`));
    expect(trail).toContain('factor.confirmed');
    expect(trail).not.toContain(mine.secret);
  });

  it('cannot be read with another key, and the answer says so', async () => {
    const other = await TestApplication.start({ ...test.database, drop: () => Promise.resolve() });
    const visitor = await signIn(other.baseUrl, account.login, PASSWORD);
    const answer = await visitor.post<Refusal>('/session/factor', { code: codeOf(mine.secret) });
    await other.stop();
    expect([answer.status, answer.body.code]).toEqual([409, 'factor.unreadable']);
  });

  it('is not set up over one that is there', async () => {
    const begun = await mine.visitor.post<Refusal>('/session/factor/enrol', { password: PASSWORD });
    expect([begun.status, begun.body.code]).toEqual([409, 'factor.present']);
    const confirmed = await mine.visitor.post<Refusal>('/session/factor/confirm', {
      code: codeOf(mine.secret),
    });
    expect([confirmed.status, confirmed.body.code]).toEqual([409, 'factor.present']);
  });

  it('is given up with the password and a code, and with nothing less', async () => {
    const give = (input: unknown) => mine.visitor.send<Refusal>('DELETE', '/session/factor', input, {});
    const code = codeOf(mine.secret);
    expect(refusal(await give({ password: 'wrong', code }))).toEqual([400, 'password', 'password.wrong']);
    expect(refusal(await give({ password: PASSWORD, code: wrongCode() }))).toEqual(WRONG);
    expect(refusal(await give({ password: PASSWORD }))).toEqual([400, 'code', 'field.missing']);
    expect(await kept()).toEqual([1, 10]);
    const other = carrying(test.baseUrl, await show(await signInAgain(), mine.recoveryCodes[0] ?? ''));
    expect((await give({ password: PASSWORD, code })).status).toBe(200);
    expect(await kept()).toEqual([0, 0]);
    expect((await other.get('/session')).status).toBe(401);
    expect(await needs(await signInAgain())).toBeNull();
  });

  it('is taken away by an administrator, whose word ends the sessions and keeps the password', async () => {
    const administrator = await test.somebody('administrator');
    const path = `/people/${account.personId}/accounts/${account.login}/reset-factor`;
    expect((await test.me.post(path)).status).toBe(403);
    const reset = await administrator.post<{ accounts: { hasFactor: boolean }[] }>(path);
    expect([reset.status, reset.body.accounts[0]?.hasFactor]).toEqual([200, false]);
    expect((await mine.visitor.get('/session')).status).toBe(401);
    expect(await needs(await signInAgain())).toBeNull();
    const again = await administrator.post<Refusal>(path);
    expect([again.status, again.body.code]).toEqual([409, 'factor.none_of']);
  });
});

describe('setting up a second factor', () => {
  let test: TestApplication;

  beforeAll(async () => {
    test = await TestApplication.start();
  });

  afterAll(() => test.stop());

  it('is all that a role can do that needs one, and then it can do the rest', async () => {
    await test.db.query(
      `INSERT INTO setting (name, value, changed_by) VALUES ('second_factor', '{"roles": ["auditor"]}', 'test')`,
    );
    const { login } = await anAccount(test, 'auditor');
    const visitor = await signIn(test.baseUrl, login, PASSWORD);
    expect((await visitor.get('/session')).body['needs']).toBe('enrolment');
    const early = await visitor.get<Refusal>('/goals');
    expect([early.status, early.body.code]).toEqual([403, 'session.needs_enrolment']);
    const { visitor: strong } = await enrol(visitor, PASSWORD);
    expect((await strong.get('/session')).body['needs']).toBeNull();
    expect((await strong.get('/goals')).status).toBe(200);
    expect((await visitor.get('/session')).status).toBe(401);
  });

  it('takes the password, and counts nothing before a code has confirmed it', async () => {
    const { login, id } = await anAccount(test, 'leader');
    const visitor = await signIn(test.baseUrl, login, PASSWORD);
    const wrong = await visitor.post<Refusal>('/session/factor/enrol', { password: 'guess' });
    expect([wrong.status, wrong.body.errors[0]?.code]).toEqual([400, 'password.wrong']);
    expect(await test.db.query(`SELECT 1 FROM totp_factor WHERE account_id = $1`, [id])).toEqual([]);
    const begun = await visitor.post<{ secret: string; address: string }>('/session/factor/enrol', {
      password: PASSWORD,
    });
    expect(begun.body.address).toContain(`otpauth://totp/Duixian:${login}?`);
    expect(begun.body.address).toContain(`secret=${begun.body.secret}&algorithm=SHA1&digits=6&period=30`);
    expect((await visitor.post('/session/factor', { code: codeOf(begun.body.secret) })).status).toBe(409);
    expect((await (await signIn(test.baseUrl, login, PASSWORD)).get('/session')).body['needs']).toBeNull();
  });

  it('does not begin before the password that somebody else gave is replaced', async () => {
    const { login } = await anAccount(test, 'leader');
    await test.db.query(`UPDATE account SET must_change = true WHERE login = $1`, [login]);
    const visitor = await signIn(test.baseUrl, login, PASSWORD);
    const begun = await visitor.post<Refusal>('/session/factor/enrol', { password: PASSWORD });
    expect([begun.status, begun.body.code]).toEqual([403, 'session.needs_password']);
  });

  it('has nothing to show where none was set up', async () => {
    const { login } = await anAccount(test, 'leader');
    const visitor = await signIn(test.baseUrl, login, PASSWORD);
    const shown = await visitor.post<Refusal>('/session/factor', { code: '123456' });
    expect([shown.status, shown.body.code]).toEqual([409, 'factor.none']);
    expect((await visitor.get('/session/factor')).body).toEqual({ confirmedAt: null, recoveryCodesLeft: 0 });
  });
});
