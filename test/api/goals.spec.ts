import { TestApplication } from '../support/application';

interface GoalBody {
  code: string;
  version: number;
  terms: {
    version: number;
    target: string;
    deadline: string;
    baseline: { value: string; at: string; basis: string } | null;
  };
}

interface ProposalBody {
  id: number;
  changes: string[];
  errors: { path: string; code: string }[];
}

interface ProgressBody {
  status: string;
  quantities: Record<string, string>;
}

describe('changing a promise', () => {
  let test: TestApplication;

  beforeEach(async () => {
    test = await TestApplication.withCatalog();
  });

  afterEach(() => test.stop());

  const change = {
    effectiveFrom: '2025-09-01',
    reason: '规划调整',
    document: '庆政发〔2025〕1号',
    target: '90000',
  };

  const propose = (code: string, input: Record<string, unknown>, tag?: string) =>
    test.propose<ProposalBody>(code, input, tag);

  it('adds a version; before its day the old one counts, and the original stays beside it', async () => {
    const proposed = await propose('G01', change);
    expect(proposed.status).toBe(201);
    await test.approve(proposed);
    const changed = await test.get<GoalBody>('/goals/G01');
    expect(changed.body.terms).toMatchObject({ version: 2, target: '90000' });
    const { body: versions } = await test.get<Record<string, unknown>[]>('/goals/G01/terms');
    expect(versions.map((terms) => [terms['version'], terms['target'], terms['effectiveUntil']])).toEqual([
      [1, '100000', '2025-09-01'],
      [2, '90000', null],
    ]);
    const at = async (asOf: string) =>
      (await test.get<{ inputs: { termsVersion: number } }>(`/progress/G01?asOf=${asOf}`)).body.inputs
        .termsVersion;
    expect([await at('2025-08-31'), await at('2025-09-01')]).toEqual([1, 2]);
  });

  it('judges by the new target and beside it by the original', async () => {
    await test.logAccepted({ indicator: 'racks', period: '2025-12-31', value: '95000' });
    await test.changePromise('G01', { ...change, deadline: '2026-03-31' });
    const { body } = await test.get<ProgressBody>('/progress/G01?asOf=2026-01-31');
    expect(body.status).toBe('achieved');
    expect(body.quantities['original_status']).toBe('missed');
    const [current, original] = [
      { termsVersion: 2, status: 'achieved', light: 'green', target: '90000', deadline: '2026-03-31' },
      { termsVersion: 1, status: 'missed', light: 'red', target: '100000', deadline: '2025-12-31' },
    ];
    expect(body).toMatchObject({ current, original });
    await test.settled();
    const stored = await test.get<ProgressBody>('/progress/G01');
    expect(stored.body).toMatchObject({ current: { termsVersion: 2 }, original });
    expect((await test.get<ProgressBody>('/progress/P1')).body).toMatchObject({
      current: null,
      original: null,
    });
  });

  it.each([
    ['nothing new', { effectiveFrom: '2025-09-01', reason: 'x', target: '100000.0' }, 422, []],
    ['no reason', { effectiveFrom: '2025-09-01', target: '1' }, 400, ['reason']],
    [
      'a day before the version it replaces',
      { ...change, effectiveFrom: '2020-01-01' },
      400,
      ['effectiveFrom'],
    ],
    ['a deadline before the baseline', { ...change, deadline: '2024-01-01' }, 400, ['deadline']],
    [
      'stages out of order',
      {
        ...change,
        stages: [
          { at: '2025-10-01', value: '1' },
          { at: '2025-09-01', value: '2' },
        ],
      },
      400,
      ['stages.1.at'],
    ],
    ['a stage without a value', { ...change, stages: [{ at: '2025-10-01' }] }, 400, ['stages.0.value']],
    [
      'a baseline said to be provisional',
      { ...change, baseline: { value: '1', at: '2024-12-31', basis: 'provisional' } },
      400,
      ['baseline.basis'],
    ],
    ['a provisional deadline', { ...change, deadlineBasis: 'provisional' }, 400, ['deadlineBasis']],
  ])('refuses %s', async (_what, input, status, paths) => {
    const answer = await propose('G01', input);
    expect([answer.status, answer.body.errors.map(({ path }) => path)]).toEqual([status, paths]);
    expect(await test.count('goal_terms WHERE version > 1')).toBe(0);
    expect(await test.count('terms_proposal')).toBe(0);
  });

  it.each([
    ['a target above 100', { target: '100.01' }, 'target'],
    ['a target below 0', { target: '-0.01' }, 'target'],
    [
      'a stage above 100',
      {
        stages: [
          { at: '2025-09-30', value: '90' },
          { at: '2025-10-31', value: '101' },
        ],
      },
      'stages.1.value',
    ],
    [
      'a baseline below 0',
      { baseline: { value: '-1', at: '2024-12-31', basis: 'stated' } },
      'baseline.value',
    ],
  ])('refuses %s of a ratio', async (_what, input, path) => {
    const answer = await propose('G10', { effectiveFrom: '2025-09-01', reason: 'x', ...input });
    expect([answer.status, answer.body.errors]).toMatchObject([400, [{ path, code: 'terms.ratio' }]]);
    expect(await test.count('terms_proposal')).toBe(0);
  });

  it('lets one of two who edit the same state through', async () => {
    const tag = (await test.get('/goals/G01')).headers.get('etag') ?? '';
    const answers = await Promise.all([
      propose('G01', change, tag),
      propose('G01', { ...change, target: '80000' }, tag),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await test.count('terms_proposal')).toBe(1);
    for (const proposed of answers.filter(({ status }) => status === 201)) await test.approve(proposed);
    expect((await propose('G01', { ...change, target: '70000' }, tag)).status).toBe(412);
    expect((await test.post('/goals/G01/terms', change)).status).toBe(428);
  });

  it('changes the members of an each-area goal with it, and not one by one', async () => {
    const alone = await propose('G21-621002', { ...change, target: '2' });
    expect(alone.status).toBe(409);
    await test.changePromise('G21', { ...change, target: '2' });
    const { body } = await test.get<{ items: GoalBody[] }>('/goals?parent=G21');
    expect(body.items).toHaveLength(8);
    expect(body.items.every(({ terms }) => terms.target === '2' && terms.version === 2)).toBe(true);
  });

  it('adopts the first observation as provisional baseline only when asked to', async () => {
    await test.logAccepted({ indicator: 'gas-coverage', period: '2025-04-30', value: '80' });
    await test.logAccepted({ indicator: 'gas-coverage', period: '2025-08-31', value: '88' });
    const before = await test.get<{ status: string }>('/progress/G10?asOf=2025-09-01');
    expect(before.body.status).toBe('unrated');
    const tag = (await test.get('/goals/G10')).headers.get('etag') ?? '';
    const proposed = await test.post<ProposalBody>(
      '/goals/G10/provisional-baseline',
      { reason: '以首次填报为准' },
      { 'if-match': tag },
    );
    expect([proposed.status, proposed.body.changes]).toEqual([201, ['baseline']]);
    const waiting = await test.get<{ status: string }>('/progress/G10?asOf=2025-09-01');
    expect(waiting.body.status).toBe('unrated');
    await test.approve(proposed);
    const adopted = await test.get<GoalBody>('/goals/G10');
    expect(adopted.body.terms.baseline).toEqual({
      value: '80',
      at: '2025-04-30',
      qualifier: '=',
      basis: 'provisional',
    });
    const after = await test.get<{ status: string; quantities: Record<string, string> }>(
      '/progress/G10?asOf=2025-09-01',
    );
    expect(after.body.status).not.toBe('unrated');
    expect(after.body.quantities['flags']).toContain('provisional_baseline');
    const again = await test.post(
      '/goals/G10/provisional-baseline',
      { reason: 'x' },
      { 'if-match': adopted.headers.get('etag') ?? '' },
    );
    expect(again.status).toBe(409);
  });
});
