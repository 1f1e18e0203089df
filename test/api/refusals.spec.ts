import { anActual, TestApplication } from '../support/application';
import { anotherAccountOf, type Signed } from '../support/people';

interface Told {
  readonly subject: string;
  readonly person: number | null;
  readonly account: string;
  readonly code: string;
  readonly permission: string | null;
}

describe('a refusal', () => {
  let test: TestApplication;

  beforeAll(async () => {
    test = await TestApplication.withCatalog();
  });

  afterAll(() => test.stop());

  /** What the trail is told of while `work` runs. */
  async function told(work: () => Promise<unknown>): Promise<Told[]> {
    const [{ last }] = await test.db.query<[{ last: string }]>(
      `SELECT coalesce(max(id), 0) AS last FROM audit_event`,
    );
    await work();
    return test.db.query<Told[]>(
      `SELECT e.subject, e.person_id AS person, a.login AS account, e.details->>'code' AS code,
         e.details->>'permission' AS permission
       FROM audit_event e LEFT JOIN account a ON a.id = e.account_id
       WHERE e.action = 'permission.refused' AND e.id > $1 ORDER BY e.id`,
      [last],
    );
  }
  const by = ({ personId, login }: Signed, rest: Omit<Told, 'person' | 'account'>): Told[] => [
    { ...rest, person: personId, account: login },
  ];
  const status = async (answer: Promise<{ status: number }>) => (await answer).status;

  it('of somebody without the permission is told with the permission', async () => {
    const leader = await test.somebody('leader');
    expect(await told(() => leader.post('/actuals', anActual()))).toEqual(
      by(leader, { subject: 'POST /api/v1/actuals', code: 'permission.denied', permission: 'actual.log' }),
    );
  });

  it.each([
    ['without the token of the session', { 'x-csrf-token': 'wrong' }, 'request.csrf_token'],
    ['sent off by the page of another site', { origin: 'https://evil.example' }, 'request.foreign_origin'],
  ])('of a write %s is told', async (_what, headers, code) => {
    const send = () => test.post('/period-locks', { upTo: '2019-12-31', reason: 'x' }, headers);
    expect(
      await told(async () => {
        expect(await status(send())).toBe(403);
      }),
    ).toEqual(by(test.me, { subject: 'POST /api/v1/period-locks', code, permission: 'period.lock' }));
  });

  it('of a session that is not complete is told', async () => {
    await test.db.query(
      `UPDATE account SET password_hash = 'x', password_set_at = now(), must_change = true WHERE login = $1`,
      [test.me.login],
    );
    expect(
      await told(async () => {
        expect(await status(test.get('/goals'))).toBe(403);
      }),
    ).toEqual(
      by(test.me, {
        subject: 'GET /api/v1/goals',
        code: 'session.needs_password',
        permission: 'record.read',
      }),
    );
    await test.db.query(
      `UPDATE account SET password_hash = NULL, password_set_at = NULL, must_change = false`,
    );
  });

  it('of one’s own figure is told, also in a batch, and nothing of it is accepted', async () => {
    const second = await anotherAccountOf(test.db, test.me);
    const logged = await test.post<{ id: string }>('/actuals', anActual());
    const etag = logged.headers.get('etag') ?? '';
    const accept = () => second.post(`/actuals/${logged.body.id}/accept`, undefined, { 'if-match': etag });
    expect(
      await told(async () => {
        expect(await status(accept())).toBe(403);
      }),
    ).toEqual(
      by(second, {
        subject: 'POST /api/v1/actuals/:id/accept',
        code: 'actual.own',
        permission: 'actual.review',
      }),
    );
    const items = [{ id: logged.body.id, etag }];
    const refuse = () => second.post('/reviews/return', { items, reason: 'x' });
    expect(
      await told(async () => {
        expect(await status(refuse())).toBe(422);
      }),
    ).toEqual(
      by(second, { subject: 'POST /api/v1/reviews/return', code: 'actual.own', permission: 'actual.review' }),
    );
    expect((await test.get(`/actuals/${logged.body.id}`)).body['state']).toBe('submitted');
  });

  it('of one’s own proposal is told', async () => {
    const proposed = await test.propose<{ id: number }>('G05', {
      effectiveFrom: '2025-09-01',
      reason: 'x',
      deadline: '2026-12-31',
    });
    const approve = () =>
      test.post(`/terms-proposals/${proposed.body.id}/approve`, undefined, {
        'if-match': proposed.headers.get('etag') ?? '',
      });
    expect(
      await told(async () => {
        expect(await status(approve())).toBe(403);
      }),
    ).toEqual(
      by(test.me, {
        subject: 'POST /api/v1/terms-proposals/:id/approve',
        code: 'promise.own',
        permission: 'promise.approve',
      }),
    );
  });

  it('is not told where a thing is not there, or nobody is known', async () => {
    const stranger = await test.somebody('official', { department: 'gov-xifeng' });
    const asked = () =>
      told(async () => {
        expect(await status(stranger.get('/goals/G05'))).toBe(404);
        expect(await status(stranger.get('/nowhere'))).toBe(404);
        expect((await fetch(`${test.baseUrl}/goals`)).status).toBe(401);
      });
    expect(await asked()).toEqual([]);
  });
});
