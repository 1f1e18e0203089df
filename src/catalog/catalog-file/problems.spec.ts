import { CATALOGS } from '../../platform/messages';
import { PROBLEM_CODES, type CatalogProblem, type ProblemCode } from './problem';
import { readCatalogFile } from './read-catalog-file';

const zh = CATALOGS['zh-CN'].catalog;
const en = CATALOGS.en.catalog;

const GOOD = `format: 1
catalog: good
source:
  code: plan
  title_zh: 计划
  title_en: Plan
  stated_on: 2025-01-10
  speakers:
    - { code: mayor, name_zh: 甲, name_en: Jia, role_zh: 市长, role_en: mayor }
areas:
  - { code: '990100', name_zh: 甲市, name_en: Jia, level: prefecture }
  - { code: '990101', name_zh: 乙县, name_en: Yi, level: county, parent: '990100' }
departments:
  - { code: office, name_zh: 办公室, name_en: Office, area: '990100' }
  - { code: desk, name_zh: 科, name_en: Desk, area: '990100', parent: office }
indicators:
  - { code: level, name_zh: 水平, name_en: Level, unit: m, measure: stock, direction: increase, decimals: 0 }
  - { code: count, name_zh: 个数, name_en: Count, unit: pc, measure: cumulative, direction: increase, decimals: 0, entry_mode: total }
  - { code: amount, name_zh: 产量, name_en: Amount, unit: t, measure: flow, direction: increase, decimals: 0, plausible: { min: 0, max: 9 } }
  - { code: added, name_zh: 新增, name_en: Added, unit: t, measure: flow, direction: decrease, decimals: 0, entry_mode: monthly }
  - { code: share, name_zh: 比重, name_en: Share, unit: '%', measure: ratio, direction: increase, decimals: 0 }
  - { code: opened, name_zh: 开工, name_en: Opened, measure: milestone }
goals:
  - { code: S, indicator: level, area: '990100', comparator: '>=', target: 100, deadline: 2026-12-31, start: 2025-01-01, speakers: [mayor] }
  - { code: C, indicator: count, sum_of_areas: '990100', comparator: '>', target: 50, deadline: 2026-12-31, baseline: { value: 0, at: 2025-01-01 }, department: desk }
  - { code: F, indicator: amount, area: '990100', comparator: '>=', target: 7, year: 2026, baseline: { value: 5, period: 2024 } }
  - { code: L, indicator: amount, area: '990100', comparator: '>=', target: 9, year: 2030, follows: F }
  - { code: R, indicator: share, area: '990100', comparator: '>=', target: 90, deadline: 2026-12-31, stages: [{ at: 2025-12-31, value: 80 }] }
  - { code: M, indicator: opened, each_area_of: '990100', deadline: 2026-12-31 }
programmes:
  - { code: P, name_zh: 工程, name_en: P, rule: all, members: [S, C] }
  - { code: W, name_zh: 加权, name_en: W, rule: weighted, members: [{ goal: S, weight: 1 }, { goal: C, weight: 2 }] }
actuals:
  - { indicator: level, area: '990100', at: 2024-12-31, value: 31, speaker: mayor }
  - { indicator: amount, area: '990100', period: 2024, value: 5 }
  - { indicator: added, area: '990101', period: 2024-12, value: 3 }
  - { indicator: opened, area: '990101', at: 2024-12-31, value: 0 }
`;

/** One change to the good file, and the one complaint it must bring: its place, its code, and what follows from it. */
type Row = readonly [change: string, by: string, path: string, code: ProblemCode, follow?: readonly string[]];

/** The complaint stands on the line of the change. */
const ROWS: readonly Row[] = [
  ['catalog: good', 'catalog: good: bad', '', 'yaml_syntax'],
  ['  code: plan', '\tcode: plan', '', 'yaml_tab'],
  ['stated_on: 2025-01-10', 'stated_on: !!timestamp 2025-01-10', '', 'yaml_tag'],
  ['title_en: Plan', 'title_en: *plan', 'source.title_en', 'yaml_alias'],
  ['departments:', '---\ndepartments:', '', 'yaml_documents'],
  ['format: 1', 'format: 2', 'format', 'format_unsupported'],
  ['format: 1', 'format: 1.0', 'format', 'format_unsupported'],
  ['catalog: good', 'catalog:', 'catalog', 'missing_field'],
  ['decimals: 0, entry_mode: total', 'entry_mode: total', 'indicators[1]', 'missing_field'],
  ['unit: m, ', '', 'indicators[0]', 'missing_field'],
  ["comparator: '>=', target: 100", "comparator: '>='", 'goals[0]', 'missing_field'],
  ['start: 2025-01-01', 'begin: 2025-01-01', 'goals[0].begin', 'unknown_field'],
  ['catalog: good', 'catalog: good\n__proto__: 1', '__proto__', 'unknown_field'],
  ['target: 100', 'target: 100, target: 100', 'goals[0].target', 'duplicate_field'],
  ['year: 2026', 'year: 2026, deadline: 2026-12-31', 'goals[2].year', 'fields_exclude'],
  ["indicator: level, area: '990100', c", 'indicator: level, c', 'goals[0]', 'one_field_needed'],
  ['deadline: 2026-12-31, stages', 'stages', 'goals[4]', 'one_field_needed'],
  ['value: 0, at: 2025-01-01', 'value: 0', 'goals[1].baseline', 'one_field_needed'],
  ['baseline: { value: 5, period: 2024 }', 'baseline: 5', 'goals[2].baseline', 'expected_mapping'],
  ['speakers: [mayor]', 'speakers: mayor', 'goals[0].speakers', 'expected_list'],
  ['target: 100', 'target: [100]', 'goals[0].target', 'expected_scalar'],
  ['members: [S, C]', 'members: []', 'programmes[0].members', 'list_empty'],
  ['name_zh: 乙县', "name_zh: ' '", 'areas[1].name_zh', 'text_blank'],
  ['name_zh: 乙县', `name_zh: ${'县'.repeat(201)}`, 'areas[1].name_zh', 'text_too_long'],
  ['name_zh: 乙县', 'name_zh: "乙\\0县"', 'areas[1].name_zh', 'text_control_character'],
  ['name_zh: 乙县', 'name_zh: "乙\\n县"', 'areas[1].name_zh', 'text_control_character'],
  ['name_zh: 乙县', 'name_zh: "乙\\u202E县"', 'areas[1].name_zh', 'text_control_character'],
  ['catalog: good', 'catalog: good/bad', 'catalog', 'bad_code'],
  [
    "{ code: '990101'",
    "{ code: '99010'",
    'areas[1].code',
    'bad_area_code',
    ['actuals[2].area unknown_reference', 'actuals[3].area unknown_reference'],
  ],
  ['target: 100', 'target: 1,000', 'goals[0].000', 'unknown_field'],
  ['target: 100', "target: '1,000'", 'goals[0].target', 'bad_number'],
  ['target: 100', 'target: .inf', 'goals[0].target', 'bad_number'],
  ['target: 100', 'target: 0x64', 'goals[0].target', 'bad_number'],
  ['target: 100', 'target: 0100', 'goals[0].target', 'bad_number'],
  ['target: 100', `target: ${'1'.repeat(31)}`, 'goals[0].target', 'number_too_long'],
  [
    'decimals: 0, entry_mode: total',
    'decimals: 11, entry_mode: total',
    'indicators[1].decimals',
    'bad_integer',
  ],
  [
    'decimals: 0, entry_mode: total',
    'decimals: 1.5, entry_mode: total',
    'indicators[1].decimals',
    'bad_integer',
  ],
  ['start: 2025-01-01', 'start: 2025-02-29', 'goals[0].start', 'bad_date'],
  ['start: 2025-01-01', 'start: 2025-1-1', 'goals[0].start', 'bad_date'],
  ['start: 2025-01-01', 'start: 2025-01-01T00:00:00Z', 'goals[0].start', 'bad_date'],
  ['year: 2026', 'year: 26', 'goals[2].year', 'bad_year'],
  ['period: 2024-12', 'period: 2024-13', 'actuals[2].period', 'bad_period'],
  ['level: county', 'level: shire', 'areas[1].level', 'bad_choice'],
  ['catalog: good', 'catalog: good\nexample: yes', 'example', 'bad_flag'],
  [
    'code: desk',
    'code: office',
    'departments[1].code',
    'duplicate_code',
    ['goals[1].department unknown_reference'],
  ],
  ['code: W', 'code: S', 'programmes[1].code', 'duplicate_code'],
  ['indicator: share', 'indicator: shard', 'goals[4].indicator', 'unknown_reference'],
  ['speakers: [mayor]', 'speakers: [mayor, major]', 'goals[0].speakers[1]', 'unknown_reference'],
  ['department: desk', 'department: disk', 'goals[1].department', 'unknown_reference'],
  ['members: [S, C]', 'members: [S, P]', 'programmes[0].members[1]', 'unknown_reference'],
  ["area: '990101', period", "area: '990102', period", 'actuals[2].area', 'unknown_reference'],
  ['members: [S, C]', 'members: [S, S]', 'programmes[0].members[1]', 'repeated_reference'],
  [
    "Office, area: '990100'",
    "Office, area: '990100', parent: desk",
    'departments[0].parent',
    'reference_cycle',
  ],
  [
    'period: 2024 } }',
    'period: 2024 }, follows: F }',
    'goals[2].follows',
    'reference_cycle',
    ['goals[2].follows follows_later_goal'],
  ],
  ['level: county', 'level: province', 'areas[1].level', 'area_level_order'],
  ["sum_of_areas: '990100'", "sum_of_areas: '990101'", 'goals[1].sum_of_areas', 'no_areas_below'],
  ['measure: milestone', 'measure: milestone, unit: pc', 'indicators[5].unit', 'not_for_milestone'],
  ["each_area_of: '990100'", "each_area_of: '990100', target: 1", 'goals[5].target', 'not_for_milestone'],
  ['entry_mode: total', 'entry_mode: ytd', 'indicators[1].entry_mode', 'entry_mode_for_measure'],
  ["unit: '%'", 'unit: permille', 'indicators[4].unit', 'ratio_unit'],
  ['target: 90', 'target: 100.01', 'goals[4].target', 'ratio_out_of_range'],
  ['value: 80', 'value: -1', 'goals[4].stages[0].value', 'ratio_out_of_range'],
  ['baseline: { value: 0', 'baseline: { value: -1', 'goals[1].baseline.value', 'total_negative'],
  ['at: 2024-12-31, value: 0', 'at: 2024-12-31, value: 2', 'actuals[3].value', 'milestone_value'],
  ['min: 0, max: 9', 'min: 10, max: 9', 'indicators[2].plausible.max', 'plausible_order'],
  ["'>=', target: 100", "'<=', target: 100", 'goals[0].comparator', 'comparator_against_direction'],
  [
    "'>=', target: 100",
    "'>=', target: 100, bound: ceiling",
    'goals[0].comparator',
    'comparator_against_bound',
  ],
  ["'>=', target: 90", "'>', target: 100", 'goals[4].target', 'target_out_of_reach'],
  ['target: 100, deadline: 2026-12-31', 'target: 100, year: 2026', 'goals[0].year', 'year_needs_flow'],
  ['at: 2025-12-31, value: 80', 'year: 2025, value: 80', 'goals[4].stages[0].year', 'year_needs_flow'],
  [
    "'990100', deadline: 2026-12-31 }",
    "'990100', deadline: 2025-01-09 }",
    'goals[5].deadline',
    'deadline_before_source',
  ],
  ['start: 2025-01-01', 'start: 2026-12-31', 'goals[0].deadline', 'deadline_before_start'],
  ['at: 2025-01-01 }', 'at: 2026-12-31 }', 'goals[1].deadline', 'deadline_before_baseline'],
  ['at: 2025-12-31, value: 80', 'at: 2026-12-31, value: 80', 'goals[4].stages[0].at', 'stage_outside'],
  [
    '{ at: 2025-12-31',
    '{ at: 2026-01-01, value: 80 }, { at: 2025-12-31',
    'goals[4].stages[1].at',
    'stage_order',
  ],
  [
    '{ at: 2025-12-31',
    '{ at: 2025-12-31, value: 70 }, { at: 2025-12-31',
    'goals[4].stages[1].at',
    'stage_order',
  ],
  ['value: 80', 'value: 91', 'goals[4].stages[0].at', 'stage_beyond_target'],
  ['follows: F', 'follows: C', 'goals[3].follows', 'follows_other_record'],
  [
    "'>=', target: 9, year",
    "'<=', target: 9, bound: ceiling, year",
    'goals[3].follows',
    'follows_other_direction',
  ],
  ['year: 2030', 'year: 2026', 'goals[3].follows', 'follows_later_goal'],
  ['start: 2025-01-01', 'preset: { on_track: 0.5, behind: 0.5 }', 'goals[0].preset.on_track', 'preset_order'],
  ['{ goal: C, weight: 2 }', 'C', 'programmes[1].members[1]', 'weight_needed'],
  [
    'members: [S, C]',
    'members: [S, { goal: C, weight: 1 }]',
    'programmes[0].members[1].weight',
    'weight_not_allowed',
  ],
  ['weight: 2', 'weight: 0', 'programmes[1].members[1].weight', 'weight_not_positive'],
  ['at: 2024-12-31, value: 31', 'period: 2024, value: 31', 'actuals[0].period', 'date_needed'],
  ['at: 2025-01-01 }', 'period: 2024 }', 'goals[1].baseline.period', 'date_needed'],
  ['period: 2024-12', 'at: 2024-12-31', 'actuals[2].at', 'period_needed'],
  ['period: 2024, value', 'period: 2024-Q4, value', 'actuals[1].period', 'whole_year_needed'],
  [
    'value: 5, period: 2024 }',
    'value: 5, period: 2024-Q4 }',
    'goals[2].baseline.period',
    'whole_year_needed',
  ],
  ['at: 2024-12-31, value: 31', 'at: 2025-01-11, value: 31', 'actuals[0].at', 'actual_after_source'],
];

const CASES = ROWS.map(([change, by, path, code, follow = []]) => ({ change, by, path, code, follow }));

const many = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('');

/** Whole files, and the line of their complaint. */
const FILES: readonly (readonly [text: string, line: number, code: ProblemCode])[] = [
  ['', 1, 'file_empty'],
  ['# nothing\n', 1, 'file_empty'],
  ['- a\n', 1, 'expected_mapping'],
  [`#${'x'.repeat(2 * 1024 * 1024)}`, 1, 'file_too_large'],
  [`a: 1\nb: ${'['.repeat(30)}`, 2, 'nested_too_deeply'],
  [`${GOOD}${many(600, () => '  - 1\n')}`, 537, 'too_many_problems'],
  [
    `${GOOD}  - { indicator: level, area: '990100', at: 2024-12-31, value: 3, speaker: mayor }\n`,
    38,
    'duplicate_actual',
  ],
  [
    GOOD.replace('stages: [', `stages: [${many(40, (i) => `{ at: 2025-0${(i % 9) + 1}-01, value: 1 }, `)}`),
    28,
    'too_many_stages',
  ],
];

function problemsOf(text: string): readonly CatalogProblem[] {
  const reading = readCatalogFile(text);
  return reading.ok ? [] : reading.problems;
}

function expectSentences({ code, params }: CatalogProblem): void {
  const named = [...`${zh[code]}${en[code]}`.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);
  expect(Object.keys(params)).toEqual(expect.arrayContaining(named));
}

/** From its first line to its last, of which there are as many as were put in. */
function linesOfChange(change: string, by: string): readonly [number, number] {
  const from = GOOD.slice(0, GOOD.indexOf(change)).split('\n').length;
  return [from, from + by.split('\n').length - 1];
}

describe('a catalog file', () => {
  it('is good to begin with', () => {
    expect(problemsOf(GOOD)).toEqual([]);
  });

  it.each(CASES)(
    'with $change → $by is complained of at $path: $code',
    ({ change, by, path, code, follow }) => {
      expect(GOOD.split(change)).toHaveLength(2);
      const [problem, ...others] = problemsOf(GOOD.replace(change, () => by));
      expect(problem).toMatchObject({ path, code });
      // After a slip of syntax the parser may stumble on.
      const further = others.filter((one) => one.code !== 'yaml_syntax');
      expect(further.map((one) => `${one.path} ${one.code}`)).toEqual(follow);
      const [from, to] = linesOfChange(change, by);
      expect(problem?.line).toBeGreaterThanOrEqual(from);
      expect(problem?.line).toBeLessThanOrEqual(to);
      if (problem) expectSentences(problem);
    },
  );

  it.each(FILES)('of the kind %#, wrong as a whole, is refused at line %s', (text, line, code) => {
    const problem = problemsOf(text).find((one) => one.code === code);
    expect(problem?.line).toBe(line);
    if (problem) expectSentences(problem);
  });

  it('can be wrong in no way that is not shown here', () => {
    const shown = new Set([...ROWS.map((row) => row[3]), ...FILES.map((row) => row[2])]);
    expect([...shown].toSorted()).toEqual(PROBLEM_CODES.toSorted());
  });
});
