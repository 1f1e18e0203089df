import * as fc from 'fast-check';
import { TestApplication } from '../support/application';

const QINGYANG = 'catalog/qingyang-2025.yaml';

type Edit = (text: string, variant: number) => string;

/** Replaces exactly one passage, so that an edit that no longer fits the catalog is noticed. */
const put =
  (before: RegExp, after: (variant: number) => string): Edit =>
  (text, variant) => {
    const edited = text.replace(
      before,
      (_all, kept: unknown) => `${typeof kept === 'string' ? kept : ''}${after(variant)}`,
    );
    if (!before.test(text)) throw new Error(`nothing in the catalog is like ${before.source}`);
    return edited;
  };

/** Everything a catalog may say otherwise without promising anything else. */
const EDITS: Readonly<Record<string, Edit>> = {
  decimals: put(/(code: racks\b[\s\S]*?decimals: )0/, (n) => `${n + 1}`),
  'cycle and due day': put(
    /reporting: \{ cycle: month, due_working_day: 10 \}/,
    (n) => `reporting: { cycle: quarter, due_working_day: ${n + 3} }`,
  ),
  'plausible range': put(
    /(code: racks\b[\s\S]*?plausible: )\{ min: 0, max: 500000 \}/,
    (n) => `{ max: ${70_000 + n} }`,
  ),
  'indicator name': put(/(code: racks\n {4}name_zh: )标准机架/, (n) => `标准机柜${n}`),
  'indicator definition': put(/(code: racks\b[\s\S]*?definition_zh: )庆阳/, (n) => `定义${n}`),
  'area name': put(/(code: '621022'\n {4}name_zh: )环县/, (n) => `环县${n}`),
  'area parent': put(
    /(code: '621027'\n.*\n.*\n {4}level: )county\n {4}parent: '621000'/,
    (n) => `township\n    parent: '${n % 2 === 0 ? '621026' : '621002'}'`,
  ),
  'new area below': put(
    /^areas:\n/m,
    (n) =>
      `areas:\n  - { code: '62109${n}', name_zh: 试验区, name_en: Trial, level: county, parent: '621000' }\n`,
  ),
  'department name': put(/(code: gov-xifeng\n {4}name_zh: )西峰区人民政府/, (n) => `西峰区政府${n}`),
  'department of a goal': put(/(code: G01\b[\s\S]*?department: )gov-xifeng/, (n) =>
    n % 2 === 0 ? 'gov-huan' : 'gov-ning',
  ),
  'source title': put(/(title_en: )Press conference/, (n) => `Conference ${n}`),
  'speaker name': put(/(code: liu-changfa\n {6}name_zh: )刘长发/, (n) => `刘长发${n}`),
  'speakers of a goal': put(/(code: G01\b[\s\S]*?speakers: )\[sun-wenjiang\]/, (n) =>
    n % 2 === 0 ? '[feng-yi]' : '[chen-huifa, feng-yi]',
  ),
  note: put(/(code: G01\b[\s\S]*?note_zh: )整个/, (n) => `注${n}：整个`),
  'programme name': put(/(code: P1\n {4}name_zh: )“双十万”/, (n) => `双十万${n}`),
  'programme rule': put(/(code: P1\b[\s\S]*?rule: )all/, () => 'any'),
  'programme department': put(/(code: P1\b[\s\S]*?department: )gov-xifeng/, () => 'gov-qingyang'),
  'programme speakers': put(/(code: P1\b[\s\S]*?speakers: )\[liu-changfa, sun-wenjiang\]/, () => '[feng-yi]'),
  membership: put(/members: \[G24, G25, G26\]/, (n) =>
    n % 2 === 0 ? 'members: [G24, G25]' : 'members: [G26]',
  ),
};

const NAMES = Object.keys(EDITS);
const edited =
  (names: readonly string[], variant: number) =>
  (text: string): string =>
    names.reduce((soFar, name) => EDITS[name]?.(soFar, variant) ?? soFar, text);

describe('a replay', () => {
  let test: TestApplication;

  beforeAll(async () => {
    test = await TestApplication.withCatalog();
    await test.logAccepted({ indicator: 'racks', period: '2025-06-30', value: '62000' });
    await test.settled();
  });

  afterAll(() => test.stop());

  const now = async (): Promise<string> => {
    const [{ at }] = await test.db.query<[{ at: string }]>(
      `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at`,
    );
    return at;
  };

  /** All that can be asked for two clocks: the report in both languages and by machine, and explanations. */
  async function told(knownAt: string, asOf = '2025-12-31'): Promise<string[]> {
    const clocks = `asOf=${asOf}&knownAt=${knownAt}`;
    const answers = await Promise.all([
      test.text(`/reports/progress.csv?${clocks}&lang=zh-CN`),
      test.text(`/reports/progress.csv?${clocks}&lang=en`),
      test.text(`/reports/progress.csv?${clocks}&header=machine`),
      ...['G01', 'G21', 'P1', 'P2'].map((code) => test.text(`/progress/${code}?${clocks}&explain=true`)),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    return answers.map(({ body }) => body);
  }

  const current = async (code: string): Promise<Record<string, string>> =>
    (await test.get<{ quantities: Record<string, string> }>(`/progress/${code}`)).body.quantities;

  it.each(NAMES)('is the same to the byte after a catalog changed: %s', async (name) => {
    const then = await now();
    const before = await told(then);
    const { changes } = await test.loadCatalog(QINGYANG, edited([name], 1));
    expect(Object.values(changes).some(({ added, updated }) => added + updated > 0)).toBe(true);
    await test.settled();
    expect(await told(then)).toEqual(before);
  });

  it('is the same after all of it changed at once; the new report is another', async () => {
    const then = await now();
    const before = await told(then);
    await test.loadCatalog(QINGYANG, edited(NAMES, 2));
    await test.settled();
    expect(await told(then)).toEqual(before);
    const after = await told(await now());
    for (const [index, body] of after.entries()) expect(body).not.toBe(before[index]);
    for (const word of ['标准机柜2', '环县2', '刘长发2', '注2：整个', '双十万2']) {
      expect(after[0]).toContain(word);
      expect(before[0]).not.toContain(word);
    }
  });

  it('and what is current is computed anew for the goals concerned', async () => {
    await test.loadCatalog(QINGYANG);
    await test.settled();
    expect(await current('G01')).toMatchObject({ planned: '65216' });
    const members = Number((await current('G21'))['members']);
    await test.loadCatalog(QINGYANG, edited(['decimals'], 2));
    await test.settled();
    expect(await current('G01')).toMatchObject({ planned: '65216.438' });
    await test.loadCatalog(QINGYANG, edited(['area parent'], 2));
    await test.settled();
    expect(await current('G21')).toMatchObject({ members: `${members - 1}` });
    const due = await current('G26');
    await test.loadCatalog(QINGYANG, edited(['cycle and due day'], 2));
    await test.settled();
    expect(await current('G26')).not.toEqual(due);
    await test.loadCatalog(QINGYANG);
    await test.settled();
    expect(await current('G21')).toMatchObject({ members: `${members}` });
    expect(await test.count('outbox')).toBe(0);
  });

  it('stays the same through any sequence of such changes', async () => {
    const step = fc.record({
      names: fc.subarray(NAMES, { minLength: 0, maxLength: 6 }),
      variant: fc.integer({ min: 0, max: 9 }),
    });
    const sequences = fc.sample(fc.array(step, { minLength: 3, maxLength: 5 }), {
      numRuns: 3,
      seed: 20_250_326,
    });
    const remembered: { then: string; before: string[] }[] = [];
    for (const { names, variant } of sequences.flat()) {
      const then = await now();
      remembered.push({ then, before: await told(then) });
      await test.loadCatalog(QINGYANG, edited(names, variant));
      await test.settled();
    }
    for (const { then, before } of remembered) expect(await told(then)).toEqual(before);
  });

  it('at a moment within a load names what is recorded by then, without an error and always the same', async () => {
    const moments = await test.db.query<{ at: string; known: number }[]>(
      `SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at,
         (SELECT count(*)::int FROM commitment c WHERE c.recorded_at <= at) AS known
       FROM (SELECT recorded_at AS at FROM commitment UNION SELECT recorded_at FROM programme_member
         UNION SELECT recorded_at FROM goal_speaker UNION SELECT recorded_at FROM area UNION SELECT recorded_at FROM goal_terms) m
       ORDER BY 1`,
    );
    expect(moments.length).toBeGreaterThan(50);
    for (const { at, known } of moments.filter((_moment, index) => index % 5 === 0)) {
      const query = `/reports/progress.csv?header=machine&asOf=2025-12-31&knownAt=${at}`;
      const { status, body } = await test.text(query);
      expect([at, status, body.trimEnd().split('\r\n').length - 1]).toEqual([at, 200, known]);
      expect(body).not.toMatch(/could not be computed|Error/);
      expect((await test.text(query)).body).toBe(body);
    }
  });
});
