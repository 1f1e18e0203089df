import { anAccount, PASSWORD } from '../support/accounts';
import { TestApplication } from '../support/application';
import { signIn } from '../support/visitor';

interface SignedInBody {
  csrfToken: string;
  permissions: string[];
}

describe('one’s own sessions', () => {
  let test: TestApplication;

  beforeAll(async () => {
    test = await TestApplication.start();
  });

  afterAll(() => test.stop());

  it('are everybody’s to manage, also of who holds no role', async () => {
    const { login } = await anAccount(test, 'leader');
    const former = await signIn(test.baseUrl, login, PASSWORD);
    await test.db.query(
      `UPDATE role_grant SET revoked_at = now(), revoked_by = 'test' FROM account a
       WHERE a.person_id = role_grant.person_id AND a.login = $1`,
      [login],
    );
    const current = await former.get<SignedInBody>('/session');
    expect([current.status, current.body.permissions]).toEqual([200, ['self.manage']]);
    expect((await former.get('/goals')).status).toBe(403);
    expect((await former.send('DELETE', '/session', undefined)).status).toBe(204);
    expect((await former.get('/session')).status).toBe(401);
  });
});
