import { TestApplication } from '../support/application';
import type { Signed } from '../support/people';
import { type Answer, signIn } from '../support/visitor';

interface Person {
  id: number;
  version: number;
  accounts: { login: string; disabled: boolean; hasPassword: boolean; hasFactor: boolean }[];
  roles: { id: number; role: string }[];
}

interface Made {
  person: Person;
  login: string;
  oneTimePassword: string;
}

interface Refusal {
  code: string;
  errors: { path: string; code: string; message: string }[];
}

describe('people', () => {
  let test: TestApplication;
  let administrator: Signed;
  let made = 0;

  beforeAll(async () => {
    test = await TestApplication.start();
    administrator = await test.somebody('administrator');
  });

  afterAll(() => test.stop());

  const add = (changes: Record<string, unknown> = {}) =>
    administrator.post<Made & Refusal>('/people', {
      name: '王磊',
      login: `wang.${++made}`,
      roles: [],
      ...changes,
    });
  const grant = (person: Person, role: string) =>
    administrator.post<Person & Refusal>(
      `/people/${person.id}/roles`,
      { role },
      { 'if-match': `"${person.version}"` },
    );
  const outcome = ({ status, body }: Answer<Refusal>): unknown[] => [status, body.code];

  it('are added with a one-time password that is shown once and opens one door', async () => {
    const answer = await add({ roles: [{ role: 'leader' }], email: 'wang@example.cn' });
    const { login, oneTimePassword, person } = answer.body;
    expect([answer.status, oneTimePassword]).toEqual([
      201,
      expect.stringMatching(/^[A-Za-z2-9]{5}(-[A-Za-z2-9]{5}){3}$/) as string,
    ]);
    expect(person).toMatchObject({
      accounts: [{ login, disabled: false, hasPassword: true, hasFactor: false }],
      roles: [{ role: 'leader' }],
    });
    const told = [
      (await administrator.text(`/people/${person.id}`)).body,
      JSON.stringify(await test.db.query(`SELECT * FROM account, audit_event`)),
    ];
    expect(told.some((text) => text.includes(oneTimePassword))).toBe(false);
    const visitor = await signIn(test.baseUrl, login, oneTimePassword);
    expect((await visitor.get('/session')).body['needs']).toBe('password');
  });

  it('are added whole or not at all', async () => {
    const before = [await test.count('person'), await test.count('account'), await test.count('role_grant')];
    const answers = [
      await add({ roles: [{ role: 'official' }] }),
      await add({ roles: [{ role: 'leader', department: 'fgw' }] }),
      await add({ roles: [{ role: 'king' }] }),
      await add({ login: 'A B' }),
      await add({ roles: [{ role: 'administrator' }, { role: 'reviewer', department: 'fgw' }] }),
      await add({ isAdministrator: true }),
    ];
    expect(answers.map(({ status, body }) => [status, body.errors[0]?.path])).toEqual([
      [400, 'roles.0.department'],
      [400, 'roles.0.department'],
      [400, 'roles.0.role'],
      [400, 'login'],
      [400, 'roles.1.role'],
      [400, 'isAdministrator'],
    ]);
    expect([await test.count('person'), await test.count('account'), await test.count('role_grant')]).toEqual(
      before,
    );
  });

  it.each([
    ['login', 'Wang Lei'],
    ['email', 'wang'],
    ['email', 'wang\u0000@example.cn'],
    ['email', 'wang\ud800@example.cn'],
  ])('are told what is wrong with the %s %j', async (field, given) => {
    const { status, body } = await add({ [field]: given });
    expect([status, body.errors[0]]).toMatchObject([400, { path: field, code: `field.${field}` }]);
    expect(body.errors[0]?.message).toContain(`“${given.toLowerCase()}”`);
    expect(body.errors[0]?.message).not.toContain('{{');
  });

  it('have logins and addresses of their own', async () => {
    const first = await add({ email: 'li@example.cn' });
    expect(outcome(await add({ login: first.body.login }))).toEqual([409, 'account.taken']);
    expect(outcome(await add({ email: 'LI@example.cn' }))).toEqual([409, 'person.email_taken']);
  });

  it.each<[string, string]>([
    ['administrator', 'supervisor'],
    ['auditor', 'leader'],
    ['supervisor', 'auditor'],
  ])('who are %s cannot be %s', async (one, other) => {
    const { person } = (await add({ roles: [{ role: one }] })).body;
    const answer = await grant(person, other);
    expect([answer.status, answer.body.errors[0]?.code]).toEqual([400, 'role.conflict']);
    const after = await administrator.get<Person>(`/people/${person.id}`);
    expect(after.body.roles.map(({ role }) => role)).toEqual([one]);
  });

  it('are changed on the state that was read', async () => {
    const { person } = (await add()).body;
    expect((await grant(person, 'leader')).status).toBe(201);
    expect(outcome(await grant(person, 'supervisor'))).toEqual([412, 'precondition.failed']);
  });

  it('are never left without an administrator', async () => {
    const path = `/people/${administrator.personId}`;
    const own = await administrator.get<Person>(path);
    await test.db.query(
      `UPDATE account SET disabled_at = now() WHERE disabled_at IS NULL AND person_id <> $1 AND person_id IN
         (SELECT person_id FROM role_grant WHERE role = 'administrator')`,
      [administrator.personId],
    );
    const revoked = await administrator.send<Refusal>(
      'DELETE',
      `${path}/roles/${own.body.roles[0]?.id ?? 0}`,
      undefined,
      {
        'if-match': own.headers.get('etag') ?? '',
      },
    );
    const disabled = await administrator.post<Refusal>(`${path}/accounts/${administrator.login}/disable`);
    await test.db.query(`UPDATE account SET disabled_at = NULL`);
    expect([outcome(revoked), outcome(disabled)]).toEqual([
      [409, 'role.last_administrator'],
      [409, 'role.last_administrator'],
    ]);
    expect((await administrator.get('/people')).status).toBe(200);
  });

  it('may lose a spare account, though nobody else administers, but not the last one', async () => {
    await test.db.query(
      `UPDATE account SET disabled_at = now() WHERE disabled_at IS NULL AND person_id <> $1 AND person_id IN
         (SELECT person_id FROM role_grant WHERE role = 'administrator')`,
      [administrator.personId],
    );
    const path = `/people/${administrator.personId}/accounts`;
    const { login } = (await administrator.post<Made>(path, { login: 'spare.one' })).body;
    const spare = await administrator.post<Refusal>(`${path}/${login}/disable`);
    // Either way all sessions of the person end: this one is put back behind their back.
    await test.db.query(`UPDATE session SET ended_at = NULL`);
    const last = await administrator.post<Refusal>(`${path}/${administrator.login}/disable`);
    await test.db.query(`UPDATE account SET disabled_at = NULL`);
    expect([spare.status, outcome(last)]).toEqual([200, [409, 'role.last_administrator']]);
  });

  it('keep their name, and have an address or none', async () => {
    const { person } = (await add({ email: 'zhao@example.cn' })).body;
    const change = (input: object, version: number) =>
      administrator.send<Person & Refusal>('PATCH', `/people/${person.id}`, input, {
        'if-match': `"${version}"`,
      });
    const refused = await change({ name: null }, person.version);
    expect([refused.status, refused.body.errors[0]?.path]).toEqual([400, 'name']);
    const changed = await change({ email: null }, person.version);
    expect([changed.status, changed.body]).toEqual([
      200,
      expect.objectContaining({ name: '王磊', email: null }),
    ]);
  });

  it('stay one person with a second account', async () => {
    const first = (await add({ roles: [{ role: 'leader' }] })).body;
    const path = `/people/${first.person.id}/accounts`;
    const second = await administrator.post<Made & Refusal>(path, { login: `${first.login}.b` });
    expect([second.status, second.body.person.accounts.length]).toEqual([201, 2]);
    expect(second.body.oneTimePassword).not.toBe(first.oneTimePassword);
    const visitor = await signIn(test.baseUrl, second.body.login, second.body.oneTimePassword);
    expect((await visitor.get('/session')).body).toMatchObject({
      personId: first.person.id,
      roles: [{ role: 'leader' }],
    });
    expect(outcome(await administrator.post<Refusal>(path, { login: first.login }))).toEqual([
      409,
      'account.taken',
    ]);
  });

  it('get a new one-time password when they forget theirs; the old one and all sessions end', async () => {
    const { person, login, oneTimePassword } = (await add()).body;
    const visitor = await signIn(test.baseUrl, login, oneTimePassword);
    const path = `/people/${person.id}/accounts/${login}/reset-password`;
    const reset = await administrator.post<Made>(path);
    expect((await visitor.get('/session')).status).toBe(401);
    await expect(signIn(test.baseUrl, login, oneTimePassword)).rejects.toThrow('401');
    expect((await signIn(test.baseUrl, login, reset.body.oneTimePassword)).baseUrl).toBe(test.baseUrl);
    const elsewhere = `/people/${administrator.personId}/accounts/${login}/reset-password`;
    expect(outcome(await administrator.post<Refusal>(elsewhere))).toEqual([404, 'account.not_found']);
  });

  it('have a week to replace the one-time password, or what the setting says; then it is like a wrong one', async () => {
    const { person, login, oneTimePassword } = (await add()).body;
    const age = (days: number) =>
      test.db.query(`UPDATE account SET password_set_at = now() - $2 * interval '1 day' WHERE login = $1`, [
        login,
        days,
      ]);
    const opens = async (password: string): Promise<boolean> =>
      signIn(test.baseUrl, login, password).then(
        () => true,
        () => false,
      );
    await age(6.9);
    expect(await opens(oneTimePassword)).toBe(true);
    await age(7);
    expect(await opens(oneTimePassword)).toBe(false);
    await test.db.query(
      `INSERT INTO setting (name, value, changed_by) VALUES ('sign_in', '{"oneTimeDays": 8}', 'test')`,
    );
    expect(await opens(oneTimePassword)).toBe(true);
    await test.db.query(`DELETE FROM setting`);
    expect(
      await test.db.query(
        `SELECT details->>'reason' AS reason FROM audit_event WHERE action = 'session.refused' AND subject = $1`,
        [login],
      ),
    ).toEqual([{ reason: 'expired' }]);
    const reset = await administrator.post<Made>(`/people/${person.id}/accounts/${login}/reset-password`);
    expect(await opens(reset.body.oneTimePassword)).toBe(true);
    // A password that its owner has chosen does not end so; its age is for the policy of passwords.
    await test.db.query(`UPDATE account SET must_change = false WHERE login = $1`, [login]);
    await age(60);
    expect(await opens(reset.body.oneTimePassword)).toBe(true);
  });

  it('are managed by administrators only, and each refusal is told to the trail', async () => {
    const before = await test.count('person');
    for (const role of ['supervisor', 'leader', 'auditor'] as const) {
      const somebody = await test.somebody(role);
      expect((await somebody.get('/people')).status).toBe(403);
      expect((await somebody.post('/people', { name: 'x', login: 'xx', roles: [] })).status).toBe(403);
    }
    expect(await test.count('person')).toBe(before + 3);
    const [{ count }] = await test.db.query<[{ count: number }]>(
      `SELECT count(*)::int AS count FROM audit_event WHERE action = 'permission.refused'`,
    );
    expect(count).toBe(6);
  });
});
