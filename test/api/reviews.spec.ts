import { anActual, type Answer, TestApplication } from '../support/application';
import { anotherAccountOf, type Signed } from '../support/people';

interface ActualBody {
  id: string;
  state: string;
  value: string;
  indicatorCode: string;
  recordedBy: string;
  decidedBy: string;
  decisionReason: string;
}

interface ReviewBody {
  actual: ActualBody;
  etag: string;
  mine: boolean;
  before: { periodEnd: string; value: string; qualifier: string } | null;
  difference: string | null;
  inForce: { value: string } | null;
}

interface Body {
  items: ReviewBody[];
  nextCursor: string | null;
  code: string;
  rows: { id: string; code: string | null }[];
  errors: { path: string; code: string }[];
}

interface PreviewBody {
  digest: string;
  ready: number;
  items: { id: string; fate: string; state: string | null }[];
}

interface Item {
  id: string;
  etag: string;
}

describe('reviews', () => {
  let test: TestApplication;
  let reviewer: Signed;

  beforeEach(async () => {
    test = await TestApplication.withCatalog();
    reviewer = await test.somebody('reviewer', { department: 'gov-qingyang' });
  });

  afterEach(() => test.stop());

  const log = (changes: Record<string, unknown>, who: Signed = test.me): Promise<Answer<ActualBody>> =>
    who.post<ActualBody>('/actuals', anActual(changes));

  const itemOf = (logged: Answer<ActualBody>): Item => ({
    id: logged.body.id,
    etag: logged.headers.get('etag') ?? '',
  });

  /** Three that wait: two of racks, one of compute. */
  const three = async (): Promise<Item[]> => [
    itemOf(await log({ period: '2025-06-30', value: '62000' })),
    itemOf(await log({ period: '2025-07-31', value: '63000' })),
    itemOf(await log({ indicator: 'compute', period: '2025-07-31', value: '60000' })),
  ];

  const preview = async (items: Item[], who: Signed = reviewer): Promise<PreviewBody> => {
    const answer = await who.post<PreviewBody>('/reviews/preview', { items });
    expect(answer.status).toBe(200);
    return answer.body;
  };

  const accept = (items: Item[], previewed: string, who: Signed = reviewer): Promise<Answer<Body>> =>
    who.post<Body>('/reviews/accept', { items, previewed });

  const states = async (items: Item[]): Promise<string[]> =>
    Promise.all(items.map(async ({ id }) => (await test.get<ActualBody>(`/actuals/${id}`)).body.state));

  const decisions = (): Promise<{ action: string }[]> =>
    test.db.query(`SELECT action FROM audit_event WHERE action ~ '^actual[.](accepted|returned)$'`);

  describe('the list', () => {
    it('shows what waits, oldest first, beside what was accepted before', async () => {
      await test.logAccepted({ period: '2025-05-31', value: '60000.5' });
      await test.logAccepted({ period: '2025-08-31', value: '99000' });
      const [first, second] = await three();
      const { items } = (await reviewer.get<Body>('/reviews')).body;
      expect(items).toHaveLength(3);
      expect(items[0]).toMatchObject({
        actual: { id: first?.id, state: 'submitted', value: '62000', recordedBy: test.me.login, heldFor: [] },
        etag: first?.etag,
        mine: false,
        before: { periodEnd: '2025-05-31', value: '60000.5', qualifier: '=' },
        difference: '1999.5',
        inForce: null,
      });
      // What waits is not what came before.
      expect(items[1]).toMatchObject({ actual: { id: second?.id }, before: { value: '60000.5' } });
    });

    it('shows a correction beside what it would replace', async () => {
      const accepted = await test.logAccepted<ActualBody>({ value: '62000' });
      await test.post(
        `/actuals/${accepted.body.id}/corrections`,
        { value: '61000', reason: '笔误' },
        { 'if-match': accepted.headers.get('etag') ?? '' },
      );
      const [waiting] = (await reviewer.get<Body>('/reviews')).body.items;
      expect(waiting).toMatchObject({
        actual: { value: '61000', kind: 'correction', reason: '笔误' },
        inForce: { value: '62000' },
      });
      expect(
        (
          await accept(
            [{ id: waiting?.actual.id ?? '', etag: waiting?.etag ?? '' }],
            (await preview([{ id: waiting?.actual.id ?? '', etag: waiting?.etag ?? '' }])).digest,
          )
        ).status,
      ).toBe(200);
    });

    it('says which are one’s own, whatever account entered them', async () => {
      await log({ period: '2025-06-30' }, await anotherAccountOf(test.db, test.me));
      await log({ period: '2025-07-31' }, test.other);
      const mine = async (who: Signed): Promise<boolean[]> =>
        (await who.get<Body>('/reviews')).body.items.map((item) => item.mine);
      expect(await mine(test.me)).toEqual([true, false]);
      expect(await mine(test.other)).toEqual([false, true]);
      expect(await mine(reviewer)).toEqual([false, false]);
    });

    it('ends at the reviewer’s department, and is not for officials', async () => {
      await three();
      await log({ indicator: 'villages', period: '2025-06', value: '60' });
      const xifeng = await test.somebody('reviewer', { department: 'gov-xifeng' });
      const seen = (await xifeng.get<Body>('/reviews')).body.items.map(({ actual }) => actual.indicatorCode);
      expect(seen).toEqual(['racks', 'racks', 'compute']);
      const official = await test.somebody('official', { department: 'gov-xifeng' });
      for (const answer of [
        await official.get('/reviews'),
        await official.post('/reviews/preview', { items: [] }),
        await official.post('/reviews/accept', { items: [] }),
        await official.post('/reviews/return', { items: [] }),
      ])
        expect(answer.status).toBe(403);
    });

    it('comes in pages', async () => {
      const items = await three();
      const seen: string[] = [];
      let cursor = '';
      do {
        const { body } = await reviewer.get<Body>(`/reviews?limit=2${cursor}`);
        seen.push(...body.items.map(({ actual }) => actual.id));
        cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
      } while (cursor !== '');
      expect(seen).toEqual(items.map(({ id }) => id));
      expect((await reviewer.get<Body>('/reviews?indicator=compute')).body.items).toHaveLength(1);
    });
  });

  it('a preview tells the fate of each and changes nothing', async () => {
    const [first, second, third] = (await three()) as [Item, Item, Item];
    await reviewer.post(`/actuals/${third.id}/return`, { reason: 'x' }, { 'if-match': third.etag });
    const own = itemOf(await log({ indicator: 'villages', period: '2025-06', value: '60' }, test.other));
    const before = [await test.count('actual'), await test.count('audit_event'), await test.count('outbox')];
    const items = [
      first,
      { ...second, etag: '"9.submitted"' },
      third,
      own,
      { id: '9999.2025-06-30.1', etag: '"1.submitted"' },
      { id: 'nonsense', etag: '"1.submitted"' },
    ];
    const seen = await preview(items, test.other);
    expect(seen.ready).toBe(1);
    expect(seen.items.map(({ fate, state }) => [fate, state])).toEqual([
      ['ready', 'submitted'],
      ['changed', 'submitted'],
      ['decided', 'returned'],
      ['own', 'submitted'],
      ['not_found', null],
      ['not_found', null],
    ]);
    expect([await test.count('actual'), await test.count('audit_event'), await test.count('outbox')]).toEqual(
      before,
    );
    expect(await states([first, second, own])).toEqual(['submitted', 'submitted', 'submitted']);
  });

  it('accepting does what was previewed, to all of them, and moves their goals', async () => {
    const items = await three();
    const answer = await accept(items, (await preview(items)).digest);
    expect([answer.status, answer.body.items.length]).toEqual([200, 3]);
    expect(await states(items)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(await decisions()).toHaveLength(3);
    await test.settled();
    for (const [goal, value] of [
      ['G01', '63000'],
      ['G02', '60000'],
    ]) {
      const { body } = await test.get<{ quantities: Record<string, string> }>(`/progress/${goal}`);
      expect(body.quantities['value']).toBe(value);
    }
  });

  it('accepting is refused where it would come to something else than previewed', async () => {
    const items = (await three()) as [Item, Item, Item];
    const { digest } = await preview(items);
    const { id, etag } = items[1];
    await test.post(`/actuals/${id}/withdraw`, { reason: 'x' }, { 'if-match': etag });
    const answer = await accept(items, digest);
    expect([answer.status, answer.body.code]).toEqual([412, 'review.changed']);
    // Nor is a preview of some a preview of others, or of somebody else.
    expect((await accept([items[0]], digest)).status).toBe(412);
    expect((await accept([items[0]], (await preview([items[0]], test.me)).digest)).status).toBe(412);
    expect(await states(items)).toEqual(['submitted', 'returned', 'submitted']);
    expect(await decisions()).toEqual([]);
  });

  it('accepting is refused whole where one cannot be accepted, saying which', async () => {
    const items = await three();
    const own = itemOf(await log({ indicator: 'villages', period: '2025-06', value: '60' }, test.other));
    const all = [...items, own];
    const answer = await accept(all, (await preview(all, test.other)).digest, test.other);
    expect([answer.status, answer.body.code]).toEqual([422, 'review.rows']);
    expect(answer.body.rows.map(({ id, code }) => [id, code])).toEqual([
      ...items.map(({ id }) => [id, null]),
      [own.id, 'actual.own'],
    ]);
    const second = await anotherAccountOf(test.db, test.other);
    expect((await accept([own], (await preview([own], second)).digest, second)).body.rows).toEqual([
      expect.objectContaining({ code: 'actual.own' }),
    ]);
    expect(await states(all)).toEqual(['submitted', 'submitted', 'submitted', 'submitted']);
    expect(await decisions()).toEqual([]);
  });

  it('another department’s figures are not there', async () => {
    const foreign = itemOf(await log({ indicator: 'villages', period: '2025-06', value: '60' }));
    const xifeng = await test.somebody('reviewer', { department: 'gov-xifeng' });
    const seen = await preview([foreign], xifeng);
    expect(seen.items).toEqual([{ id: foreign.id, fate: 'not_found', state: null }]);
    expect((await accept([foreign], seen.digest, xifeng)).body.rows).toEqual([
      expect.objectContaining({ code: 'actual.not_found' }),
    ]);
    const returned = await xifeng.post<Body>('/reviews/return', { items: [foreign], reason: 'x' });
    expect(returned.body.rows).toEqual([expect.objectContaining({ code: 'actual.not_found' })]);
    expect(await states([foreign])).toEqual(['submitted']);
  });

  it('returning gives all of them one reason, or none', async () => {
    const items = (await three()) as [Item, Item, Item];
    const wrong = [items[0], { ...items[1], etag: '"1.accepted"' }];
    const refused = await reviewer.post<Body>('/reviews/return', { items: wrong, reason: '请核对' });
    expect([refused.status, refused.body.rows.map(({ code }) => code)]).toEqual([
      422,
      [null, 'precondition.failed'],
    ]);
    expect(await states(items)).toEqual(['submitted', 'submitted', 'submitted']);
    expect((await reviewer.post('/reviews/return', { items })).status).toBe(400);
    const returned = await reviewer.post<Body>('/reviews/return', { items, reason: '请核对' });
    expect(returned.status).toBe(200);
    expect(returned.body.items).toEqual(
      items.map(({ id }): unknown =>
        expect.objectContaining({ id, state: 'returned', decisionReason: '请核对' }),
      ),
    );
  });

  it('of two reviewers who accept the same at once, one does', async () => {
    const items = await three();
    const [one, two] = [await preview(items), await preview([...items].reverse(), test.other)];
    const answers = await Promise.all([
      accept(items, one.digest),
      accept([...items].reverse(), two.digest, test.other),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(await decisions()).toHaveLength(3);
    const deciders = await Promise.all(
      items.map(async ({ id }) => (await test.get<ActualBody>(`/actuals/${id}`)).body.decidedBy),
    );
    expect(new Set(deciders).size).toBe(1);
  });

  it('the same key accepts once and answers the same', async () => {
    const items = await three();
    const body = { items, previewed: (await preview(items)).digest };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        reviewer.post<Body>('/reviews/accept', body, { 'idempotency-key': 'r' }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    expect(await decisions()).toHaveLength(3);
  });

  it.each([
    ['no items', { items: [] }, 'items field.count'],
    ['items that are none', { items: ['1'] }, 'items.0 field.type'],
    ['an item without a state', { items: [{ id: '1' }] }, 'items.0.etag field.missing'],
    [
      'one twice',
      {
        items: [
          { id: '1', etag: 'x' },
          { id: '1', etag: 'y' },
        ],
      },
      'items field.unique',
    ],
    [
      'too many',
      { items: Array.from({ length: 501 }, (_item, n) => ({ id: `${n}`, etag: 'x' })) },
      'items field.count',
    ],
    [
      'more than it asks for',
      { items: [{ id: '1', etag: 'x', state: 'accepted' }] },
      'items.0.state field.unknown',
    ],
  ])('refuse %s', async (_what, body, expected) => {
    const answer = await reviewer.post<Body>('/reviews/preview', body);
    expect([answer.status, answer.body.errors.map((e) => `${e.path} ${e.code}`)]).toEqual([400, [expected]]);
  });
});
