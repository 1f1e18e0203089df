import type { GoalTerms } from '../goal/terms';
import { explainGoal } from './explain';
import { judgeGoal } from './judge-goal';
import { baseline, type Case, day, inputOf, stages, terms } from './spec-support/goal-cases';

const explain = (of: Case) => {
  const input = inputOf(of);
  return new Map(explainGoal(input, judgeGoal(input)).map((step) => [step.quantity as string, step]));
};
const racks = terms('>= 100000', { baseline: baseline('31000', '2024-12-31') });

describe('the explanation', () => {
  const steps = explain({
    measure: 'stock',
    terms: racks,
    asOf: '2025-08-31',
    values: { '2025-08-06': '>= 66000' },
  });

  it('shows formula, exact inputs and exact result', () => {
    expect(steps.get('progress_share')).toEqual({
      quantity: 'progress_share',
      rule: 'progress_share.of_distance',
      formula: '(V − B) ÷ (T − B)',
      inputs: [
        { name: 'V', value: '66000' },
        { name: 'B', value: '31000' },
        { name: 'T', value: '100000' },
      ],
      result: '35/69',
    });
    expect(steps.get('time_share')).toMatchObject({ formula: '(τ − t0) ÷ (t1 − t0)', result: '218/365' });
    expect(steps.get('pace_index')).toMatchObject({ rule: 'pace_index.straight', result: '12775/15042' });
  });

  it('names the revisions that the value is made of', () => {
    expect(steps.get('value')).toEqual({
      quantity: 'value',
      rule: 'value.level',
      formula: null,
      inputs: [
        { name: '621000 2025-08-06 r1', value: '>= 66000' },
        { name: 'τ', value: '2025-08-06' },
      ],
      result: '>= 66000',
    });
  });

  it('ends with the verdict and what it was taken from', () => {
    expect(steps.get('status')).toMatchObject({ rule: 'status.behind', result: 'behind' });
    expect(steps.get('status')?.inputs).toContainEqual({ name: 'border.behind', value: '0.6' });
    expect(steps.get('light')).toMatchObject({ rule: 'light.yellow', result: 'yellow' });
  });

  it('has no step for what is unknown', () => {
    expect(steps.has('completion')).toBe(false);
    const empty = explain({ measure: 'stock', terms: racks, asOf: '2025-08-31' });
    expect([...empty.keys()]).toEqual(['target_in_force', 'status', 'light']);
  });

  it.each<[string, Partial<GoalTerms>, string, string, [string, string][]]>([
    [
      'from the baseline',
      { baseline: baseline('900', '2024-12-31') },
      '2026-06-30',
      '6800/3',
      [
        ['B 2024-12-31', '900'],
        ['T 2030-12-31', '5000'],
      ],
    ],
    [
      'between two stages',
      {
        baseline: baseline('900', '2024-12-31'),
        stages: stages({
          '2025-12-31': '1500',
          '2026-06-30': '700',
          '2027-12-31': '2500',
          '2029-12-31': '4000',
        }),
      },
      '2026-09-30',
      '2000',
      [
        ['stage 2025-12-31', '1500'],
        ['stage 2027-12-31', '2500'],
      ],
    ],
    [
      'before the first year-end that says something',
      { baseline: baseline('300', '2024-06-30'), stages: stages({ '2026-12-31': '1500' }) },
      '2025-06-30',
      '1500',
      [['stage 2026-12-31', '1500']],
    ],
  ])('of an implied target %s names the points it lies between', (_, changes, at, target, points) => {
    const of = terms('>= 5000', { deadline: day('2030-12-31'), ...changes });
    const step = explain({ measure: 'flow', terms: of, asOf: at, values: { [at]: '540' } }).get(
      'target_in_force',
    );
    expect([step?.rule, step?.result]).toEqual(['target.implied', target]);
    expect(step?.inputs.map(({ name, value }) => [name, value])).toEqual([
      ['t1', `${at.slice(0, 4)}-12-31`],
      ...points,
    ]);
  });

  it.each<[string, Case, Record<string, string>]>([
    [
      'a flow',
      {
        measure: 'flow',
        terms: terms('>= 1200'),
        asOf: '2025-07-10',
        values: { '2024-06-30': '300', '2024-12-31': '900', '2025-06-30': '540' },
      },
      {
        completion: 'completion.of_target',
        time_share: 'time_share.months',
        planned: 'planned.of_year',
        pace_index: 'pace_index.flow',
        year_on_year: 'year_on_year.same_period',
        forecast: 'forecast.same-period-share',
      },
    ],
    [
      'a flow with a stage',
      {
        measure: 'flow',
        terms: terms('>= 1200', { stages: stages({ '2025-06-30': '480' }) }),
        asOf: '2025-07-10',
        values: { '2025-06-30': '540' },
      },
      { time_share: 'time_share.stages', forecast: 'forecast.straight-line' },
    ],
    [
      'a year implied between stages',
      {
        measure: 'flow',
        terms: terms('>= 5000', { baseline: baseline('900', '2024-12-31'), deadline: day('2030-12-31') }),
        asOf: '2026-07-10',
        values: { '2026-06-30': '540' },
      },
      { target_in_force: 'target.implied' },
    ],
    [
      'a ceiling',
      { measure: 'flow', terms: terms('<= 1200'), asOf: '2025-07-10', values: { '2025-06-30': '640' } },
      {
        completion: 'completion.of_ceiling',
        pace_index: 'pace_index.ceiling',
        gap_points: 'gap_points.ceiling',
      },
    ],
    [
      'a floor',
      {
        measure: 'stock',
        terms: terms('>= 80', { baseline: baseline('90', '2024-12-31') }),
        asOf: '2025-07-10',
        values: { '2025-06-30': '85' },
      },
      { planned: 'planned.constant', status: 'status.holding' },
    ],
    [
      'a staged path',
      {
        measure: 'stock',
        terms: { ...racks, stages: stages({ '2025-06-30': '61000' }) },
        asOf: '2025-07-10',
        values: { '2025-03-31': '50000' },
      },
      { planned: 'planned.stages', pace_index: 'pace_index.stages' },
    ],
    [
      'a milestone',
      { measure: 'milestone', terms: terms('>= 1'), asOf: '2025-07-10', values: { '2025-06-30': '1' } },
      { value: 'value.done', met_at: 'met_at.first', days_late: 'days_late.after_deadline' },
    ],
  ])('of %s names the rules that applied', (_, of, rules) => {
    const found = explain(of);
    expect(Object.fromEntries(Object.keys(rules).map((name) => [name, found.get(name)?.rule]))).toEqual(
      rules,
    );
  });
});
