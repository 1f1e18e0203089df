import { anActual, type Answer, TestApplication } from '../support/application';

interface ActualBody {
  id: string;
  state: string;
  value: string;
  revision: number;
  kind: string;
  heldFor: { code: string }[];
  errors: { path: string; code: string; message: string }[];
  code: string;
  title: string;
}

describe('logging actuals', () => {
  let test: TestApplication;

  beforeEach(async () => {
    test = await TestApplication.withCatalog();
  });

  afterEach(() => test.stop());

  const log = (
    changes: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<Answer<ActualBody>> => test.post<ActualBody>('/actuals', anActual(changes), headers);

  const accepted = async (changes: Record<string, unknown> = {}): Promise<Answer<ActualBody>> =>
    test.accept<ActualBody>(await log(changes));

  const tagOf = (answer: Answer<unknown>): Record<string, string> => ({
    'if-match': answer.headers.get('etag') ?? '',
  });

  const valueOf = async (goal: string): Promise<string | undefined> => {
    await test.settled();
    const { body } = await test.get<{ quantities: Record<string, string> }>(`/progress/${goal}`);
    return body.quantities['value'];
  };

  const fieldsOf = (answer: Answer<ActualBody>): string[] =>
    answer.body.errors.map(({ path, code }) => `${path} ${code}`);

  it('submits a figure for review, tells where it is, and leaves a trace', async () => {
    const events = await test.count('audit_event');
    const logged = await log({ value: '62000.50', note: '月报', evidenceUrl: 'https://example.cn/1' });
    expect(logged.status).toBe(201);
    expect(logged.body).toMatchObject({
      state: 'submitted',
      value: '62000.50',
      revision: 1,
      kind: 'entry',
      heldFor: [],
      recordedBy: test.me.login,
      decidedBy: null,
    });
    expect(logged.headers.get('location')).toBe(`/api/v1/actuals/${logged.body.id}`);
    const read = await test.get(`/actuals/${logged.body.id}`);
    expect(read.body).toEqual(logged.body);
    expect(read.headers.get('etag')).toBe(logged.headers.get('etag'));
    expect(await test.count('audit_event')).toBe(events + 1);
  });

  it('moves the goal it belongs to once somebody else has accepted it, and not before', async () => {
    const before = await valueOf('G01');
    const logged = await log({ period: '2025-06-30', value: '62000' });
    expect(await valueOf('G01')).toBe(before);
    const { body: decided } = await test.accept<ActualBody>(logged);
    expect(decided).toMatchObject({
      state: 'accepted',
      recordedBy: test.me.login,
      decidedBy: test.other.login,
    });
    await test.settled();
    const { body } = await test.get<{ quantities: Record<string, string> }>('/progress/G01');
    expect(body.quantities).toMatchObject({ value: '62000', value_at: '2025-06-30' });
  });

  it.each([
    ['a JSON number', { value: 62000 }, 'value field.decimal'],
    ['an exponent', { value: '6.2e4' }, 'value field.decimal'],
    ['separators', { value: '62,000' }, 'value field.decimal'],
    ['more digits than can be kept', { value: `1${'0'.repeat(40)}` }, 'value field.decimal'],
    ['a day that does not exist', { period: '2025-02-30' }, 'period field.period'],
    ['a month that does not exist', { period: '2025-13' }, 'period field.period'],
    ['a period that has not ended', { period: '2099-12-31' }, 'period actual.future'],
    ['an unknown qualifier', { qualifier: '≈' }, 'qualifier field.choice'],
    ['an unknown indicator', { indicator: 'nothing' }, 'indicator series.unknown'],
    ['an unknown area', { area: '999999' }, 'indicator series.unknown'],
    ['no value', { value: undefined }, 'value field.missing'],
    ['no period', { period: undefined }, 'period field.missing'],
    ['evidence with a NUL in its id', { evidence: ['a\u0000'] }, 'evidence field.evidence_ids'],
    ['evidence with half a character', { evidence: ['\ud800'] }, 'evidence field.evidence_ids'],
    ['evidence that cannot be an id', { evidence: ['nothing'] }, 'evidence field.evidence_ids'],
    ['a field nobody knows', { target: '5' }, 'target field.unknown'],
    ['a script for an address', { evidenceUrl: 'javascript:alert(1)' }, 'evidenceUrl field.url'],
    ['a note of nothing', { note: '   ' }, 'note field.text'],
    ['a note with a NUL', { note: 'a\u0000b' }, 'note field.text'],
    ['a note with half a character', { note: 'a\ud83d' }, 'note field.text'],
    ['an address with a NUL', { evidenceUrl: 'https://a.cn/\u0000' }, 'evidenceUrl field.url'],
    ['a ratio above 100', { indicator: 'gas-coverage', value: '100.1' }, 'value actual.ratio'],
    ['parts for what is no ratio', { numerator: '1', denominator: '2' }, 'numerator actual.parts_of_ratio'],
    [
      'parts that make another ratio',
      { indicator: 'gas-coverage', value: '50.1', numerator: '1', denominator: '2' },
      'value actual.parts_disagree',
    ],
    ['a milestone half done', { indicator: 'mine-mafuchuan', value: '0.5' }, 'value actual.milestone'],
  ])('refuses %s, naming the field, and stores nothing', async (_what, changes, expected) => {
    const before = await test.count('actual');
    const answer = await log(changes);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(fieldsOf(answer)).toEqual([expected]);
    expect(await test.count('actual')).toBe(before);
  });

  it('says all that is wrong at once, in the language asked for', async () => {
    const bad = { value: 'x', period: '2025-02-30', qualifier: '?' };
    const zh = await log(bad);
    const en = await log(bad, { 'accept-language': 'en' });
    expect(fieldsOf(zh).sort()).toEqual(
      ['period field.period', 'qualifier field.choice', 'value field.decimal'].sort(),
    );
    expect(zh.body.title).toMatch(/[\u4e00-\u9fff]/);
    expect(en.body.title).not.toMatch(/[\u4e00-\u9fff]/);
    expect(en.body.errors.every(({ message }) => message.length > 10)).toBe(true);
  });

  it('takes one figure for a period, unless a second is said to be independent', async () => {
    await accepted({ value: '62000' });
    const second = await log({ value: '63000' });
    expect([second.status, second.body.code]).toEqual([409, 'actual.period_taken']);
    const independent = await log({ value: '63000', independent: true });
    expect(independent.body).toMatchObject({ state: 'submitted', revision: 2, kind: 'entry' });
    expect((await test.accept<ActualBody>(independent)).body).toMatchObject({
      state: 'accepted',
      revision: 2,
      kind: 'entry',
    });
    await test.settled();
    const { body } = await test.get<{ quantities: Record<string, string> }>('/progress/G01');
    expect(body.quantities['flags']).toContain('conflict');
    expect(body.quantities['value']).toBe('63000');
  });

  it('submits what looks wrong once a reason is given, with what was found', async () => {
    await accepted({ indicator: 'villages', period: '2025-06', value: '60' });
    const before = await test.count('actual');
    const asked = await log({ indicator: 'villages', period: '2025-07', value: '50' });
    expect([asked.status, asked.body.code]).toEqual([422, 'actual.needs_reason']);
    expect(fieldsOf(asked)).toContain('value finding.falls');
    expect(await test.count('actual')).toBe(before);

    const held = await log({ indicator: 'villages', period: '2025-07', value: '50', reason: '重新核定' });
    expect(held.body).toMatchObject({ state: 'submitted', heldFor: [{ code: 'falls' }] });
    await test.settled();
    const still = await test.get<{ quantities: Record<string, string> }>('/progress/G24');
    expect(still.body.quantities['value']).toBe('60');

    const decided = await test.other.post<ActualBody>(
      `/actuals/${held.body.id}/accept`,
      undefined,
      tagOf(held),
    );
    expect([decided.status, decided.body.state]).toEqual([200, 'accepted']);
    await test.settled();
    const moved = await test.get<{ quantities: Record<string, string> }>('/progress/G24');
    expect(moved.body.quantities['value']).toBe('50');
  });

  it('returns what was held, with the reason, and lets it be logged anew', async () => {
    await accepted({ indicator: 'villages', period: '2025-06', value: '60' });
    const held = await log({ indicator: 'villages', period: '2025-07', value: '50', reason: '?' });
    const waits = await log({ indicator: 'villages', period: '2025-07', value: '61' });
    expect(waits.body.code).toBe('actual.period_waits');
    const back = { reason: '请核对' };
    const path = `/actuals/${held.body.id}/return`;
    const returned = await test.other.post<ActualBody>(path, back, tagOf(held));
    expect(returned.body).toMatchObject({ state: 'returned', decisionReason: '请核对' });
    const again = await test.other.post<ActualBody>(path, back, tagOf(held));
    expect(again.status).toBe(412);
    const decided = await test.other.post<ActualBody>(path, back, tagOf(returned));
    expect([decided.status, decided.body.code]).toEqual([409, 'actual.decided']);
    const anew = await accepted({ indicator: 'villages', period: '2025-07', value: '61' });
    expect(anew.body).toMatchObject({ state: 'accepted', revision: 2 });
  });

  describe('corrections', () => {
    const correct = (
      first: Answer<ActualBody>,
      input: object,
      headers = tagOf(first),
    ): Promise<Answer<ActualBody>> =>
      test.post<ActualBody>(`/actuals/${first.body.id}/corrections`, input, headers);

    it('are new revisions; the corrected figure stays in force until they are accepted, then superseded', async () => {
      const first = await accepted({ value: '62000' });
      const corrected = await correct(first, { value: '61900', reason: '笔误' });
      expect(corrected.body).toMatchObject({
        revision: 2,
        kind: 'correction',
        state: 'submitted',
        value: '61900',
      });
      const states = async (): Promise<unknown[]> => {
        const history = await test.get<ActualBody[]>(`/actuals/${first.body.id}/history`);
        return history.body.map(({ revision, state, value }) => [revision, state, value]);
      };
      expect(await states()).toEqual([
        [2, 'submitted', '61900'],
        [1, 'accepted', '62000'],
      ]);
      expect(await valueOf('G01')).toBe('62000');
      await test.accept(corrected);
      expect(await states()).toEqual([
        [2, 'accepted', '61900'],
        [1, 'superseded', '62000'],
      ]);
      expect(await valueOf('G01')).toBe('61900');
    });

    it('wait one at a time for a period; returned, the figure stands and can be corrected again', async () => {
      const first = await accepted({ value: '62000' });
      const pending = await correct(first, { value: '61900', reason: 'x' });
      const now = tagOf(await test.get(`/actuals/${first.body.id}`));
      const second = await correct(first, { value: '61800', reason: 'x' }, now);
      expect([second.status, second.body.code]).toEqual([409, 'actual.period_waits']);
      const path = `/actuals/${pending.body.id}/return`;
      expect((await test.other.post(path, { reason: '不对' }, tagOf(pending))).status).toBe(200);
      const again = await correct(first, { value: '61800', reason: 'x' }, now);
      expect(again.body).toMatchObject({ revision: 3, state: 'submitted' });
      expect(await valueOf('G01')).toBe('62000');
    });

    it('are never of what still waits, nor accepted by whoever made them', async () => {
      const waiting = await log();
      const early = await correct(waiting, { value: '1', reason: 'x' });
      expect([early.status, early.body.code]).toEqual([409, 'actual.not_standing']);
      const pending = await correct(await test.accept<ActualBody>(waiting), { value: '61900', reason: 'x' });
      const own = await test.post<ActualBody>(
        `/actuals/${pending.body.id}/accept`,
        undefined,
        tagOf(pending),
      );
      expect([own.status, own.body.code]).toEqual([403, 'actual.own']);
      expect(await valueOf('G01')).toBe('62000');
    });

    it('say which state they correct: 428 without, 412 when somebody was faster', async () => {
      const first = await accepted({ value: '62000' });
      const path = `/actuals/${first.body.id}/corrections`;
      expect((await test.post(path, { value: '1', reason: 'x' })).status).toBe(428);
      for (const any of ['*', '"9.accepted", *']) {
        const input = { value: '1', reason: 'x' };
        const answer = await test.post<ActualBody>(path, input, { 'if-match': any });
        expect([answer.status, answer.body.code]).toEqual([400, 'precondition.any']);
      }
      const match = { 'if-match': first.headers.get('etag') ?? '' };
      const answers = await Promise.all(
        ['61000', '61001', '61002', '61003'].map((value) => test.post(path, { value, reason: 'x' }, match)),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 412, 412, 412]);
      const history = await test.get<ActualBody[]>(`/actuals/${first.body.id}/history`);
      expect(history.body).toHaveLength(2);
    });

    it('need a reason and an actual that stands', async () => {
      const first = await accepted({ value: '62000' });
      const match = { 'if-match': first.headers.get('etag') ?? '' };
      const unexplained = await test.post<ActualBody>(
        `/actuals/${first.body.id}/corrections`,
        { value: '1' },
        match,
      );
      expect(fieldsOf(unexplained)).toEqual(['reason field.missing']);
      expect(
        (await test.post('/actuals/99.2025-06-30.1/corrections', { value: '1', reason: 'x' }, match)).status,
      ).toBe(404);
      expect((await test.get('/actuals/nonsense')).status).toBe(404);
    });
  });

  describe('an idempotency key', () => {
    const key = { 'idempotency-key': 'k-1' };

    it('gives the same answer again and records once, also in parallel', async () => {
      const before = await test.count('actual');
      const answers = await Promise.all(Array.from({ length: 5 }, () => log({}, key)));
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      expect(await test.count('actual')).toBe(before + 1);
    });

    it('is refused for another request, and free again after a refusal', async () => {
      expect((await log({ value: 'x' }, key)).status).toBe(400);
      expect((await log({}, key)).status).toBe(201);
      const other = await log({ value: '1', period: '2025-07-31' }, key);
      expect([other.status, other.body.code]).toEqual([422, 'idempotency.other_request']);
      expect(
        (await log({ period: '2025-07-31', value: '62500' }, { 'idempotency-key': ' ' })).status,
      ).not.toBe(500);
    });
  });

  it('reads amounts by their span and refuses to count a month twice', async () => {
    await test.loadCatalog('catalog/example-education.yaml');
    const [monthly] = await test.db.query<[{ indicator: string; area: string }]>(
      `SELECT i.code AS indicator, a.code AS area FROM goal g JOIN indicator i ON i.id = g.indicator_id JOIN area a ON a.id = g.area_id
       WHERE i.entry_mode = 'monthly' LIMIT 1`,
    );
    const amount = (period: string, more = {}): Promise<Answer<ActualBody>> =>
      log({ ...monthly, period, value: '10', ...more });
    const waiting = await amount('2026-01..2026-02');
    expect(waiting.body).toMatchObject({
      periodStart: '2026-01-01',
      periodEnd: '2026-02-28',
    });
    // Also while the first still waits: both could be accepted.
    expect(fieldsOf(await amount('2026-01'))).toEqual(['period actual.period_overlaps']);
    await test.accept(waiting);
    expect(fieldsOf(await amount('2026-01'))).toEqual(['period actual.period_overlaps']);
    expect(fieldsOf(await amount('2026-02..2026-03'))).toEqual(['period actual.period_overlaps']);
    expect((await amount('2026-03')).status).toBe(201);
    expect(fieldsOf(await amount('2025-12..2026-01'))).toEqual(['period actual.one_year']);
  });

  it('puts an amount of the wrong days right by one of all of them, which takes its place', async () => {
    await test.loadCatalog('catalog/example-education.yaml');
    const [monthly] = await test.db.query<[{ goal: string; indicator: string; area: string }]>(
      `SELECT c.code AS goal, i.code AS indicator, a.code AS area FROM goal g JOIN commitment c USING (id)
       JOIN indicator i ON i.id = g.indicator_id JOIN area a ON a.id = g.area_id WHERE i.entry_mode = 'monthly' LIMIT 1`,
    );
    const { goal, ...series } = monthly;
    const amount = (period: string, more = {}): Promise<Answer<ActualBody>> =>
      log({ ...series, period, value: '10', ...more });
    const valueThen = async (): Promise<unknown> => {
      await test.settled();
      const { body } = await test.get<{ quantities: Record<string, string> }>(
        `/progress/${goal}?asOf=2026-03-31`,
      );
      return [body.quantities['value'], body.quantities['flags']];
    };
    const day = await test.accept<ActualBody>(await amount('2026-02-28'));
    const unexplained = await amount('2026-01..2026-02', { value: '25' });
    expect([unexplained.status, unexplained.body.code]).toEqual([422, 'actual.needs_reason']);
    expect(fieldsOf(unexplained)).toEqual(['period finding.replaces']);
    const right = await amount('2026-01..2026-02', { value: '25', reason: '误报为一日' });
    expect(right.body).toMatchObject({ kind: 'correction', heldFor: [{ code: 'replaces' }] });
    await test.accept(right);
    expect(await valueThen()).toEqual(['25.00', null]);
    expect((await test.get<ActualBody>(`/actuals/${day.body.id}`)).body.state).toBe('superseded');
    const quarter = await amount('2026-Q1', { value: '40', reason: '按季报送' });
    expect(quarter.body).toMatchObject({ kind: 'entry', heldFor: [{ code: 'replaces' }] });
    await test.accept(quarter);
    expect(await valueThen()).toEqual(['40.00', null]);
  });

  it('answers what is no JSON, too large, or poisoned with a problem document', async () => {
    const before = await test.count('actual');
    const statuses = await Promise.all(
      [
        '{',
        '[]',
        '"x"',
        '{"__proto__":{"a":1}}',
        '{"constructor":{"prototype":{}}}',
        `{"note":"${'x'.repeat(300_000)}"}`,
      ].map(async (body) => {
        const answer = await test.post('/actuals', body);
        expect(answer.headers.get('content-type')).toContain('application/problem+json');
        return answer.status;
      }),
    );
    expect(statuses).toEqual([400, 400, 400, 400, 400, 413]);
    expect(await test.count('actual')).toBe(before);
  });
});
