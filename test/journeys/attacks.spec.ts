import { join } from 'node:path';
import { Client } from 'pg';
import { Program } from '../support/process';
import { removeFolder, temporaryFolder } from '../support/temporary-folder';
import { createEmptyDatabase, type TestDatabase } from '../support/test-server';
import {
  type Answer,
  carrying,
  firstAdministrator,
  openAccount,
  PASSWORD,
  signIn,
  Visitor,
} from '../support/visitor';

interface Body {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly instance: string;
  readonly requestId: string;
  readonly secret: string;
  readonly csrfToken: string;
  readonly needs: string | null;
  readonly errors: readonly { readonly path: string }[];
  readonly items: readonly { readonly id: number; readonly roles: readonly { readonly id: number }[] }[];
}

const XIFENG = { role: 'official', department: 'gov-xifeng' };
const KEY = Buffer.alloc(32, 7).toString('base64');

/** Attacks on two running programs that share one database: what one refuses or takes back, the other does too. */
describe('two replicas under attack', () => {
  let folder: string;
  let database: TestDatabase;
  let behind: Client;
  let programs: Program[] = [];
  let left: string;
  let right: string;
  let administrator: Visitor;
  let accounts = 0;

  beforeAll(async () => {
    folder = await temporaryFolder('attacks');
    database = await createEmptyDatabase();
    const settings = {
      DATABASE_URL: database.url,
      DUIXIAN_DATA: join(folder, 'data'),
      DUIXIAN_SECRET_KEY: KEY,
    };
    const one = new Program('main', [], settings);
    programs = [one];
    left = `${await one.serving()}/v1`;
    const two = new Program('main', [], settings);
    programs.push(two);
    right = `${await two.serving()}/v1`;
    administrator = await firstAdministrator(left, one.output);
    behind = new Client({ connectionString: database.url });
    await behind.connect();
  });

  afterAll(async () => {
    await behind.end();
    await Promise.all(programs.map((program) => program.kill('SIGTERM')));
    await database.drop();
    await removeFolder(folder);
  });

  const open = (role: { role: string; department?: string }): Promise<Visitor> =>
    openAccount(administrator, `person-${++accounts}`, role);
  const loginOfLast = (): string => `person-${accounts}`;
  /** The same person, in the same session, at the other replica. */
  const at = (baseUrl: string, { credentials }: Visitor): Visitor => new Visitor(baseUrl, credentials);

  const figure = (changes: object = {}) => ({
    indicator: 'racks',
    area: '621000',
    period: '2025-06-30',
    value: '62000',
    ...changes,
  });
  const count = async (what: string): Promise<number> => {
    const { rows } = await behind.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${what}`);
    return rows[0]?.count ?? -1;
  };
  const outcome = ({ status, body }: Answer<Body>): unknown[] => [status, body.code];

  it('IDOR: what is another department’s is answered like what is not there, to the letter', async () => {
    const supervisor = await open({ role: 'supervisor' });
    const foreign = await supervisor.post<Body>(
      '/actuals',
      figure({ indicator: 'park-power-price', value: '0.39' }),
    );
    expect(foreign.status).toBe(201);
    const official = await open(XIFENG);
    const absent = foreign.body.id.replace('2025-06-30', '2025-06-29');
    const told = async (id: string, after = ''): Promise<unknown> => {
      const { status, body } = await at(right, official).get<Body>(`/actuals/${id}${after}`);
      return [status, { ...body, title: body.title.replace(id, ''), instance: '', requestId: '' }];
    };
    for (const after of ['', '/history'])
      expect(await told(foreign.body.id, after)).toEqual(await told(absent, after));
    expect(outcome(await at(right, official).get<Body>(`/actuals/${foreign.body.id}`))).toEqual([
      404,
      'actual.not_found',
    ]);
    const etag = { 'if-match': foreign.headers.get('etag') ?? '' };
    const corrected = await at(right, official).post<Body>(
      `/actuals/${foreign.body.id}/corrections`,
      { value: '0.1', reason: 'x' },
      etag,
    );
    expect(corrected.status).toBe(404);
    expect(await count(`actual WHERE value = 0.1`)).toBe(0);
  });

  it('CSRF: a session writes nothing without its own token, from another page or as a form', async () => {
    const official = await open(XIFENG);
    const other = await open(XIFENG);
    const { cookie = '', 'x-csrf-token': token = '' } = official.credentials;
    const before = await count('actual');
    const attempts: [Record<string, string>, string][] = [
      [{ cookie }, 'request.csrf_token'],
      [{ cookie, 'x-csrf-token': other.credentials['x-csrf-token'] ?? '' }, 'request.csrf_token'],
      [{ cookie, 'x-csrf-token': token, origin: 'https://evil.example' }, 'request.foreign_origin'],
      [{ cookie, 'content-type': 'text/plain' }, 'request.csrf_token'],
    ];
    for (const [credentials, code] of attempts) {
      for (const replica of [left, right]) {
        const answer = await new Visitor(replica, credentials).post<Body>('/actuals', figure());
        expect(outcome(answer)).toEqual([403, code]);
      }
    }
    expect(await count('actual')).toBe(before);
  });

  it('fixation: a session somebody put there is not taken up, and an old one dies with the password', async () => {
    const planted = `__Host-duixian=${'A'.repeat(43)}`;
    const official = await open(XIFENG);
    const login = loginOfLast();
    const answer = await new Visitor(left, { cookie: planted }).post<Body>('/session', {
      login,
      password: PASSWORD,
    });
    expect(answer.status).toBe(201);
    const given = carrying(right, answer);
    expect(given.credentials['cookie']).not.toBe(planted);
    expect((await new Visitor(right, { cookie: planted }).get('/session')).status).toBe(401);
    const changed = await given.post<Body>('/session/password', {
      current: PASSWORD,
      password: `${PASSWORD}-2`,
    });
    expect(changed.status).toBe(200);
    for (const old of [official, given]) {
      for (const replica of [left, right]) expect((await at(replica, old).get('/session')).status).toBe(401);
    }
    expect((await carrying(left, changed).get('/session')).status).toBe(200);
  });

  it('mass assignment: nobody accepts a figure or gains a role by naming a field', async () => {
    const official = await open(XIFENG);
    const before = [await count('actual'), await count('role_grant')];
    const smuggled = { state: 'accepted', decidedBy: 'x', recordedBy: 'x', personId: 1 };
    const logged = await at(right, official).post<Body>('/actuals', figure(smuggled));
    expect(logged.status).toBe(400);
    expect(logged.body.errors.map(({ path }) => path).sort()).toEqual(Object.keys(smuggled).sort());
    const { body: page } = await administrator.get<Body>(`/people?search=${loginOfLast()}`);
    const id = page.items[0]?.id ?? 0;
    const roles = { roles: [{ role: 'administrator' }], isAdmin: true };
    const promoted = await at(right, administrator).send<Body>('PATCH', `/people/${id}`, roles, {
      'if-match': '"1"',
    });
    expect(promoted.body.errors.map(({ path }) => path).sort()).toEqual(['isAdmin', 'roles']);
    expect([await count('actual'), await count('role_grant')]).toEqual(before);
  });

  it('brute force: failures at one replica and at the other add up, and then the right password opens nothing', async () => {
    await open(XIFENG);
    const login = loginOfLast();
    const attempt = (replica: string, password: string): Promise<Answer<Body>> =>
      new Visitor(replica).post<Body>('/session', { login, password });
    const replicas = [left, right, left, right, left];
    const guesses = await Promise.all(replicas.map((replica, n) => attempt(replica, `guess-${n}`)));
    expect(guesses.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    for (const replica of [left, right])
      expect(outcome(await attempt(replica, PASSWORD))).toEqual([401, 'session.refused']);
    const refusals = `audit_event WHERE action = 'session.refused' AND subject = '${login}'`;
    expect(await count(`${refusals} AND details ->> 'reason' = 'password'`)).toBe(5);
    expect(await count(`${refusals} AND details ->> 'reason' = 'locked'`)).toBe(2);
    expect((await open(XIFENG)).credentials['cookie']).toBeDefined();
  });

  it('a revoked role is gone at once, at the replica that did not hear of it', async () => {
    const supervisor = await open({ role: 'supervisor' });
    const elsewhere = at(right, supervisor);
    expect((await elsewhere.get('/period-locks')).status).toBe(200);
    expect((await revokeRoles(loginOfLast())).status).toBe(200);
    expect((await elsewhere.get('/period-locks')).status).toBe(401);
    const before = await count('actual');
    expect((await elsewhere.post('/actuals', figure({ period: '2025-07-31' }))).status).toBe(401);
    const again = await signIn(right, loginOfLast(), PASSWORD);
    expect((await again.post('/actuals', figure({ period: '2025-07-31' }))).status).toBe(403);
    expect((await again.get('/period-locks')).status).toBe(403);
    expect(await count('actual')).toBe(before);
  });

  it('a disabled account is out at once, by session and by token', async () => {
    const official = await open(XIFENG);
    const token = await aToken(official, ['record.read']);
    expect((await token.get('/goals/G01')).status).toBe(200);
    const { body: page } = await administrator.get<Body>(`/people?search=${loginOfLast()}`);
    const path = `/people/${page.items[0]?.id}/accounts/${loginOfLast()}/disable`;
    expect((await administrator.post(path)).status).toBe(200);
    for (const visitor of [at(right, official), token])
      expect((await visitor.get('/goals/G01')).status).toBe(401);
  });

  it('a token does what it was made for, where its owner may, and nothing once it is revoked', async () => {
    const official = await open(XIFENG);
    const reading = await aToken(official, ['record.read']);
    expect((await reading.get('/goals/G01')).status).toBe(200);
    expect((await reading.get('/goals/G05')).status).toBe(404);
    expect((await reading.post('/actuals', figure({ period: '2025-08-31' }))).status).toBe(403);
    expect((await reading.get('/tokens')).status).toBe(403);
    expect((await reading.post('/session/password', { current: PASSWORD, password: 'x' })).status).toBe(403);
    expect((await reading.get('/people')).status).toBe(403);

    const leader = await open({ role: 'leader' });
    const refused = await newToken(leader, ['actual.log']);
    expect([refused.status, refused.body.errors.map(({ path }) => path)]).toEqual([400, ['scopes']]);

    const supervisor = await open({ role: 'supervisor' });
    const writing = await aToken(supervisor, ['actual.log', 'period.lock']);
    expect((await writing.get('/period-locks')).status).toBe(200);
    expect((await writing.get('/goals/G01')).status).toBe(403);
    expect((await revokeRoles(loginOfLast())).status).toBe(200);
    expect((await writing.get('/period-locks')).status).toBe(403);

    const { body: tokens } = await official.get<{ id: number }[]>('/tokens');
    expect((await official.send('DELETE', `/tokens/${tokens[0]?.id}`, undefined)).status).toBe(204);
    expect((await reading.get('/goals/G01')).status).toBe(401);
  });

  it('a session that was ended is dead at the other replica, though its cookie was copied', async () => {
    const official = await open(XIFENG);
    const stolen = at(right, official);
    expect((await stolen.get('/session')).status).toBe(200);
    expect((await official.send('DELETE', '/session', undefined)).status).toBe(204);
    expect((await stolen.get('/session')).status).toBe(401);
  });

  /** Takes the one role of an account's owner away, at the left replica. */
  async function revokeRoles(login: string): Promise<Answer> {
    const { body } = await administrator.get<Body>(`/people?search=${login}`);
    const [person] = body.items;
    const { headers } = await administrator.get(`/people/${person?.id}`);
    const path = `/people/${person?.id}/roles/${person?.roles[0]?.id}`;
    return administrator.send('DELETE', path, undefined, { 'if-match': headers.get('etag') ?? '' });
  }

  function newToken(owner: Visitor, scopes: readonly string[]): Promise<Answer<Body & { token: string }>> {
    const expiresOn = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
    return owner.post('/tokens', { name: 'x', scopes, expiresOn, password: PASSWORD });
  }

  /** A token made at the left replica, used at the right one. */
  async function aToken(owner: Visitor, scopes: readonly string[]): Promise<Visitor> {
    const made = await newToken(owner, scopes);
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    return new Visitor(right, { authorization: `Bearer ${made.body.token}` });
  }
});
