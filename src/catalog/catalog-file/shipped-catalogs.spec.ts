import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogDocument, CatalogGoal } from './document';
import { readCatalogFile } from './read-catalog-file';

function shipped(name: string): CatalogDocument {
  const reading = readCatalogFile(readFileSync(join(__dirname, '../../../catalog', name), 'utf8'));
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems, null, 1));
  return reading.document;
}

/** What was stated on 26 March 2025, copied by hand from the record of the conference, not from the file. */
const STATED = [
  'G01 | racks                | 621000 | >= 100000 | 2025-12-31 stated   | 31000 of 2024-12-31',
  'G02 | compute              | 621000 | > 100000  | 2025-12-31 stated   | >=51000 of 2024-12-31',
  'G03 | digital-output       | 621002 | > 100     | 2025-12-31 stated   | none',
  'G04 | green-power-phase1   | 621000 | >= 1      | 2025-08-31 stated   | none',
  'G05 | park-power-price     | 621000 | < 0.40    | 2025-08-31 inferred | none',
  'G06 | coal                 | 621000 | >= 1500   | 2025-12-31 stated   | 907.61 of 2024-12-31',
  'G07 | coal                 | 621000 | >= 5000   | 2030-12-31 stated   | 907.61 of 2024-12-31',
  'G08 | crude-oil            | 621000 | >= 1265   | 2025-12-31 stated   | 1214.54 of 2024-12-31',
  'G09 | natural-gas          | 621000 | >= 8.6    | 2025-12-31 stated   | 9.12 of 2024-12-31',
  'G10 | gas-coverage         | 621000 | >= 100    | 2025-12-31 stated   | none',
  'G11 | mine-jiulongchuan    | 621000 | >= 1      | 2025-12-31 stated   | none',
  'G12 | mine-mafuchuan       | 621000 | >= 1      | 2025-12-31 stated   | none',
  'G13 | mine-maojiachuan     | 621000 | >= 1      | 2025-12-31 stated   | none',
  'G14 | mine-qianyangshan    | 621000 | >= 1      | 2025-12-31 inferred | none',
  'G15 | coal-rights-luochuan | 621025 | >= 1      | 2025-12-31 inferred | none',
  'G16 | coal-rights-ningxi   | 621000 | >= 1      | 2025-12-31 inferred | none',
  'G17 | park-tianshui        | 621022 | >= 1      | 2025-12-31 inferred | none',
  'G18 | park-changqingqiao   | 621026 | >= 1      | 2025-12-31 inferred | none',
  'G19 | park-zhoujia         | 621025 | >= 1      | 2025-12-31 inferred | none',
  'G20 | energy-stations      | 621000 | >= 138    | 2027-03-26 inferred | 0 of 2025-03-26 inferred',
  'G21 | hydrogen-stations    | each of 621000 | >= 1 | 2027-03-26 inferred | 0 of 2025-03-26 inferred',
  'G22 | hydrogen-output      | 621000 | >= 10     | 2030-12-31 stated   | none',
  'G23 | hydrogen-value       | 621000 | >= 40     | 2030-12-31 stated   | none',
  'G24 | villages             | 621000 | >= 100    | 2026-12-31 inferred | 0 of 2023-12-31 inferred',
  'G25 | live-accounts        | 621000 | >= 1000   | 2026-12-31 inferred | 0 of 2023-12-31 inferred',
  'G26 | lead-households      | 621000 | >= 10000  | 2026-12-31 inferred | 0 of 2023-12-31 inferred',
].map((row) => row.replace(/ +/g, ' '));

function inWords({ code, indicator, scope, comparator, target, deadline, ...goal }: CatalogGoal): string {
  const area = scope.kind === 'each_area' ? `each of ${scope.area}` : scope.area;
  const due = `${deadline} ${goal.deadlineBasis}`;
  return [code, indicator, area, `${comparator} ${target}`, due, baselineInWords(goal)].join(' | ');
}

function baselineInWords({ baseline }: Pick<CatalogGoal, 'baseline'>): string {
  if (baseline === null) return 'none';
  const { qualifier, value, at, basis } = baseline;
  return `${qualifier === '=' ? '' : qualifier}${value} of ${at}${basis === 'stated' ? '' : ` ${basis}`}`;
}

describe('catalog/qingyang-2025.yaml', () => {
  const document = shipped('qingyang-2025.yaml');
  const goal = (code: string) => document.goals.find((one) => one.code === code);

  it('has every commitment as it was stated', () => {
    expect(document.goals.map(inWords)).toEqual(STATED);
  });

  it('starts where the conference started: four speakers, nine areas, no invented data', () => {
    expect(document.example).toBe(false);
    expect(document.source.statedOn).toBe('2025-03-26');
    expect(document.source.speakers.map((speaker) => speaker.nameZh)).toEqual([
      '刘长发',
      '孙文江',
      '冯毅',
      '陈会发',
    ]);
    expect(document.areas).toHaveLength(9);
    expect(document.areas.filter((area) => area.parent === '621000')).toHaveLength(8);
    expect(document.departments.filter((department) => department.leadZh !== null)).toHaveLength(4);
  });

  it.each([
    ['G01', 'sun-wenjiang'],
    ['G02', 'liu-changfa, sun-wenjiang'],
    ['G03', 'sun-wenjiang'],
    ['G04', 'liu-changfa'],
    ['G26', 'liu-changfa'],
  ])('%s was stated by %s', (code, speakers) => {
    expect(goal(code)?.speakers.join(', ')).toBe(speakers);
  });

  it('leads coal in 2030 through the goal of 2025', () => {
    expect(goal('G07')).toMatchObject({ follows: 'G06', stages: [{ at: '2025-12-31', value: '1500' }] });
    expect(document.goals.filter((one) => one.stages.length > 0)).toHaveLength(1);
  });

  it.each([
    ['G20', '2025-03-26'],
    ['G21', '2025-03-26'],
    ['G24', '2024-01-01'],
    ['G25', '2024-01-01'],
    ['G26', '2024-01-01'],
  ])('%s starts on %s', (code, start) => {
    expect(goal(code)?.start).toBe(start);
  });

  it('groups them in five programmes that need every member', () => {
    const programmes = document.programmes.map(({ code, rule, members }) => {
      return `${code} ${rule} ${members.map((member) => member.goal).join(' ')}`;
    });
    expect(programmes).toEqual([
      'P1 all G01 G02',
      'P2 all G24 G25 G26',
      'P3 all G06 G07',
      'P4 all G11 G12 G13',
      'P5 all G21',
    ]);
    expect(document.programmes[0]?.responsibleArea).toBe('621002');
  });

  it('opens the record with the figures the source gave', () => {
    const figures = document.actuals.map(
      ({ indicator, area, periodStart, periodEnd, qualifier, value, speaker }) => {
        return [indicator, area, periodStart ?? '-', periodEnd, qualifier, value, speaker].join(' ');
      },
    );
    expect(figures).toEqual([
      'racks 621000 - 2024-12-31 = 31000 sun-wenjiang',
      'compute 621000 - 2024-12-31 >= 51000 sun-wenjiang',
      'compute 621000 - 2025-03-26 >= 50000 liu-changfa',
      'crude-oil 621000 - 2024-12-31 = 1214.54 liu-changfa',
      'coal 621000 - 2024-12-31 = 907.61 liu-changfa',
      'natural-gas 621000 - 2024-12-31 = 9.12 liu-changfa',
      'villages 621000 - 2024-12-31 = 20 liu-changfa',
      'live-accounts 621000 - 2024-12-31 = 651 liu-changfa',
    ]);
  });

  it('measures as the source speaks: levels, shares, amounts by the year, counts, deeds', () => {
    const counts: Record<string, number> = {};
    for (const { measure } of document.indicators) counts[measure] = (counts[measure] ?? 0) + 1;
    expect(counts).toEqual({ stock: 3, milestone: 10, flow: 6, ratio: 1, cumulative: 5 });
    expect(document.indicators.every((indicator) => indicator.definitionZh && indicator.definitionEn)).toBe(
      true,
    );
  });
});

describe('catalog/example-education.yaml', () => {
  const document = shipped('example-education.yaml');

  it('says that it is invented', () => {
    expect(document.example).toBe(true);
    expect(document.areas.every((area) => area.code.startsWith('99'))).toBe(true);
  });

  it('uses what the first catalog does not', () => {
    expect(new Set(document.goals.map((goal) => goal.scope.kind))).toEqual(
      new Set(['area', 'sum', 'each_area']),
    );
    expect(new Set(document.goals.map((goal) => goal.comparator))).toEqual(new Set(['<=', '<', '>=']));
    expect(new Set(document.programmes.map((programme) => programme.rule))).toEqual(
      new Set(['weighted', 'any']),
    );
    expect(new Set(document.goals.map((goal) => goal.preset.name)).size).toBe(3);
    const modes = document.indicators.map((indicator) => indicator.entryMode);
    expect(modes).toEqual(expect.arrayContaining(['increment', 'monthly', 'total', 'level', 'done']));
  });

  it('puts an amount in its period', () => {
    const periods = document.actuals.map((actual) => `${actual.periodStart ?? '-'} ${actual.periodEnd}`);
    expect(periods).toContain('2025-04-01 2025-06-30');
    expect(periods).toContain('2025-06-01 2025-06-30');
    expect(periods).toContain('- 2025-08-31');
  });
});
