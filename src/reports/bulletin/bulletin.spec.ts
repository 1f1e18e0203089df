import { composeBulletin, MOST_LISTED } from './bulletin';
import { facts, item } from './spec-support/facts';
import { day, grouped, moment, signed } from './words';

const RACKS = item(
  'G01',
  {
    status: 'behind',
    light: 'yellow',
    value: '62000',
    qualifier: '=',
    value_at: '2025-06-30',
    // From 31,000 to 100,000 over 2025: 31,000 of 69,000 gone by day 181 of 365.
    progress_share: '44.93',
    time_share: '49.59',
    gap_points: '-4.66',
    planned: '65216',
    gap_value: '-3216',
    target_in_force: '100000',
    forecast: '93514',
    forecast_outlook: 'uncertain',
    data_status: 'late',
  },
  { name: '标准机架' },
);
const VALUE = item(
  'G03',
  { status: 'no_data', light: 'grey', data_status: 'none' },
  { name: '数字经济产值' },
);

const said = (goals: Parameters<typeof facts>[0], changes: Parameters<typeof facts>[1] = {}) =>
  Object.fromEntries(composeBulletin(facts(goals, changes)).statements.map(({ head, text }) => [head, text]));
const cells = (...args: Parameters<typeof facts>) =>
  composeBulletin(facts(...args)).table.rows.map((row) => row.cells.map(({ main, sub }) => [main, sub]));

const DASHES = Array.from({ length: 4 }, () => ['—', null]);

describe('a bulletin', () => {
  it('says in its head who answers, the day and the moment', () => {
    const { title, subtitle, facts: lines, footer } = composeBulletin(facts([]));
    expect([title, subtitle]).toEqual(['西峰区人民政府承诺兑现进度通报', '（截至2025年8月31日）']);
    expect(lines.map(({ label, text }) => `${label} ${text}`)).toEqual([
      '责任单位 西峰区人民政府',
      '分管领导 孙文江',
      '区域 西峰区',
      '所知截至 2025-09-02 00:30:05（北京时间）',
    ]);
    expect(footer).toContain('2025-09-01T16:30:05.123456Z');
  });

  it('counts the lights with their words', () => {
    const lights = composeBulletin(facts([RACKS, VALUE])).lights.map(({ word, count }) => `${word} ${count}`);
    expect(lights).toEqual(['红灯 0', '黄灯 1', '绿灯 0', '蓝灯 0', '灰灯 1']);
  });

  it('says what an office would, in Chinese', () => {
    expect(said([RACKS, VALUE])).toEqual({
      总体情况: '列入本通报的目标共 2 项，其中黄灯 1 项、灰灯 1 项。',
      进展领先: '没有绿灯目标快于时间进度。',
      进展滞后: '1 项：标准机架（滞后，欠 4.66 个百分点）。',
      '30 天内到期': '至2025年9月30日没有到期的目标和阶段目标。',
      尚无数据: '1 项目标没有或缺少已核的实绩：数字经济产值。',
      数据迟报: '1 项：标准机架（迟报）。',
    });
  });

  it('and in English', () => {
    expect(said([RACKS, VALUE], { language: 'en' })).toEqual({
      Overall: 'Goals in this bulletin: 2. By light: Yellow 1; Grey 1.',
      Leading: 'No green goal is ahead of time.',
      Lagging: '1: 标准机架 (Behind, 4.66 points short).',
      'Due within 30 days': 'No deadline and no stage falls due until 30 September 2025.',
      'Without figures': 'Goals without an accepted figure, or not with all, 1: 数字经济产值.',
      'Reported late': '1: 标准机架 (Late).',
    });
  });

  it('names at most five and says how many more there are', () => {
    const many = Array.from({ length: 7 }, (_, index) =>
      item(`G${index}`, { gap_points: `${9 - index}.00` }),
    );
    expect(said(many)['进展领先']).toBe(
      '7 项：目标G0（按序推进，超 9.00 个百分点）、目标G1（按序推进，超 8.00 个百分点）、目标G2（按序推进，超 7.00 个百分点）、' +
        '目标G3（按序推进，超 6.00 个百分点）、目标G4（按序推进，超 5.00 个百分点），另有 2 项。',
    );
  });

  it('says what is due with what has been reached', () => {
    const terms = {
      comparator: '>=',
      target: '100000',
      deadline: '2025-09-20',
      stages: [{ at: '2025-09-15', value: '80000' }],
    };
    expect(said([{ ...RACKS, terms }])['30 天内到期']).toBe(
      '至2025年9月30日有 2 个节点：标准机架（2025年9月15日阶段目标 80,000 架，现为 62,000 架）、标准机架（2025年9月20日到期，现为 62,000 架）。',
    );
    expect(said([{ ...VALUE, terms: { ...terms, stages: [] } }])['30 天内到期']).toContain(
      '（2025年9月20日到期，尚无数据）',
    );
  });

  it('says of a programme what its rule makes of its members, and what the reader may not see', () => {
    const whole = item(
      'P1',
      { status: 'behind', light: 'yellow', members: '2', members_achieved: '0' },
      { rule: 'all' },
    );
    expect(said([RACKS], { whole, outOfReach: 1 })['总体情况']).toBe(
      '本工程（全部完成）为黄灯，滞后；成员 2 项中 0 项已兑现。列入本通报的目标共 1 项，其中黄灯 1 项。另有 1 项目标不在您的查看范围内，未列入。',
    );
  });

  it('sets each goal in a row: a dash where nothing is known, never a zero', () => {
    const mine = item(
      'G04',
      { status: 'pending', light: 'blue', share: '0.00' },
      { measure: 'milestone', unit: null },
    );
    const broken = item('G09', {}, { quantities: null });
    expect(cells([VALUE, mine, RACKS, broken])).toEqual([
      [['目标G09', 'G09'], ['≥100,000 架', '2025-12-31'], ...DASHES, ['未能计算', null], ['—', null]],
      [
        ['标准机架', 'G01'],
        ['≥100,000 架', '2025-12-31'],
        ['62,000 架', '2025-06-30'],
        ['进度 44.93%', '序时 49.59%'],
        ['65,216', null],
        ['-3,216', '-4.66 百分点'],
        ['黄灯', '滞后'],
        ['93,514', '不确定'],
      ],
      [['目标G04', 'G04'], ['完成', '2025-12-31'], ...DASHES, ['蓝灯', '未到期'], ['—', null]],
      [['数字经济产值', 'G03'], ['≥100,000 架', '2025-12-31'], ...DASHES, ['灰灯', '无数据'], ['—', null]],
    ]);
  });

  it.each<[string, Parameters<typeof item>[1], Parameters<typeof item>[2], number, [string, string | null]]>([
    ['a lower bound', { value: '51000', qualifier: '>=' }, {}, 2, ['≥51,000 架', null]],
    ['about', { value: '0.39', qualifier: '~' }, { unit: null }, 2, ['≈0.39', null]],
    [
      'a milestone that is done',
      { value: '1', value_at: '2025-06-30' },
      { measure: 'milestone' },
      2,
      ['已完成', '2025-06-30'],
    ],
    ['one that is known not to be', { value: '0' }, { measure: 'milestone' }, 2, ['未完成', null]],
    ['areas', { members: '8', members_achieved: '2' }, { rule: 'each_area' }, 2, ['8 项中 2 项兑现', null]],
    ['a nearer target', { target_in_force: '1500.00' }, {}, 1, ['≥100,000 架', '2025-12-31 当期 1,500.00']],
    [
      'the same target, printed longer',
      { target_in_force: '100000.00' },
      {},
      1,
      ['≥100,000 架', '2025-12-31'],
    ],
    ['a flow', { completion: '50.00' }, {}, 3, ['完成率 50.00%', null]],
    ['neither ahead nor behind', { gap_value: '0.00', gap_points: '0.00' }, {}, 5, ['0.00', '0.00 百分点']],
    ['ahead', { gap_value: '318', gap_points: '31.77' }, {}, 5, ['+318', '+31.77 百分点']],
    ['taken off the list', {}, { closed: true }, 6, ['绿灯', '按序推进，已销号']],
    ['another department’s', {}, { department: '环县人民政府' }, 0, ['目标A', 'A 环县人民政府']],
  ])('prints %s', (_what, printed, changes, column, expected) => {
    expect(cells([item('A', printed, changes)])[0]?.[column]).toEqual(expected);
  });

  it('lists no more than 200 goals and says how many more there are', () => {
    const goals = Array.from({ length: MOST_LISTED + 3 }, (_, index) => item(`G${index}`, {}));
    const { table } = composeBulletin(facts(goals));
    expect([table.rows.length, table.more]).toEqual([200, '另有 3 项目标未列出，见进度报告。']);
  });
});

describe('numbers and days in words', () => {
  it.each([
    ['1234567.50', '1,234,567.50'],
    ['-100000', '-100,000'],
    ['999', '999'],
    ['0.123456', '0.123456'],
    ['123456789012345678901234567890', '123,456,789,012,345,678,901,234,567,890'],
  ])('%s is grouped as %s', (decimal, shown) => {
    expect(grouped(decimal)).toBe(shown);
  });

  it.each([
    ['0', '0'],
    ['0.00', '0.00'],
    ['0.01', '+0.01'],
    ['-1000', '-1,000'],
  ])('%s is signed as %s', (decimal, shown) => {
    expect(signed(decimal)).toBe(shown);
  });

  it('tells the wall clock of Shanghai', () => {
    const { knownAt } = facts([]);
    expect([moment(knownAt, 'en'), day('2025-01-05', 'en'), day('2025-01-05', 'zh-CN')]).toEqual([
      '2025-09-02 00:30:05 (Beijing time)',
      '5 January 2025',
      '2025年1月5日',
    ]);
  });
});
