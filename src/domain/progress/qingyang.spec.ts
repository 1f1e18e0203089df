import { judgeComposite, memberOf } from './composite';
import { baseline, type Case, day, inputOf, judge, shown, stages, terms } from './spec-support/goal-cases';

/** Goals of the press conference of 2025-03-26, with what was stated there and what became known later. */

const RACKS = terms('>= 100000', { baseline: baseline('31000', '2024-12-31') });
const COMPUTE = terms('> 100000', { baseline: baseline('>= 51000', '2024-12-31') });
const COMPUTE_VALUES = {
  '2024-12-31': '>= 51000',
  '2025-03-26': '>= 50000',
  '2025-08-06': '>= 66000',
  '2025-12-31': '>= 100000',
};
const GAS = terms('>= 8.6', { baseline: baseline('9.12', '2024-12-31') });
const three = {
  start: day('2024-01-01'),
  deadline: day('2026-12-31'),
  baseline: baseline('0', '2023-12-31', { basis: 'inferred' }),
};
const COAL_2030 = terms('>= 5000', {
  deadline: day('2030-12-31'),
  baseline: baseline('907.61', '2024-12-31'),
  stages: stages({ '2025-12-31': '1500' }),
});

const compute = (asOf: string): Case => ({ measure: 'stock', terms: COMPUTE, asOf, values: COMPUTE_VALUES });
const coal = (asOf: string, values: Record<string, string>): Case => ({
  measure: 'flow',
  terms: COAL_2030,
  asOf,
  values: { '2024-12-31': '907.61', ...values },
});

it('G01 racks: nothing but the baseline at the end of March', () => {
  expect(
    judge({ measure: 'stock', terms: RACKS, asOf: '2025-03-31', values: { '2024-12-31': '31000' } }),
  ).toMatchObject({ status: 'too_early', light: 'blue', dataStatus: 'late' });
});

it('G02 compute: over 51,000, over 50,000, over 66,000, over 100,000', () => {
  const march = judge(compute('2025-03-31'));
  expect([shown(march.value), march.valueAt, march.status]).toEqual(['51000', '2024-12-31', 'too_early']);
  // 15,000 of 49,000 after 218 of 365 days: 0.51.
  const august = judge(compute('2025-08-31'));
  expect([shown(august.value), august.status, shown(august.paceIndex)]).toEqual([
    '66000',
    'far_behind',
    '5475/10682',
  ]);
  const december = judge(compute('2025-12-31'));
  expect([shown(december.value), december.qualifier, december.status, december.metAt]).toEqual([
    '100000',
    '>=',
    'achieved',
    '2025-12-31',
  ]);
});

it('G05 power price: no baseline, judged once the value at the deadline is in', () => {
  const price = terms('< 0.40', { deadline: day('2025-08-31') });
  const at = (asOf: string, values: Record<string, string>) =>
    judge({ measure: 'stock', terms: price, asOf, values }).status;
  expect(at('2025-03-31', {})).toBe('no_data');
  expect(at('2025-03-31', { '2025-03-31': '0.43' })).toBe('unrated');
  expect(at('2025-12-31', { '2025-08-31': '0.398' })).toBe('achieved');
});

it('G07 coal 2030: by the stage of 2025, then by implied years', () => {
  expect(judge(coal('2025-03-31', {})).status).toBe('no_data');
  const june = judge(coal('2025-07-10', { '2025-06-30': '600' }));
  expect([june.status, shown(june.targetInForce), shown(june.paceIndex)]).toEqual(['behind', '1500', '4/5']);
  const next = judge(coal('2026-07-10', { '2025-12-31': '1400', '2026-06-30': '1100' }));
  expect([next.status, shown(next.targetInForce), next.flags]).toEqual([
    'on_track',
    '2200',
    ['implied', 'stage_missed'],
  ]);
});

it('G09 natural gas: a target below last year is judged by months', () => {
  const march = {
    measure: 'flow',
    terms: GAS,
    asOf: '2025-03-31',
    values: { '2024-12-31': '9.12', '2025-03-31': '2.3' },
  } as const;
  expect([judge(march).status, shown(judge(march).planned)]).toEqual(['ahead', '43/20']);
  const december = { ...march, asOf: '2025-12-31', values: { '2025-12-31': '8.6' } } as const;
  expect(judge(december).status).toBe('achieved');
});

it('G20 stations: from nothing to 138 in two years', () => {
  const stations = terms('>= 138', {
    start: day('2025-03-26'),
    deadline: day('2027-03-26'),
    baseline: baseline('0', '2025-03-26'),
  });
  expect(judge({ measure: 'cumulative', terms: stations, asOf: '2025-03-25' }).status).toBe('not_started');
  const december = judge({
    measure: 'cumulative',
    terms: stations,
    asOf: '2025-12-31',
    values: { '2025-12-31': '51' },
  });
  expect([december.status, shown(december.timeShare)]).toEqual(['on_track', '28/73']);
});

it('G24 villages: 20 of 100 after the first of three years is exactly 0.60', () => {
  const villages = terms('>= 100', three);
  const progress = judge({
    measure: 'cumulative',
    terms: villages,
    asOf: '2025-03-31',
    values: { '2024-12-31': '20' },
  });
  expect([shown(progress.timeShare), shown(progress.paceIndex), progress.status]).toEqual([
    '1/3',
    '3/5',
    'behind',
  ]);
  expect(progress.requiredRate).not.toBeNull();
});

it('P2: the slowest decides', () => {
  const cases: [string, Case][] = [
    [
      'G24',
      {
        measure: 'cumulative',
        terms: terms('>= 100', three),
        asOf: '2025-03-31',
        values: { '2024-12-31': '20' },
      },
    ],
    [
      'G25',
      {
        measure: 'cumulative',
        terms: terms('>= 1000', three),
        asOf: '2025-03-31',
        values: { '2024-12-31': '651' },
      },
    ],
    ['G26', { measure: 'cumulative', terms: terms('>= 10000', three), asOf: '2025-03-31', values: {} }],
  ];
  const members = cases.map(([code, of]) => memberOf(code, inputOf(of), judge(of)));
  expect(members.map(({ status }) => status)).toEqual(['behind', 'ahead', 'no_data']);
  expect(judgeComposite('all', members)).toMatchObject({
    status: 'no_data',
    dataStatus: 'none',
    share: null,
    heldBackBy: ['G26', 'G24', 'G25'],
  });
});
