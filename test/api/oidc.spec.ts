import { TestApplication } from '../support/application';
import { IdentityProvider, type Person } from '../support/identity-provider';
import { createTestDatabase } from '../support/test-server';
import { type Answer, Visitor } from '../support/visitor';

const ORIGIN = 'https://duixian.example';

interface Problem {
  code: string;
}

describe('sign-in through an identity provider', () => {
  let provider: IdentityProvider;
  let test: TestApplication;

  beforeAll(async () => {
    provider = await IdentityProvider.start(ORIGIN);
  });

  afterAll(() => provider.stop());

  beforeEach(async () => {
    test = await TestApplication.start(await createTestDatabase(), {
      http: { publicOrigin: ORIGIN },
      oidc: provider.settings,
    });
  });

  afterEach(() => test.stop());

  /** A person whose account has a password that somebody else gave, as every new account does. */
  const somebody = async (login: string, email: string): Promise<number> => {
    const [{ id }] = await test.db.query<[{ id: number }]>(
      `WITH one AS (INSERT INTO person (name, email) VALUES ($1, $2) RETURNING id),
         held AS (INSERT INTO role_grant (person_id, role, granted_by) SELECT id, 'leader', 'test' FROM one)
       INSERT INTO account (person_id, login, password_hash, password_set_at, must_change)
         SELECT id, $1, 'none', clock_timestamp(), true FROM one RETURNING id`,
      [login, email],
    );
    return id;
  };
  const person = (changes: Partial<Person> = {}): Person => ({
    sub: 'wang-1',
    email: 'Wang@example.cn',
    email_verified: true,
    ...changes,
  });
  /** Begins, as a browser does: where it is sent, and the cookie it keeps. */
  const begin = async (): Promise<{ address: string; cookie: string }> => {
    const response = await fetch(`${test.baseUrl}/session/oidc`, { redirect: 'manual' });
    expect(response.status).toBe(302);
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(
      /^__Host-duixian-oidc=[\w-]{43}; Max-Age=600; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    );
    return { address: response.headers.get('location') ?? '', cookie: cookie.split(';')[0] ?? '' };
  };
  const finish = async (back: URL, cookie: string): Promise<Answer<Problem>> => {
    const response = await fetch(`${test.baseUrl}/session/oidc/callback${back.search}`, {
      redirect: 'manual',
      headers: { cookie },
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? {} : JSON.parse(text)) as Problem,
    };
  };
  const signInAs = async (who: Person | null): Promise<Answer<Problem>> => {
    const { address, cookie } = await begin();
    return finish(await provider.signIn(address, who), cookie);
  };
  const browserOf = (answer: Answer<unknown>): Visitor => {
    const session = answer.headers.getSetCookie().find((one) => /^__Host-duixian=[\w-]{43};/.test(one));
    return new Visitor(test.baseUrl, { cookie: session?.split(';')[0] ?? '' });
  };
  const sessions = () => test.count('session');
  const refused = async (answer: Answer<Problem>, code: string, before: number): Promise<void> => {
    expect([answer.status, answer.body.code]).toEqual([code === 'oidc.unavailable' ? 503 : 403, code]);
    expect(answer.headers.getSetCookie().some((one) => one.startsWith('__Host-duixian='))).toBe(false);
    expect(await sessions()).toBe(before);
  };

  it('opens a session for the one person with the verified address, and never leads anywhere else', async () => {
    await somebody('wang', 'wang@example.cn');
    const answer = await signInAs(person());
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/']);
    const current = await browserOf(answer).get('/session');
    // The password that somebody else gave was not asked for: it need not be replaced for this.
    expect([current.status, current.body]).toMatchObject([200, { login: 'wang', needs: null }]);
    expect(
      await test.db.query(`SELECT action, subject FROM audit_event WHERE action LIKE 'account.linked'`),
    ).toEqual([{ action: 'account.linked', subject: 'wang' }]);
  });

  it('knows the same subject again, whatever its address has become', async () => {
    const account = await somebody('wang', 'wang@example.cn');
    await signInAs(person());
    const again = await signInAs(person({ email: 'other@example.cn', email_verified: false }));
    expect(again.status).toBe(302);
    expect((await browserOf(again).get('/session')).body).toMatchObject({ login: 'wang' });
    expect(await test.db.query(`SELECT subject, account_id FROM oidc_link`)).toEqual([
      { subject: 'wang-1', account_id: account },
    ]);
  });

  it('shows administrators whom the provider means, and lets them take it back', async () => {
    const account = await somebody('wang', 'wang@example.cn');
    const browser = browserOf(await signInAs(person()));
    const administrator = await test.somebody('administrator');
    const [{ id }] = await test.db.query<[{ id: number }]>(
      `SELECT person_id AS id FROM account WHERE id = $1`,
      [account],
    );
    const links = async () => {
      const { body } = await administrator.get<{ accounts: { links: object[] }[] }>(`/people/${id}`);
      return body.accounts.flatMap((one) => one.links);
    };
    const issuer = provider.settings.issuer;
    expect(await links()).toEqual([
      { issuer, subject: 'wang-1', linkedAt: expect.stringMatching(/Z$/) as string },
    ]);
    const unlink = () => administrator.send('DELETE', `/people/${id}/accounts/wang/links`, undefined);
    expect((await unlink()).status).toBe(200);
    expect([await links(), (await browser.get('/session')).status]).toEqual([[], 401]);
    expect(
      await test.db.query(`SELECT subject, details FROM audit_event WHERE action = 'account.unlinked'`),
    ).toEqual([
      {
        subject: 'wang',
        details: { personId: id, name: 'wang', links: [{ issuer, subject: 'wang-1' }], sessionsEnded: 1 },
      },
    ]);
    // What the provider said once is believed no more; what it says now is.
    const before = await sessions();
    await refused(await signInAs(person({ email: 'other@example.cn' })), 'oidc.unknown', before);
    expect([(await unlink()).status, (await signInAs(person())).status]).toEqual([409, 302]);
  });

  it('takes the provider’s word for a second factor, and only its word', async () => {
    await somebody('wang', 'wang@example.cn');
    await test.db.query(
      `INSERT INTO setting (name, value, changed_by) VALUES ('second_factor', '{"roles": ["leader"]}', 'test')`,
    );
    const plain = browserOf(await signInAs(person({ amr: ['pwd'] })));
    expect((await plain.get('/session')).body).toMatchObject({ needs: 'enrolment' });
    const strong = browserOf(await signInAs(person({ amr: ['pwd', 'mfa'] })));
    expect((await strong.get('/session')).body).toMatchObject({ needs: null });
  });

  it('asks for the second factor of the account where the provider does not vouch for one', async () => {
    const account = await somebody('wang', 'wang@example.cn');
    await test.db.query(
      `INSERT INTO totp_factor (account_id, secret, confirmed_at, last_step) VALUES ($1, 'x', now(), 1)`,
      [account],
    );
    expect((await browserOf(await signInAs(person())).get('/session')).body).toMatchObject({
      needs: 'factor',
    });
  });

  it.each<[string, Partial<Person>, string]>([
    ['an address that is not verified', { email_verified: false }, 'oidc.unverified'],
    ['an address nobody has', { email: 'li@example.cn' }, 'oidc.unknown'],
    ['an address of somebody with two accounts', { email: 'two@example.cn' }, 'oidc.several'],
    ['an address of a closed account', { email: 'closed@example.cn' }, 'oidc.unknown'],
  ])('refuses %s and makes nothing', async (_what, changes, code) => {
    await somebody('wang', 'wang@example.cn');
    await somebody('two', 'two@example.cn');
    await test.db.query(
      `INSERT INTO account (person_id, login) SELECT person_id, 'two-b' FROM account WHERE login = 'two'`,
    );
    await somebody('closed', 'closed@example.cn');
    await test.db.query(`UPDATE account SET disabled_at = now() WHERE login = 'closed'`);
    const before = { sessions: await sessions(), people: await test.count('person') };
    await refused(await signInAs(person(changes)), code, before.sessions);
    expect([await test.count('oidc_link'), await test.count('person')]).toEqual([0, before.people]);
    expect(
      await test.db.query(
        `SELECT details->>'reason' AS reason FROM audit_event WHERE action = 'session.refused'`,
      ),
    ).toEqual([{ reason: code.slice('oidc.'.length) }]);
  });

  it('lets nobody in whose account was closed after it was linked', async () => {
    await somebody('wang', 'wang@example.cn');
    const browser = browserOf(await signInAs(person()));
    await test.db.query(`UPDATE account SET disabled_at = now() WHERE login = 'wang'`);
    expect((await browser.get('/session')).status).toBe(401);
    await refused(await signInAs(person()), 'oidc.unknown', await sessions());
  });

  it('finishes once', async () => {
    await somebody('wang', 'wang@example.cn');
    const { address, cookie } = await begin();
    const back = await provider.signIn(address, person());
    expect((await finish(back, cookie)).status).toBe(302);
    await refused(await finish(back, cookie), 'oidc.attempt_unknown', await sessions());
  });

  it('finishes only in the browser in which it began', async () => {
    await somebody('wang', 'wang@example.cn');
    const [mine, theirs] = [await begin(), await begin()];
    const before = await sessions();
    const back = await provider.signIn(mine.address, person());
    await refused(await finish(back, ''), 'oidc.attempt_unknown', before);
    await refused(
      await finish(back, `__Host-duixian-oidc=${'A'.repeat(43)}`),
      'oidc.attempt_unknown',
      before,
    );
    await refused(await finish(back, theirs.cookie), 'oidc.invalid', before);
    // What others tried has not used it up.
    expect((await finish(back, mine.cookie)).status).toBe(302);
  });

  it.each<[string, string]>([
    ['nonce', `UPDATE oidc_attempt SET nonce = 'another'`],
    ['code verifier', `UPDATE oidc_attempt SET code_verifier = repeat('x', 43)`],
  ])('refuses an answer for another %s', async (_what, change) => {
    await somebody('wang', 'wang@example.cn');
    const { address, cookie } = await begin();
    await test.db.query(change);
    await refused(
      await finish(await provider.signIn(address, person()), cookie),
      'oidc.invalid',
      await sessions(),
    );
  });

  it('refuses an answer that comes after ten minutes', async () => {
    await somebody('wang', 'wang@example.cn');
    const { address, cookie } = await begin();
    const back = await provider.signIn(address, person());
    await test.db.query(`UPDATE oidc_attempt SET begun_at = begun_at - interval '10 minutes'`);
    await refused(await finish(back, cookie), 'oidc.attempt_unknown', await sessions());
  });

  it('takes no for an answer', async () => {
    await refused(await signInAs(null), 'oidc.denied', await sessions());
  });

  it('follows no address that a request names', async () => {
    await somebody('wang', 'wang@example.cn');
    const { address, cookie } = await begin();
    const back = await provider.signIn(address, person());
    back.searchParams.set('return_to', 'https://evil.example/');
    expect((await finish(back, cookie)).headers.get('location')).toBe('/');
  });
});

describe('an identity provider', () => {
  const settings = { clientId: 'duixian', clientSecret: 'only-for-tests', claim: 'email' };
  const begun = async (oidc?: { issuer: string }): Promise<Answer<Problem>> => {
    const setup =
      oidc === undefined ? {} : { oidc: { ...settings, ...oidc }, http: { publicOrigin: ORIGIN } };
    const test = await TestApplication.start(undefined, setup);
    try {
      return await new Visitor(test.baseUrl).get<Problem>('/session/oidc');
    } finally {
      await test.stop();
    }
  };

  it('that is not set up is not there', async () => {
    const answer = await begun();
    expect([answer.status, answer.body.code]).toEqual([404, 'oidc.off']);
  });

  it('that is away is said to be', async () => {
    const provider = await IdentityProvider.start(ORIGIN);
    await provider.stop();
    const answer = await begun({ issuer: provider.settings.issuer });
    expect([answer.status, answer.body.code]).toEqual([503, 'oidc.unavailable']);
  });

  it('that goes away in between is said to be, and nobody is signed in', async () => {
    const provider = await IdentityProvider.start(ORIGIN);
    const test = await TestApplication.start(undefined, {
      oidc: provider.settings,
      http: { publicOrigin: ORIGIN },
    });
    const begun = await fetch(`${test.baseUrl}/session/oidc`, { redirect: 'manual' });
    const back = await provider.signIn(begun.headers.get('location') ?? '', { sub: 'wang-1' });
    await provider.stop();
    const cookie = (begun.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const answer = await new Visitor(test.baseUrl).get<Problem>(`/session/oidc/callback${back.search}`, {
      cookie,
    });
    expect([answer.status, answer.body.code]).toEqual([503, 'oidc.unavailable']);
    await test.stop();
  });
});

describe('an identity provider that says the login', () => {
  it('is believed where the settings name the claim', async () => {
    const provider = await IdentityProvider.start(ORIGIN);
    const test = await TestApplication.start(undefined, {
      oidc: { ...provider.settings, claim: 'preferred_username' },
      http: { publicOrigin: ORIGIN },
    });
    try {
      const begun = await fetch(`${test.baseUrl}/session/oidc`, { redirect: 'manual' });
      const cookie = (begun.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
      const back = await provider.signIn(begun.headers.get('location') ?? '', {
        sub: 'wang-1',
        preferred_username: test.me.login.toUpperCase(),
      });
      const response = await fetch(`${test.baseUrl}/session/oidc/callback${back.search}`, {
        redirect: 'manual',
        headers: { cookie },
      });
      expect(response.status).toBe(302);
    } finally {
      await test.stop();
      await provider.stop();
    }
  });
});
