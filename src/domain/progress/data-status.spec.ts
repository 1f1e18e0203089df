import { baseline, day, inputOf, entries, judge, terms } from './spec-support/goal-cases';
import { judgeGoal } from './judge-goal';

const of = terms('>= 365', { baseline: baseline('0', '2024-12-31') });
const at = (
  asOf: string,
  values: Record<string, string>,
  cycle: 'month' | 'quarter' | 'year' = 'month',
  goal = of,
) => judge({ measure: 'stock', terms: goal, asOf, values, facts: { cycle } }).dataStatus;

describe('data status', () => {
  // March is due on the tenth working day, Monday 14 April; 45 days later it is 29 May.
  it.each([
    ['2025-03-30', 'fresh'],
    ['2025-03-31', 'due'],
    ['2025-04-14', 'due'],
    ['2025-04-15', 'late'],
    ['2025-05-29', 'late'],
    ['2025-05-30', 'stale'],
  ])('with February reported is on %s %s', (asOf, status) => {
    expect(at(asOf, { '2025-02-28': '59' })).toBe(status);
  });

  it('is judged by the earliest period not reported', () => {
    expect(at('2025-06-10', { '2025-02-28': '59', '2025-05-31': '151' })).toBe('fresh');
    expect(at('2025-05-20', { '2025-03-26': '59' })).toBe('late');
    expect(at('2025-05-20', {})).toBe('none');
    expect(at('2025-01-31', { '2024-12-31': '0' })).toBe('due');
  });

  it('allows 75 days for a quarter and 90 for a year', () => {
    // Q1 is due on 14 April: stale after 28 June. 2025 is due on 14 January 2026: stale after 14 April.
    expect(at('2025-06-28', { '2024-12-31': '0' }, 'quarter')).toBe('late');
    expect(at('2025-06-29', { '2024-12-31': '0' }, 'quarter')).toBe('stale');
    const long = { ...of, deadline: day('2027-12-31') };
    expect(at('2026-04-14', { '2024-12-31': '0' }, 'year', long)).toBe('late');
    expect(at('2026-04-15', { '2024-12-31': '0' }, 'year', long)).toBe('stale');
  });

  it('asks for nothing after the deadline', () => {
    expect(at('2026-06-30', { '2025-12-31': '300' })).toBe('fresh');
    expect(at('2026-01-05', { '2025-11-30': '300' })).toBe('due');
  });

  it('does not count what was not known or not over', () => {
    const input = inputOf({
      measure: 'stock',
      terms: of,
      asOf: '2025-04-20',
      entries: entries({ '2025-03-31': '90' }),
    });
    expect(judgeGoal(input).dataStatus).toBe('fresh');
    const before = judgeGoal({ ...input, knownAt: day('2025-03-31') as never });
    expect([before.dataStatus, before.status, before.value]).toEqual(['none', 'no_data', null]);
    const early = judgeGoal({ ...input, asOf: day('2025-03-30') });
    expect([early.dataStatus, early.status]).toEqual(['none', 'no_data']);
  });

  it('of a milestone is fresh once it is done', () => {
    const milestone = (values: Record<string, string>) =>
      judge({ measure: 'milestone', terms: terms('>= 1'), asOf: '2025-06-30', values });
    expect(milestone({}).dataStatus).toBe('none');
    expect(milestone({ '2025-06-30': '1' })).toMatchObject({
      dataStatus: 'fresh',
      coverage: { expected: 0 },
    });
  });
});

describe('coverage', () => {
  it('names the periods that are expected and not there', () => {
    const { coverage } = judge({
      measure: 'stock',
      terms: of,
      asOf: '2025-04-30',
      values: { '2025-01-15': '1', '2025-03-31': '9' },
    });
    expect(coverage).toEqual({ reported: 2, expected: 4, missing: ['2025-02-28', '2025-04-30'] });
  });

  it.each<[string, Record<string, string>, string[]]>([
    [
      'one day is not its month',
      { '2025-01-01..2025-01-31': '1', '2025-02-28..2025-02-28': '1' },
      ['02-28', '03-31'],
    ],
    ['two halves are', { '2025-01-01..2025-02-10': '1', '2025-02-11..2025-03-31': '1' }, []],
    ['a day between is missing', { '2025-01-01..2025-02-10': '1', '2025-02-12..2025-03-31': '1' }, ['02-28']],
    ['a longer amount fills the gap', { '2025-02-12..2025-02-28': '1', '2025-01-01..2025-03-31': '1' }, []],
    ['one not to the last day', { '2025-01-01..2025-03-30': '1' }, ['03-31']],
    ['one without a first day is of the year so far', { '2025-02-28': '1' }, ['03-31']],
  ])('of amounts counts periods without a gap: %s', (_, values, missing) => {
    const facts = { entryMode: 'monthly' } as const;
    const { coverage } = judge({ measure: 'flow', terms: terms('>= 9'), asOf: '2025-03-31', values, facts });
    expect(coverage).toEqual({
      reported: 3 - missing.length,
      expected: 3,
      missing: missing.map((end) => `2025-${end}`),
    });
  });

  it('of increments begins where the goal does', () => {
    const facts = { entryMode: 'increment' } as const;
    const of = terms('>= 9', { start: day('2025-01-15') });
    const values = { '2025-01-15..2025-01-31': '1', '2025-02-28': '1', '2025-03-10..2025-03-31': '1' };
    const { coverage } = judge({ measure: 'cumulative', terms: of, asOf: '2025-03-31', values, facts });
    expect(coverage).toEqual({ reported: 2, expected: 3, missing: ['2025-03-31'] });
  });

  it('expects nothing where nothing began', () => {
    const bare = { measure: 'stock', terms: terms('>= 9'), asOf: '2025-04-30' } as const;
    expect(judge(bare).coverage.expected).toBe(0);
    expect(judge({ ...bare, values: { '2025-02-28': '1' } }).coverage).toEqual({
      reported: 1,
      expected: 3,
      missing: ['2025-03-31', '2025-04-30'],
    });
  });
});
