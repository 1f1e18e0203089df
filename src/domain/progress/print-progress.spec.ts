import { fraction } from '../number/exact';
import { judgeGoal } from './judge-goal';
import { printGoal } from './print-progress';
import { QUANTITIES } from './quantities';
import { baseline, type Case, entries, inputOf, sumOf, terms } from './spec-support/goal-cases';

const print = (of: Case) => {
  const input = inputOf(of);
  return printGoal(input, judgeGoal(input));
};
const racks = terms('>= 100000', { baseline: baseline('31000', '2024-12-31') });

describe('the printed record', () => {
  it('holds every quantity under its name, in the order of the dictionary', () => {
    const record = print({
      measure: 'stock',
      terms: racks,
      asOf: '2025-08-31',
      values: { '2025-08-06': '>= 66000' },
    });
    expect(Object.keys(record)).toEqual(QUANTITIES.map(({ name }) => name));
    expect(record).toMatchObject({
      status: 'behind',
      light: 'yellow',
      flags: null,
      data_status: 'due',
      value: '66000',
      qualifier: '>=',
      value_at: '2025-08-06',
      target_in_force: '100000',
      share: '50.72',
      completion: null,
      progress_share: '50.72',
      time_share: '59.73',
      gap_points: '-9.00',
      planned: '72211',
      gap_value: '-6211',
      margin: '-34000',
      pace_index: '0.8493',
      slack_days: '-32.9',
      met_at: null,
      observed_rate: '4886.6542',
      required_rate: '7039.8214',
      forecast: '89601',
      forecast_method: 'mean-rate',
      forecast_outlook: 'uncertain',
      coverage_reported: '1',
      coverage_expected: '8',
      coverage_missing: '2025-01-31 2025-02-28 2025-03-31 2025-04-30 2025-05-31 2025-06-30 2025-07-31',
      members: null,
      original_status: 'behind',
      original_pace_index: '0.8493',
    });
  });

  it('never prints as reached what is not', () => {
    const flow = {
      measure: 'flow',
      terms: terms('>= 100000'),
      asOf: '2026-01-10',
      values: { '2025-12-31': '99996' },
    } as const;
    expect(print(flow)).toMatchObject({
      status: 'missed',
      completion: '99.99',
      share: '99.99',
      pace_index: '0.9999',
    });
    const pace = { ...flow, values: { '2025-12-31': '94999.9' } };
    expect(print(pace)).toMatchObject({ pace_index: '0.9499', value: '94999.9' });
    const price = {
      measure: 'stock',
      terms: terms('< 0.40'),
      asOf: '2025-06-30',
      values: { '2025-06-30': '0.3996' },
      facts: { decimals: 2 },
    } as const;
    expect(print(price)).toMatchObject({
      status: 'holding',
      value: '0.3996',
      target_in_force: '0.40',
      margin: '0.0004',
      completion: null,
    });
  });

  it('never prints what is behind as on time', () => {
    const slack = (value: string) =>
      print({ measure: 'stock', terms: racks, asOf: '2025-08-06', values: { '2025-08-06': value } })
        .slack_days;
    // 189.04 racks a day; 72,211 planned.
    expect([slack('72210'), slack('72211'), slack('72212'), slack('72200')]).toEqual([
      '-0.1',
      '0.0',
      '0.0',
      '-0.1',
    ]);
  });

  it('rounds a ratio of sums, but not onto its target', () => {
    const parts = { parts: { numerator: fraction(299_999, 1), denominator: fraction(300_000, 1) } };
    const input = sumOf(
      { measure: 'ratio', terms: terms('>= 100'), asOf: '2025-06-30', facts: { decimals: 2 } },
      { a: entries({ '2025-06-30': '99.99' }, parts) },
    );
    expect(printGoal(input, judgeGoal(input)).value).toBe('99.99');
  });

  it('has nothing but a verdict where nothing is known', () => {
    const { status, light, data_status, target_in_force, coverage_expected, ...rest } = print({
      measure: 'stock',
      terms: terms('>= 1'),
      asOf: '2025-06-30',
    });
    expect([status, light, data_status, target_in_force, coverage_expected]).toEqual([
      'no_data',
      'grey',
      'none',
      '1',
      null,
    ]);
    expect(Object.values(rest).filter((value) => value !== null)).toEqual(['no_baseline', 'no_data', 'grey']);
  });

  it('of a milestone is its date and nothing to do with pace', () => {
    const done = print({
      measure: 'milestone',
      terms: terms('>= 1'),
      asOf: '2025-12-31',
      values: { '2025-08-06': '1' },
    });
    expect(done).toMatchObject({
      status: 'achieved',
      value: '1',
      met_at: '2025-08-06',
      days_late: '-147',
      share: '100.00',
      completion: null,
      time_share: null,
      coverage_expected: null,
    });
  });
});
