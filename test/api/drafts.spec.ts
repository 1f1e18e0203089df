import { type Answer, TestApplication } from '../support/application';
import { anotherAccountOf, type Signed } from '../support/people';

interface DraftBody {
  id: number;
  period: string;
  fields: Record<string, unknown>;
  version: number;
  code: string;
  title: string;
  items: { id: number; draftId: number; actual: { id: string; state: string; recordedBy: string } }[];
  rows: {
    id: number;
    code: string | null;
    message: string;
    errors: { path: string; code: string; message: string }[];
  }[];
  errors: { path: string; code: string }[];
}

describe('drafts', () => {
  let test: TestApplication;
  let official: Signed;

  beforeEach(async () => {
    test = await TestApplication.withCatalog();
    official = await test.somebody('official', { department: 'gov-xifeng' });
  });

  afterEach(() => test.stop());

  const path = (period: string, indicator = 'racks'): string =>
    `/drafts/${indicator}/621000/standard/${encodeURIComponent(period)}`;
  const save = (
    period: string,
    fields: object,
    headers: Record<string, string> = {},
    who: Signed = official,
  ): Promise<Answer<DraftBody>> => who.put<DraftBody>(path(period), fields, headers);
  const submit = (
    body: object,
    headers: Record<string, string> = {},
    who: Signed = official,
  ): Promise<Answer<DraftBody>> => who.post<DraftBody>('/drafts/submit', body, headers);
  const tagOf = (answer: Answer<unknown>): Record<string, string> => ({
    'if-match': answer.headers.get('etag') ?? '',
  });
  const counts = async (): Promise<number[]> => [
    await test.count('actual'),
    await test.count('actual_draft'),
    await test.count('audit_event'),
  ];

  it('keep what is typed, incomplete or wrong, and tell the record nothing', async () => {
    const [actuals, , events] = await counts();
    const fields = {
      value: '约6万',
      note: '',
      evidenceUrl: 'javascript:',
      qualifier: '≈',
      independent: true,
    };
    const saved = await save('2025年6月', fields);
    expect(saved.status).toBe(201);
    expect(saved.body).toMatchObject({ period: '2025年6月', fields, version: 1 });
    const read = await official.get(path('2025年6月'));
    expect([read.body, read.headers.get('etag')]).toEqual([saved.body, saved.headers.get('etag')]);
    expect((await official.get<DraftBody>('/drafts')).body.items).toEqual([saved.body]);
    expect(await counts()).toEqual([actuals, 1, events]);
  });

  it.each([
    ['a number', { value: 5 }, 'value field.typed'],
    ['a text too long', { note: 'x'.repeat(2001) }, 'note field.typed'],
    ['a NUL', { reason: 'a\u0000' }, 'reason field.typed'],
    ['half a character', { note: '\ud83d' }, 'note field.typed'],
    ['a list', { value: ['1'] }, 'value field.typed'],
    ['a field nobody knows', { person: '1' }, 'person field.unknown'],
    ['a switch that is none', { independent: 'yes' }, 'independent field.boolean'],
  ])('refuse %s', async (_what, fields, expected) => {
    const answer = await save('2025-06', fields);
    expect([answer.status, answer.body.errors.map((e) => `${e.path} ${e.code}`)]).toEqual([400, [expected]]);
    expect(await test.count('actual_draft')).toBe(0);
  });

  it('are edited on the state that is there, which the refusal tells', async () => {
    const first = await save('2025-06', { value: '1' });
    expect((await save('2025-06', { value: '2' })).status).toBe(428);
    const second = await save('2025-06', { value: '62000' }, tagOf(first));
    expect([second.status, second.body.version]).toEqual([200, 2]);
    const late = await save('2025-06', { value: '3' }, tagOf(first));
    expect([late.status, late.body.code]).toEqual([412, 'draft.changed']);
    expect(late.body.title).toContain('62000');
    expect(late.body.title).toContain(second.headers.get('etag'));
    expect((await official.get<DraftBody>(path('2025-06'))).body.fields).toEqual({ value: '62000' });
  });

  it('are made once by whoever comes first', async () => {
    const answers = await Promise.all(['1', '2', '3', '4'].map((value) => save('2025-06', { value })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 428, 428, 428]);
    expect(await test.count('actual_draft')).toBe(1);
  });

  it('are thrown away on the state that is there, and then another can be begun', async () => {
    const first = await save('2025-06', { value: '1' });
    expect((await official.send('DELETE', path('2025-06'), undefined)).status).toBe(428);
    expect((await official.send('DELETE', path('2025-06'), undefined, tagOf(first))).status).toBe(204);
    expect((await official.get(path('2025-06'))).status).toBe(404);
    expect((await official.send('DELETE', path('2025-06'), undefined, tagOf(first))).status).toBe(404);
    const gone = await save('2025-06', { value: '2' }, tagOf(first));
    expect([gone.status, gone.body.code]).toEqual([412, 'draft.gone']);
    const next = await save('2025-06', { value: '2' });
    expect(next.headers.get('etag')).not.toBe(first.headers.get('etag'));
  });

  it('are one’s own: another of the department neither sees, changes, deletes nor submits them', async () => {
    const mine = await save('2025-06', { value: '62000' });
    const colleague = await test.somebody('official', { department: 'gov-xifeng' });
    expect((await colleague.get<DraftBody>('/drafts')).body.items).toEqual([]);
    expect((await colleague.get(path('2025-06'))).status).toBe(404);
    expect((await colleague.send('DELETE', path('2025-06'), undefined, tagOf(mine))).status).toBe(404);
    expect((await save('2025-06', { value: '1' }, tagOf(mine), colleague)).status).toBe(412);
    const taken = await submit({ ids: [mine.body.id] }, {}, colleague);
    expect([taken.status, taken.body.rows.map(({ code }) => code)]).toEqual([422, ['draft.not_found']]);
    expect((await submit({ all: true }, {}, colleague)).body.code).toBe('draft.none');
    expect((await official.get(path('2025-06'))).body).toEqual(mine.body);
    const second = await anotherAccountOf(test.db, official);
    expect((await second.get<DraftBody>('/drafts')).body.items).toEqual([mine.body]);
  });

  it('are not for another department’s figures, nor for whoever does not log', async () => {
    const foreign = await official.put<DraftBody>(path('2025-06', 'villages'), { value: '1' });
    expect([foreign.status, foreign.body.code]).toEqual([404, 'series.unknown']);
    expect((await official.put(path('2025-06', 'nothing'), { value: '1' })).status).toBe(404);
    const reviewer = await test.somebody('reviewer', { department: 'gov-xifeng' });
    for (const answer of [
      await reviewer.put(path('2025-06'), { value: '1' }),
      await reviewer.get('/drafts'),
      await reviewer.post('/drafts/submit', { all: true }),
    ])
      expect(answer.status).toBe(403);
    expect(await test.count('actual_draft')).toBe(0);
  });

  it('become submitted figures, all in one act, and are gone', async () => {
    const [actuals = 0, , events = 0] = await counts();
    const drafts = [
      await save('2025-06-30', { value: '62000', note: '' }),
      await save('2025-07-31', { value: '63000', note: '月报' }),
    ];
    const answer = await submit({ ids: drafts.map(({ body }) => body.id).reverse() });
    expect(answer.status).toBe(201);
    expect(answer.body.items.map(({ draftId, actual }) => [draftId, actual])).toEqual([
      [drafts[1]?.body.id, expect.objectContaining({ state: 'submitted', value: '63000', note: '月报' })],
      [
        drafts[0]?.body.id,
        expect.objectContaining({ value: '62000', note: null, recordedBy: official.login }),
      ],
    ]);
    expect(await counts()).toEqual([actuals + 2, 0, events + 2]);
  });

  it('are refused with null, and one kept with null from before is judged as if nothing was typed', async () => {
    expect((await save('2025-06', { value: '62000', qualifier: null })).status).toBe(400);
    const saved = await save('2025-06', { value: '62000' });
    const other = await save('2025-07', {});
    const nothing = { qualifier: null, numerator: null, note: null, evidence: null, independent: null };
    await test.db.query(`UPDATE actual_draft SET fields = fields || $1`, [nothing]);
    await test.db.query(`UPDATE actual_draft SET fields = fields || '{"value":null}' WHERE id = $1`, [
      other.body.id,
    ]);
    expect((await submit({ ids: [other.body.id] })).body.rows[0]?.errors).toMatchObject([
      { path: 'value', code: 'field.missing' },
    ]);
    const answer = await submit({ ids: [saved.body.id] });
    expect([answer.status, answer.body.items[0]?.actual]).toEqual([
      201,
      expect.objectContaining({ value: '62000', qualifier: '=', note: null }),
    ]);
  });

  it('become none of them where one is wrong, and each row says why, in the language asked for', async () => {
    const drafts = [
      await save('2025-06-30', { value: '62000' }),
      await save('2025-07', { value: '六万', qualifier: '?' }),
      await save('2099-12', { value: '1' }),
      await save('2025-06', { value: '62001' }),
      await save('2025-08', {}),
    ];
    const before = await counts();
    const answer = await submit({ all: true });
    expect([answer.status, answer.body.code]).toEqual([422, 'draft.rows']);
    expect(
      answer.body.rows.map(({ id, code, errors }) => [id, code, errors.map((e) => `${e.path} ${e.code}`)]),
    ).toEqual([
      [drafts[0]?.body.id, null, []],
      [drafts[1]?.body.id, 'request.invalid', ['value field.decimal', 'qualifier field.choice']],
      [drafts[2]?.body.id, 'request.invalid', ['period actual.future']],
      // The same day as the first, which would wait by then.
      [drafts[3]?.body.id, 'actual.period_waits', []],
      [drafts[4]?.body.id, 'request.invalid', ['value field.missing']],
    ]);
    expect(answer.body.rows[3]?.message).toMatch(/[\u4e00-\u9fff]/);
    const english = await submit({ all: true }, { 'accept-language': 'en' });
    expect(JSON.stringify(english.body.rows[3])).not.toMatch(/[\u4e00-\u9fff]/);
    expect(await counts()).toEqual(before);
  });

  it('ask for a reason where a value looks wrong, like an entry does', async () => {
    const village = { indicator: 'villages', area: '621000' };
    await test.logAccepted({ ...village, period: '2025-06', value: '60' });
    const saved = await test.put<DraftBody>(path('2025-07', 'villages'), { value: '50' });
    const asked = await test.post<DraftBody>('/drafts/submit', { all: true });
    expect(asked.body.rows.map(({ code, errors }) => [code, errors.map((e) => e.code)])).toEqual([
      ['actual.needs_reason', ['finding.falls']],
    ]);
    await test.put(path('2025-07', 'villages'), { value: '50', reason: '核减' }, tagOf(saved));
    const done = await test.post<DraftBody>('/drafts/submit', { all: true });
    expect(done.body.items[0]?.actual).toMatchObject({ heldFor: [{ code: 'falls' }], reason: '核减' });
  });

  it.each([
    ['neither these nor all', {}, 'ids draft.which'],
    ['both', { ids: [1], all: true }, 'ids draft.which'],
    ['none', { ids: [] }, 'ids field.ids'],
    ['one twice', { ids: [1, 1] }, 'ids field.ids'],
    ['text', { ids: ['1'] }, 'ids field.ids'],
    ['too many', { ids: Array.from({ length: 501 }, (_, id) => id + 1) }, 'ids field.ids'],
  ])('are not submitted when asked for %s', async (_what, body, expected) => {
    await save('2025-06', { value: '62000' });
    const answer = await submit(body);
    expect([answer.status, answer.body.errors.map((e) => `${e.path} ${e.code}`)]).toEqual([400, [expected]]);
    expect(await test.count('actual_draft')).toBe(1);
  });

  it('are submitted once, however often asked in parallel', async () => {
    const [actuals = 0] = await counts();
    await save('2025-06', { value: '62000' });
    await save('2025-07', { value: '63000' });
    const key = { 'idempotency-key': 'round-1' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => submit({ all: true }, key)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await test.count('actual')).toBe(actuals + 2);
  });

  it('are submitted once also without a key', async () => {
    const [actuals = 0] = await counts();
    const { body } = await save('2025-06', { value: '62000' });
    const answers = await Promise.all(Array.from({ length: 6 }, () => submit({ ids: [body.id] })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422, 422, 422]);
    expect(await test.count('actual')).toBe(actuals + 1);
  });
});

describe('a full table of drafts', () => {
  let test: TestApplication;

  beforeEach(async () => {
    test = await TestApplication.withCatalog();
  });

  afterEach(() => test.stop());

  /** Days from 2023 on, straight into the table: saving them is not what this is about. */
  const fill = (days: number): Promise<unknown> =>
    test.db.query(
      `INSERT INTO actual_draft (person_id, series_id, period, fields)
       SELECT $1, s.id, ('2023-01-01'::date + n)::text, jsonb_build_object('value', (30000 + n)::text)
       FROM series s JOIN indicator i ON i.id = s.indicator_id, generate_series(0, $2 - 1) n
       WHERE i.code = 'racks' AND n < 330 OR i.code = 'compute' AND n >= 330 AND s.definition = 'standard'`,
      [test.me.personId, days],
    );

  it('of 500 is one act', async () => {
    await fill(500);
    const drafts = await test.count('actual_draft');
    const before = await test.count('actual');
    const answer = await test.post<DraftBody>('/drafts/submit', { all: true });
    expect([answer.status, answer.body.items.length]).toEqual([201, drafts]);
    expect(drafts).toBe(500);
    expect(await test.count('actual')).toBe(before + 500);
  });

  it('of one more is refused whole', async () => {
    await fill(501);
    const before = await test.count('actual');
    const answer = await test.post<DraftBody>('/drafts/submit', { all: true });
    expect([answer.status, answer.body.code]).toEqual([422, 'draft.too_many']);
    expect([await test.count('actual'), await test.count('actual_draft')]).toEqual([before, 501]);
  });
});
