import { anAccount, PASSWORD, type TestAccount } from '../support/accounts';
import { TestApplication } from '../support/application';
import { signIn, Visitor } from '../support/visitor';

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

  const session = ({ login }: TestAccount) => signIn(test.baseUrl, login, PASSWORD);

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

  it('are listed as long as they open something', async () => {
    const account = await anAccount(test, 'leader');
    const [mine, idle, old] = [await session(account), await session(account), await session(account)];
    const ids = async () =>
      (await mine.get<{ id: number }[]>('/session/all')).body.map(({ id }) => id).sort((a, b) => a - b);
    const [first, second, third] = await ids();
    await test.db.query(`UPDATE session SET seen_at = now() - interval '31 minutes' WHERE id = $1`, [second]);
    await test.db.query(`UPDATE session SET begun_at = now() - interval '13 hours' WHERE id = $1`, [third]);
    expect(await ids()).toEqual([first]);
    expect([(await idle.get('/session')).status, (await old.get('/session')).status]).toEqual([401, 401]);
  });

  it('give way to the next one of the same browser, whoever signs in, and only when somebody does', async () => {
    const [one, other] = [await anAccount(test, 'leader'), await anAccount(test, 'leader')];
    const before = await session(one);
    const elsewhere = await session(one);
    const [row] = await test.db.query<{ id: number }[]>(
      `SELECT min(id) AS id FROM session WHERE account_id = $1`,
      [one.id],
    );
    const browser = new Visitor(test.baseUrl, { cookie: before.credentials['cookie'] ?? '' });
    const wrong = await browser.post('/session', { login: other.login, password: 'wrong' });
    expect([wrong.status, (await before.get('/session')).status]).toEqual([401, 200]);
    expect((await browser.post('/session', { login: other.login, password: PASSWORD })).status).toBe(201);
    expect([(await before.get('/session')).status, (await elsewhere.get('/session')).status]).toEqual([
      401, 200,
    ]);
    expect(
      await test.db.query(
        `SELECT action, subject, details FROM audit_event WHERE account_id = $1 AND action = 'session.ended'`,
        [other.id],
      ),
    ).toEqual([
      { action: 'session.ended', subject: String(row?.id), details: { because: 'signed_in_again' } },
    ]);
  });
});
