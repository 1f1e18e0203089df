import { anAccount, PASSWORD, type TestAccount } from '../support/accounts';
import { TestApplication } from '../support/application';
import { enrol } from '../support/factor';
import { run } from '../support/process';
import { signIn, Visitor } from '../support/visitor';

describe('npm run account', () => {
  let test: TestApplication;
  let only: TestAccount;

  beforeAll(async () => {
    test = await TestApplication.start();
    only = await anAccount(test, 'administrator');
  });

  afterAll(() => test.stop());

  const account = (...args: string[]) =>
    run(['account', ...args], {
      DATABASE_URL: test.database.appUrl,
      DATABASE_OWNER_URL: test.database.url,
      DUIXIAN_LANG: 'en',
    });

  it('lets the only administrator in again, whatever kept them out', async () => {
    const { visitor } = await enrol(await signIn(test.baseUrl, only.login, PASSWORD), PASSWORD);
    const made = await visitor.post<{ token: string }>('/tokens', {
      name: 'x',
      scopes: ['record.read'],
      expiresOn: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
      password: PASSWORD,
    });
    const program = new Visitor(test.baseUrl, { authorization: `Bearer ${made.body.token}` });
    expect((await program.get('/goals')).status).toBe(200);
    await test.db.query(
      `UPDATE account SET failures = 5, locked_until = now() + interval '1 hour' WHERE id = $1`,
      [only.id],
    );

    const { code, output } = await account('reset', only.login.toUpperCase());
    const [password = ''] = /[A-Za-z2-9]{5}(?:-[A-Za-z2-9]{5}){3}/.exec(output) ?? [];
    expect([code, output]).toEqual([0, expect.stringContaining(only.login)]);
    const again = await signIn(test.baseUrl, only.login, password);
    expect((await again.get('/session')).body['needs']).toBe('password');
    expect([(await visitor.get('/session')).status, (await program.get('/goals')).status]).toEqual([
      401, 401,
    ]);
    await expect(signIn(test.baseUrl, only.login, PASSWORD)).rejects.toThrow('401');

    const told = await test.db.query<object[]>(
      `SELECT action, actor, via, details->'tokensRevoked' AS tokens FROM audit_event
       WHERE subject = $1 AND via = 'command' ORDER BY id`,
      [only.login],
    );
    expect(told).toEqual([
      { action: 'password.reset', actor: 'operator', via: 'command', tokens: 1 },
      { action: 'factor.reset', actor: 'operator', via: 'command', tokens: 0 },
    ]);
  });

  it('names the login that nobody has, and the account that was closed on purpose', async () => {
    expect(await account('reset', 'nobody')).toMatchObject({
      code: 1,
      output: expect.stringContaining('nobody') as string,
    });
    const closed = await anAccount(test, 'leader');
    await test.db.query(`UPDATE account SET disabled_at = now() WHERE id = $1`, [closed.id]);
    const before = await test.db.query<object[]>(`SELECT * FROM account ORDER BY id`);
    expect(await account('reset', closed.login)).toMatchObject({
      code: 1,
      output: expect.stringContaining('disabled') as string,
    });
    expect(await test.db.query(`SELECT * FROM account ORDER BY id`)).toEqual(before);
  });
});
