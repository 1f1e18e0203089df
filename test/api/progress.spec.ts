import { parse } from 'csv-parse/sync';
import { CATALOGS } from '../../src/platform/messages';
import { TestApplication } from '../support/application';

interface ProgressBody {
  code: string;
  kind: string;
  rule: string | null;
  asOf: string;
  status: string;
  light: string;
  dataStatus: string;
  runId: number | null;
  quantities: Record<string, string | null>;
  inputs: { termsVersion: number; entries: { periodEnd: string; revision: number }[] };
  explanation?: {
    quantity: string;
    label: string;
    rule: string;
    text: string;
    formula: string | null;
    inputs: { name: string; label?: string; value: string }[];
    result: string;
  }[];
  items: ProgressBody[];
}

describe('progress', () => {
  let test: TestApplication;

  beforeAll(async () => {
    test = await TestApplication.withCatalog();
    for (const [period, value] of [
      ['2025-03-31', '38000'],
      ['2025-06-30', '62000'],
      ['2025-09-30', '80000'],
    ]) {
      await test.logAccepted({ period, value });
      await test.settled();
    }
  });

  afterAll(() => test.stop());

  const progress = async (code: string, query = '', language = 'zh-CN'): Promise<ProgressBody> =>
    (await test.get<ProgressBody>(`/progress/${code}?${query}`, { 'accept-language': language })).body;

  const progressList = async (query: string): Promise<ProgressBody> =>
    (await test.get<ProgressBody>(`/progress?limit=200&${query}`)).body;

  it('is current without clocks, replayed with them', async () => {
    const current = await progress('G01');
    expect(current).toMatchObject({
      status: 'missed',
      quantities: { value: '80000', value_at: '2025-09-30', flags: 'no_figure' },
    });
    const june = await progress('G01', 'asOf=2025-06-30');
    expect(june).toMatchObject({
      asOf: '2025-06-30',
      runId: null,
      status: 'behind',
      quantities: { value: '62000' },
    });
    expect(june.inputs).toMatchObject({
      termsVersion: 1,
      entries: [{ periodEnd: '2025-06-30', revision: 1 }],
    });
  });

  it('knows only what was recorded by then', async () => {
    const [{ at }] = await test.db.query<[{ at: string }]>(
      `SELECT to_char(decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at FROM actual WHERE value = 38000`,
    );
    const then = await progress('G01', `asOf=2025-12-31&knownAt=${at}`);
    expect(then.quantities['value']).toBe('38000');
    const before = await test.get(`/progress/G01?knownAt=2020-01-01T00:00:00Z`);
    expect(before.status).toBe(404);
  });

  it('keeps as history the days on which it began to read differently', async () => {
    const { items } = await progress('G01/history', 'sort=-asOf');
    expect(items.length).toBeGreaterThanOrEqual(4);
    expect(items.map(({ quantities }) => quantities['value'])).toEqual(
      expect.arrayContaining(['31000', '38000', '62000', '80000']),
    );
  });

  it('has no history of what is not there, but an empty page of what has none in those days', async () => {
    const unknown = await test.get<{ code: string }>('/progress/G99/history');
    expect([unknown.status, unknown.body.code]).toEqual([404, 'commitment.not_found']);
    const none = await test.get<ProgressBody>('/progress/G01/history?to=2020-01-01');
    expect([none.status, none.body.items]).toEqual([200, []]);
  });

  it('calls composite what is composed, and says by which rule, as the CSV does', async () => {
    await test.loadCatalog('catalog/example-education.yaml');
    await test.settled();
    const csv = parse<Record<string, string>>(
      (await test.text('/reports/progress.csv?header=machine&lang=en')).body,
      { columns: true },
    );
    const said = csv.map(({ code, kind, rule }) => [code, kind, rule === '' ? null : rule]).sort();
    const { items } = await progressList('');
    expect(items.map(({ code, kind, rule }) => [code, kind, rule]).sort()).toEqual(said);
    expect(new Set(items.map(({ rule }) => rule))).toEqual(
      new Set([null, 'all', 'any', 'weighted', 'each_area', 'sum']),
    );
    for (const { code, kind, rule } of items) {
      const replayed = await progress(code, 'asOf=2026-06-30');
      expect([code, replayed.kind, replayed.rule]).toEqual([code, kind, rule]);
    }
  });

  it('lists by kind and by rule', async () => {
    const composites = (await progressList('kind=composite')).items;
    expect(composites.length).toBeGreaterThan(5);
    expect(composites.filter(({ kind, rule }) => kind !== 'composite' || rule === null)).toEqual([]);
    const goals = (await progressList('kind=goal')).items;
    expect(goals.filter(({ kind, rule }) => kind !== 'goal' || rule !== null)).toEqual([]);
    expect(goals.length + composites.length).toBe((await progressList('')).items.length);
    expect((await progressList('rule=each_area')).items.map(({ code }) => code)).toContain('G21');
    expect((await test.get('/progress?kind=programme')).status).toBe(400);
    expect((await test.get('/progress?rule=best')).status).toBe(400);
  });

  it('explains every figure: rule, formula, what went in, and the exact result', async () => {
    const { explanation, quantities } = await progress('G01', 'asOf=2025-06-30&explain=true');
    const step = (quantity: string) => explanation?.find((one) => one.quantity === quantity);
    expect(step('progress_share')).toMatchObject({
      label: '进度%',
      formula: '(V − B) ÷ (T − B)',
      inputs: [
        { name: 'V', value: '62000' },
        { name: 'B', value: '31000' },
        { name: 'T', value: '100000' },
      ],
      result: '31/69',
    });
    expect(step('value')?.inputs).toContainEqual({ name: '621000 2025-06-30 r1', value: '62000' });
    const computed = [
      'completion',
      'progress_share',
      'time_share',
      'planned',
      'gap_value',
      'gap_points',
      'pace_index',
      'slack_days',
      'forecast',
    ];
    for (const quantity of computed)
      expect([quantity, step(quantity) !== undefined]).toEqual([quantity, quantities[quantity] != null]);
    expect(step('status')).toMatchObject({ rule: 'status.behind', result: 'behind' });
  });

  it('has words in both languages for every rule that any goal of the catalogs is explained by', async () => {
    await test.loadCatalog('catalog/example-education.yaml');
    await test.logAccepted({ indicator: 'coal', period: '2025-03', value: '300' });
    await test.logAccepted({ indicator: 'villages', period: '2025-06', value: '60' });
    const { items } = (await test.get<ProgressBody>('/goals?limit=200')).body;
    const programmes = (await test.get<ProgressBody>('/programmes?limit=200')).body.items;
    const rules = new Set<string>();
    for (const { code } of [...items, ...programmes]) {
      for (const asOf of ['2025-03-31', '2025-07-31', '2026-06-30']) {
        const { explanation = [] } = await progress(code, `asOf=${asOf}&explain=true`, 'en');
        expect(explanation.length).toBeGreaterThan(0);
        for (const { rule, label } of explanation) {
          rules.add(rule);
          expect(label).not.toContain('column.');
        }
      }
    }
    expect(rules.size).toBeGreaterThan(20);
    expect([...rules].filter((rule) => !(rule in CATALOGS.en.explain))).toEqual([]);
  });

  it('explains a composite by its members', async () => {
    const { explanation, quantities } = await progress('P1', 'asOf=2025-06-30&explain=true', 'en');
    expect(explanation).toMatchObject([
      { rule: 'composite.all', inputs: [{ name: 'G01', value: 'behind 44.93%' }, { name: 'G02' }] },
    ]);
    expect(explanation?.[0]?.inputs.map(({ label }) => label)).toEqual([
      'Standard racks in operation',
      'AI computing capacity',
    ]);
    const chinese = await progress('G21', 'asOf=2025-06-30&explain=true');
    expect(chinese.explanation?.[0]?.inputs[0]).toMatchObject({
      name: 'G21-621002',
      label: '“制储运供”加氢示范站·西峰区',
    });
    expect(quantities).toMatchObject({ members: '2', members_achieved: '0' });
  });
});
