import fc from 'fast-check';
import { exact } from '../number/exact';
import { judgeComposite, memberOf, SEVERITY } from './composite';
import { COMPOSITE_RULES, DATA_STATUSES, LIGHTS, type MemberProgress, type Status, STATUSES } from './model';
import { printComposite } from './print-progress';
import { inputOf, judge, shown, terms } from './spec-support/goal-cases';

const members = (...statuses: Status[]): MemberProgress[] =>
  statuses.map((status, index) => ({
    code: `G${index + 1}`,
    status,
    dataStatus: 'fresh',
    share: null,
    weight: null,
  }));

describe('a composite of all', () => {
  it.each<[Status, Status[]]>([
    ['achieved', ['achieved', 'achieved']],
    ['achieved_late', ['achieved', 'achieved_late']],
    ['missed', ['achieved', 'missed', 'no_data']],
    ['missed', ['overdue', 'missed']],
    ['overdue', ['overdue', 'no_data', 'breached']],
    ['breached', ['breached', 'no_data']],
    ['no_data', ['no_data', 'far_behind', 'achieved']],
    ['moving_away', ['moving_away', 'far_behind']],
    ['far_behind', ['far_behind', 'behind']],
    ['behind', ['behind', 'on_track', 'too_early']],
    ['awaiting_final', ['awaiting_final', 'achieved']],
    ['pending', ['pending', 'on_track']],
    ['on_track', ['on_track', 'achieved', 'ahead']],
    ['holding', ['holding', 'achieved_late']],
    ['no_data', []],
  ])('is %s with %j', (status, of) => {
    expect(judgeComposite('all', members(...of)).status).toBe(status);
    expect(judgeComposite('each_area', members(...of)).status).toBe(status);
    expect(judgeComposite('weighted', members(...of)).status).toBe(status);
  });

  it('counts who has achieved and names who has not, the worst first', () => {
    const progress = judgeComposite(
      'all',
      members('behind', 'achieved', 'on_track', 'missed', 'achieved_late', 'behind'),
    );
    expect(progress).toMatchObject({
      achieved: 2,
      members: 6,
      heldBackBy: ['G4', 'G1', 'G6', 'G3'],
      light: 'red',
    });
    expect(printComposite(progress)).toMatchObject({
      members: '6',
      members_achieved: '2',
      held_back_by: 'G4 G1 G6 G3',
      value: null,
    });
  });

  it('of one station in each of eight counties is 1 of 8, not a sum', () => {
    const counties = members('achieved', ...Array.from({ length: 7 }, () => 'behind' as const));
    expect(judgeComposite('each_area', counties)).toMatchObject({
      status: 'behind',
      achieved: 1,
      members: 8,
    });
  });
});

describe('a composite of any', () => {
  it.each<[Status, Status[]]>([
    ['achieved', ['missed', 'achieved']],
    ['achieved_late', ['missed', 'achieved_late']],
    ['missed', ['missed', 'missed']],
    ['behind', ['missed', 'behind', 'no_data']],
    ['no_data', []],
  ])('is %s with %j', (status, of) => {
    expect(judgeComposite('any', members(...of)).status).toBe(status);
  });
});

describe('the share of a composite', () => {
  const shares = (...values: (string | null)[]): MemberProgress[] =>
    values.map((value, index) => ({
      code: `G${index}`,
      status: 'behind',
      dataStatus: 'due',
      share: value === null ? null : exact(value),
      weight: exact(index + 1),
    }));

  it('is the smallest, or the largest of any, or weighted within 0 and 1', () => {
    const three = shares('0.5', '1.5', '-1');
    expect(shown(judgeComposite('all', three).share)).toBe('-1');
    expect(shown(judgeComposite('any', three).share)).toBe('3/2');
    expect(shown(judgeComposite('weighted', three).share)).toBe('5/12');
  });

  it('is unknown where that of a member is', () => {
    expect(judgeComposite('all', shares('0.5', null)).share).toBeNull();
    expect(judgeComposite('weighted', shares('0.5', null)).share).toBeNull();
    expect(shown(judgeComposite('any', shares('0.5', null)).share)).toBe('1/2');
  });
});

it('a milestone counts as all or nothing', () => {
  const input = inputOf({ measure: 'milestone', terms: terms('>= 1'), asOf: '2025-06-30' });
  const done = {
    measure: 'milestone',
    terms: terms('>= 1'),
    asOf: '2025-06-30',
    values: { '2025-06-30': '1' },
  } as const;
  expect(shown(memberOf('G04', input, judge({ ...done, values: {} })).share)).toBe('0');
  expect(memberOf('G04', input, judge(done))).toMatchObject({
    code: 'G04',
    status: 'achieved',
    weight: null,
  });
});

it('every status has its place', () => {
  expect([...SEVERITY].sort()).toEqual([...STATUSES].sort());
});

it('a composite never exceeds its members', () => {
  const member = fc.record({
    code: fc.string(),
    status: fc.constantFrom(...STATUSES),
    dataStatus: fc.constantFrom(...DATA_STATUSES),
    share: fc.option(fc.integer({ min: -50, max: 300 }).map((share) => exact(share).div(100))),
    weight: fc.option(fc.integer({ min: 1, max: 9 }).map((weight) => exact(weight))),
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...COMPOSITE_RULES),
      fc.array(member, { minLength: 1, maxLength: 6 }),
      (rule, of) => {
        const progress = judgeComposite(rule, of);
        const ranks = of.map(({ status }) => SEVERITY.indexOf(status));
        const own = SEVERITY.indexOf(progress.status);
        expect(own).toBe(rule === 'any' ? Math.max(...ranks) : Math.min(...ranks));
        expect(LIGHTS).toContain(progress.light);
        const most = of.flatMap(({ share }) => (share === null ? [] : [share.valueOf()]));
        if (progress.share !== null)
          expect(progress.share.valueOf()).toBeLessThanOrEqual(Math.max(0, ...most) + 1e-12);
        expect(judgeComposite(rule, [...of].reverse()).status).toBe(progress.status);
      },
    ),
  );
});
