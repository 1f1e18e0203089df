import type { CatalogDocument } from './document';
import type { CatalogProblem } from './problem';
import { readCatalogFile } from './read-catalog-file';

/** As little as a catalog can be: everything that may be left out is. */
const SMALL = `
format: 1
catalog: small
source: { code: plan, title_zh: 计划, title_en: Plan, stated_on: 2025-01-10 }
areas:
  - { code: '990101', name_zh: 甲县, name_en: Jia, level: county }
indicators:
  - { code: trees, name_zh: 植树, name_en: Trees, unit: tree, measure: cumulative, direction: increase, decimals: 0 }
  - { code: share, name_zh: 覆盖率, name_en: Cover, measure: ratio, direction: increase, decimals: 1 }
  - { code: done, name_zh: 完工, name_en: Done, measure: milestone }
goals:
  - { code: A, indicator: trees, area: '990101', comparator: '>=', target: 100, deadline: 2026-12-31 }
  - { code: B, indicator: done, area: '990101', deadline: 2026-12-31 }
`;

function read(text: string): CatalogDocument {
  const reading = readCatalogFile(text);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.document;
}

function problemsOf(text: string): readonly CatalogProblem[] {
  const reading = readCatalogFile(text);
  return reading.ok ? [] : reading.problems;
}

const targetOf = (written: string): string | undefined =>
  read(SMALL.replace('target: 100', `target: ${written}`)).goals[0]?.target;

describe('what is not written', () => {
  const document = read(SMALL);

  it('is the default of the form', () => {
    expect(document).toMatchObject({
      format: 1,
      example: false,
      change: null,
      departments: [],
      programmes: [],
    });
    expect(document.goals[0]).toEqual({
      code: 'A',
      indicator: 'trees',
      scope: { kind: 'area', area: '990101' },
      definition: 'standard',
      comparator: '>=',
      target: '100',
      deadline: '2026-12-31',
      deadlineBasis: 'stated',
      start: null,
      baseline: null,
      stages: [],
      follows: null,
      speakers: [],
      department: null,
      graceDays: 45,
      preset: { name: 'standard' },
      noteZh: null,
      noteEn: null,
    });
  });

  it('of a milestone is "at least 1" without a unit', () => {
    expect(document.goals[1]).toMatchObject({ comparator: '>=', target: '1' });
    expect(document.indicators[2]).toMatchObject({
      unitZh: '',
      unitEn: '',
      decimals: 0,
      direction: 'increase',
    });
  });

  it('of a ratio is the percent sign, and of a unit in Chinese the unit', () => {
    expect(document.indicators[1]).toMatchObject({ unitZh: '%', unitEn: '%' });
    expect(document.indicators[0]).toMatchObject({ unitZh: 'tree', unitEn: 'tree' });
  });

  it.each([
    ['stock', 'level'],
    ['ratio', 'level'],
    ['cumulative', 'total'],
    ['flow', 'ytd'],
  ])('of the entry mode of a %s is %s', (measure, mode) => {
    const unit = measure === 'ratio' ? '%' : 'tree';
    const text = SMALL.replace('unit: tree, measure: cumulative', `unit: '${unit}', measure: ${measure}`);
    expect(read(text).indicators[0]?.entryMode).toBe(mode);
  });

  it('of reporting is taken field by field from the indicator, the file, the product', () => {
    const rhythm = (text: string): unknown[] =>
      read(text).indicators.map(({ cycle, dueWorkingDay }) => `${cycle} ${dueWorkingDay}`);
    expect(rhythm(SMALL)[0]).toBe('month 10');
    const common = SMALL.replace('indicators:', 'reporting: { due_working_day: 8 }\nindicators:');
    expect(rhythm(common)[0]).toBe('month 8');
    const own = common.replace('decimals: 0', 'decimals: 0, reporting: { cycle: year }');
    expect(rhythm(own).slice(0, 2)).toEqual(['year 8', 'month 8']);
  });
});

describe('a number', () => {
  it.each([
    '0.40',
    '0.4',
    '100.000',
    '0',
    '123456789012345678901234567890',
    '1234567890.12345678901234567890',
    '0.00000000000000000001',
    '9007199254740993',
    '0.1000000000000000055',
  ])('%s keeps every digit it was written with', (written) => {
    expect(targetOf(written)).toBe(written);
    expect(targetOf(`'${written}'`)).toBe(written);
  });

  it.each(['1234567890123456789012345678901', '1234567890.123456789012345678901', '0.000000000000000000001'])(
    '%s is more than the record can hold',
    (written) => {
      expect(problemsOf(SMALL.replace('target: 100', `target: ${written}`))).toMatchObject([
        { code: 'number_too_long', params: { digits: 30, decimals: 20 } },
      ]);
    },
  );
});

describe('times', () => {
  const flow = SMALL.replace('measure: cumulative', 'measure: flow');

  it('a year of a flow ends on its last day, and so does the year of a baseline', () => {
    const text = flow.replace('deadline: 2026-12-31', 'year: 2026, baseline: { value: 90, period: 2024 }');
    expect(read(text).goals[0]).toMatchObject({ deadline: '2026-12-31', baseline: { at: '2024-12-31' } });
  });

  it.each([
    ['2024', '2024-01-01', '2024-12-31'],
    ['2024-Q1', '2024-01-01', '2024-03-31'],
    ['2024-Q4', '2024-10-01', '2024-12-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
  ])('an amount of %s belongs to %s … %s', (period, periodStart, periodEnd) => {
    const increments = SMALL.replace('decimals: 0', 'decimals: 0, entry_mode: increment');
    const text = `${increments}actuals:\n  - { indicator: trees, area: '990101', period: ${period}, value: 5 }\n`;
    expect(read(text).actuals[0]).toMatchObject({ periodStart, periodEnd });
  });

  it.each(['2024', '2024-12-31'])('a year-to-date figure of %s has no first day', (time) => {
    const at = time === '2024' ? 'period' : 'at';
    const text = `${flow}actuals:\n  - { indicator: trees, area: '990101', ${at}: ${time}, value: 5 }\n`;
    expect(read(text).actuals[0]).toMatchObject({ periodStart: null, periodEnd: '2024-12-31' });
  });
});

describe('a chain of goals', () => {
  const goal = (code: string, year: number, more = ''): string =>
    `  - { code: ${code}, indicator: trees, area: '990101', comparator: '>=', target: ${year}, deadline: ${year}-12-31${more} }\n`;

  it('leads through every target and stage of those before, whatever the order in the file', () => {
    const stages = ', stages: [{ at: 2026-06-30, value: 2000 }]';
    const text =
      SMALL + goal('E', 2028, ', follows: D') + goal('D', 2027, `, follows: C`) + goal('C', 2026, stages);
    const goals = read(text).goals;
    expect(goals.map((one) => one.code).join('')).toBe('ABCDE');
    expect(goals[4]?.stages).toEqual([
      { at: '2026-06-30', value: '2000' },
      { at: '2026-12-31', value: '2026' },
      { at: '2027-12-31', value: '2027' },
    ]);
  });
});

describe('a ceiling', () => {
  it('on what grows may be approached from below', () => {
    const text = SMALL.replace(
      'measure: cumulative, direction: increase',
      'measure: cumulative, direction: decrease',
    );
    const ceiling = text.replace(
      "'>=', target: 100",
      "'<=', target: 100, stages: [{ at: 2026-01-31, value: 50 }]",
    );
    expect(read(ceiling).goals[0]).toMatchObject({ comparator: '<=', stages: [{ value: '50' }] });
  });

  it('may stand against the direction of its indicator when it says what it is', () => {
    const text = SMALL.replace("'>=', target: 100", "'<=', target: 100, bound: ceiling");
    expect(read(text).goals[0]?.comparator).toBe('<=');
  });
});

describe('the answer to a wrong file', () => {
  it('has every problem, in the order of the file', () => {
    const text = SMALL.replace('catalog: small', 'catalog: no good').replace('target: 100', 'target: 1e5');
    const wrong = text
      .replace('level: county', 'level: shire')
      .replace("area: '990101', deadline", 'deadline');
    expect(problemsOf(wrong).map(({ line, path, code }) => `${line} ${path} ${code}`)).toEqual([
      '3 catalog bad_code',
      '6 areas[0].level bad_choice',
      '12 goals[0].target bad_number',
      '13 goals[1] one_field_needed',
    ]);
  });

  it('is cut after 500 problems, and says so', () => {
    const many = `${SMALL}actuals:\n${'  - 1\n'.repeat(700)}`;
    const problems = problemsOf(many);
    expect(problems).toHaveLength(501);
    expect(problems[500]).toMatchObject({ code: 'too_many_problems', params: { shown: 500, total: 700 } });
  });

  it('comes in time, however deep the brackets, long the chains and wide the mappings', () => {
    const started = Date.now();
    const chain = Array.from({ length: 9000 }, (_, i) => `  - { code: g${i}, follows: g${i + 1} }\n`).join(
      '',
    );
    const wide = Array.from({ length: 100_000 }, (_, i) => `k${i}: 1\n`).join('');
    expect(problemsOf('['.repeat(100_000))[0]?.code).toBe('nested_too_deeply');
    expect(problemsOf(SMALL + chain).length).toBe(501);
    expect(problemsOf(SMALL + wide).length).toBe(501);
    expect(Date.now() - started).toBeLessThan(20_000);
  });

  it('repeats no more of a value than a screen can bear', () => {
    const [problem] = problemsOf(SMALL.replace('target: 100', `target: "${'x'.repeat(5000)}\\u202E\\u001b"`));
    expect(String(problem?.params['value'])).toHaveLength(61);
  });
});

it('reads a file with a byte order mark and Windows line ends', () => {
  expect(read(`\uFEFF${SMALL.trimStart().replaceAll('\n', '\r\n')}`).goals).toHaveLength(2);
});
