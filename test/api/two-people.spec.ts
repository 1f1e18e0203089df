import { anActual, type Answer, TestApplication } from '../support/application';
import { anotherAccountOf } from '../support/people';

interface ActualBody {
  id: string;
  state: string;
  code: string;
  errors: { path: string; code: string }[];
}

describe('two people', () => {
  let test: TestApplication;

  beforeEach(async () => {
    test = await TestApplication.withCatalog();
  });

  afterEach(() => test.stop());

  const log = (changes: Record<string, unknown> = {}): Promise<Answer<ActualBody>> =>
    test.post<ActualBody>('/actuals', anActual(changes));

  const accepted = async (): Promise<Answer<ActualBody>> => test.accept<ActualBody>(await log());

  const tagOf = (answer: Answer<unknown>): Record<string, string> => ({
    'if-match': answer.headers.get('etag') ?? '',
  });

  const fieldsOf = (answer: Answer<ActualBody>): string[] =>
    answer.body.errors.map(({ path, code }) => `${path} ${code}`);

  describe('for a figure that counts', () => {
    it.each(['accept', 'return'])('nobody may %s their own, by whatever account', async (act) => {
      const logged = await log();
      const second = await anotherAccountOf(test.db, test.me);
      const body = act === 'return' ? { reason: 'x' } : undefined;
      for (const visitor of [test.me, second]) {
        const answer = await visitor.post<ActualBody>(
          `/actuals/${logged.body.id}/${act}`,
          body,
          tagOf(logged),
        );
        expect([answer.status, answer.body.code]).toEqual([403, 'actual.own']);
      }
      expect((await test.get<ActualBody>(`/actuals/${logged.body.id}`)).body.state).toBe('submitted');
      expect(
        await test.db.query(
          `SELECT 1 FROM audit_event WHERE action IN ('actual.accepted', 'actual.returned')`,
        ),
      ).toEqual([]);
    });

    it('nor does the database let them', async () => {
      const { body } = await log();
      const deciding = (person: number): Promise<unknown> =>
        test.db.query(
          `UPDATE actual SET state = 'accepted', decided_at = now(), decided_by = 'x', decided_person = $1
           WHERE state = 'submitted'`,
          [person],
        );
      await expect(deciding(test.me.personId)).rejects.toMatchObject({ constraint: 'ck_actual_two_people' });
      expect((await test.get<ActualBody>(`/actuals/${body.id}`)).body.state).toBe('submitted');
    });

    it('an official cannot review, and a reviewer cannot log', async () => {
      const logged = await log();
      const official = await test.somebody('official', { department: 'gov-xifeng' });
      const reviewer = await test.somebody('reviewer', { department: 'gov-xifeng' });
      const before = await test.count('actual');
      const answers = [
        await official.post(`/actuals/${logged.body.id}/accept`, undefined, tagOf(logged)),
        await official.post(`/actuals/${logged.body.id}/return`, { reason: 'x' }, tagOf(logged)),
        await reviewer.post('/actuals', anActual({ period: '2025-07-31' })),
        await reviewer.post(`/actuals/${logged.body.id}/withdraw`, { reason: 'x' }, tagOf(logged)),
      ];
      expect(answers.map(({ status, body }) => [status, body['code']])).toEqual(
        answers.map(() => [403, 'permission.denied']),
      );
      expect(await test.count('actual')).toBe(before);
      const accepting = await reviewer.post<ActualBody>(
        `/actuals/${logged.body.id}/accept`,
        undefined,
        tagOf(logged),
      );
      expect(accepting.body).toMatchObject({ state: 'accepted', decidedBy: reviewer.login });
    });

    it('another department’s figure is not there, to log or to review', async () => {
      const logged = await log({ indicator: 'villages', period: '2025-06', value: '60' });
      const reviewer = await test.somebody('reviewer', { department: 'gov-xifeng' });
      const official = await test.somebody('official', { department: 'gov-xifeng' });
      const before = [await test.count('actual'), await test.count('series')];
      const foreign = await reviewer.post(`/actuals/${logged.body.id}/accept`, undefined, tagOf(logged));
      expect(foreign.status).toBe(404);
      const entered = await official.post<ActualBody>(
        '/actuals',
        anActual({ indicator: 'villages', area: '621021', period: '2025-07', value: '61' }),
      );
      expect([entered.status, fieldsOf(entered)]).toEqual([400, ['indicator series.unknown']]);
      expect([await test.count('actual'), await test.count('series')]).toEqual(before);
      expect((await test.get<ActualBody>(`/actuals/${logged.body.id}`)).body.state).toBe('submitted');
    });

    it('one of two reviewers decides', async () => {
      const logged = await log();
      const reviewer = await test.somebody('reviewer', { department: 'gov-qingyang' });
      const path = `/actuals/${logged.body.id}`;
      const answers = await Promise.all([
        test.other.post(`${path}/accept`, undefined, tagOf(logged)),
        reviewer.post(`${path}/return`, { reason: 'x' }, tagOf(logged)),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    });
  });

  describe('withdrawing', () => {
    const withdraw = (logged: Answer<ActualBody>, visitor = test.me): Promise<Answer<ActualBody>> =>
      visitor.post<ActualBody>(`/actuals/${logged.body.id}/withdraw`, { reason: '填错期间' }, tagOf(logged));

    it('takes back what waits, says who and why, and lets it be logged anew', async () => {
      const logged = await log();
      const withdrawn = await withdraw(logged);
      expect(withdrawn.body).toMatchObject({
        state: 'returned',
        decisionReason: '填错期间',
        decidedBy: test.me.login,
      });
      const events = await test.db.query<{ action: string; subject: string; person_id: number }[]>(
        `SELECT action, subject, person_id FROM audit_event ORDER BY id DESC LIMIT 1`,
      );
      expect(events).toEqual([
        { action: 'actual.withdrawn', subject: logged.body.id, person_id: test.me.personId },
      ]);
      expect((await log()).body).toMatchObject({ state: 'submitted', revision: 2 });
    });

    it('is for the person who entered it, also through a second account, and before the decision', async () => {
      const logged = await log();
      const another = await withdraw(logged, test.other);
      expect([another.status, another.body.code]).toEqual([403, 'actual.not_own']);
      expect((await withdraw(logged, await anotherAccountOf(test.db, test.me))).status).toBe(200);
      const counted = await accepted();
      const late = await withdraw(counted);
      expect([late.status, late.body.code]).toEqual([409, 'actual.decided']);
      expect((await test.get<ActualBody>(`/actuals/${counted.body.id}`)).body.state).toBe('accepted');
    });
  });
});
