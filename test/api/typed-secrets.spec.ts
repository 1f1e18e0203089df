import { anAccount, PASSWORD, type TestAccount } from '../support/accounts';
import { TestApplication } from '../support/application';
import { codeOf, enrol } from '../support/factor';
import { replacePassword, signIn, Visitor } from '../support/visitor';

const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

/** What people type is the same however their keyboard writes it. */
describe('a secret that is typed', () => {
  let test: TestApplication;
  let account: TestAccount;

  beforeAll(async () => {
    test = await TestApplication.start();
  });

  beforeEach(async () => {
    account = await anAccount(test, 'leader');
  });

  afterAll(() => test.stop());

  const attempt = (password: string) =>
    new Visitor(test.baseUrl).post<{ errors: { path: string; code: string }[] }>('/session', {
      login: account.login,
      password,
    });

  it('may be in full-width signs: a password that was there before', async () => {
    expect((await attempt(fullWidth(PASSWORD))).status).toBe(201);
  });

  it('may be composed or not: a new password', async () => {
    const visitor = await signIn(test.baseUrl, account.login, PASSWORD);
    await replacePassword(visitor, PASSWORD, 'Qingya\u0301ng-2026-ko\u0308uling');
    expect((await attempt('Qingy\u00e1ng-2026-k\u00f6uling')).status).toBe(201);
  });

  it.each(['Xifeng\u0000-2026', 'Xifeng-\ud800-2026'])('is no password with %j in it', async (password) => {
    const answer = await attempt(password);
    expect([answer.status, answer.body.errors[0]]).toMatchObject([
      400,
      { path: 'password', code: 'field.text' },
    ]);
  });

  it('may be in full-width signs: a code, and a recovery code', async () => {
    const { secret, recoveryCodes } = await enrol(
      await signIn(test.baseUrl, account.login, PASSWORD),
      PASSWORD,
    );
    for (const code of [codeOf(secret), recoveryCodes[0] ?? '']) {
      const visitor = await signIn(test.baseUrl, account.login, PASSWORD);
      expect((await visitor.post('/session/factor', { code: fullWidth(code) })).status).toBe(200);
    }
  });
});
