import {
  type CivilDate,
  civilDate,
  type DayKind,
  dueDate,
  reportingPeriods,
  statutoryCalendar,
} from '../calendar';
import type { EntryMode, Measure, TermsDates } from '../goal';
import { obligationOf } from './obligation';
import { type ReportedEntry, stateOfPeriod } from './period-state';

const day = civilDate;
const DAYS: [string, DayKind][] = [
  ...['01', '02', '03', '06', '07', '08'].map((of): [string, DayKind] => [`2025-10-${of}`, 'holiday']),
  ['2025-09-28', 'workday'],
  ['2025-10-11', 'workday'],
];
const calendar = statutoryCalendar(
  new Map(DAYS as [CivilDate, DayKind][]),
  new Set([2025, 2026]),
  () => undefined,
);
const YEAR = { after: day('2024-12-31'), until: day('2025-12-31') };
const PERIODS = {
  month: { before: day('2025-08-31'), end: day('2025-09-30') },
  quarter: { before: day('2025-06-30'), end: day('2025-09-30') },
  year: { before: day('2024-12-31'), end: day('2025-12-31') },
};

const entry = (state: ReportedEntry['state'], end = '2025-09-30', start: string | null = null) => ({
  periodStart: start === null ? null : day(start),
  periodEnd: day(end),
  revision: 1,
  state,
});

function state(
  today: string,
  entries: ReportedEntry[] = [],
  cycle: keyof typeof PERIODS = 'month',
  obligations = [YEAR],
  entryMode: EntryMode = 'level',
) {
  const due = dueDate(PERIODS[cycle].end, 10, calendar);
  return stateOfPeriod({ cycle, entryMode, obligations, entries }, PERIODS[cycle], due, day(today));
}

describe('the state of a reporting period', () => {
  // September is due on the tenth working day after National Day week, with the make-up Saturday: 21 October.
  it.each([
    ['the day before it closes', '2025-09-29', 'not_yet'],
    ['the day it closes', '2025-09-30', 'due'],
    ['the first working day after the week', '2025-10-09', 'due'],
    ['the due day', '2025-10-21', 'due'],
    ['the day after', '2025-10-22', 'late'],
    ['45 days after the due day', '2025-12-05', 'late'],
    ['46 days after', '2025-12-06', 'stale'],
  ])('%s, %s: %s', (_what, today, expected) => {
    expect(state(today)).toEqual({ state: expected, dueOn: '2025-10-21', entry: null });
  });

  it.each([
    ['quarter', '2026-01-04', 'late'],
    ['quarter', '2026-01-05', 'stale'],
    ['year', '2026-04-14', 'late'],
    ['year', '2026-04-15', 'stale'],
  ] as const)('of a %s is on %s %s: 75 and 90 days', (cycle, today, expected) => {
    expect(state(today, [], cycle)?.state).toBe(expected);
  });

  it.each([
    ['accepted', 'reported'],
    ['submitted', 'waiting'],
    ['returned', 'returned'],
    ['draft', 'draft'],
  ] as const)('with a figure that is %s is %s, however late', (given, expected) => {
    for (const today of ['2025-10-01', '2025-12-31'])
      expect(state(today, [entry(given)])).toMatchObject({ state: expected, entry: { revision: 1 } });
  });

  it('stays reported while a correction waits or comes back', () => {
    const correction = { ...entry('returned'), revision: 2 };
    expect(state('2025-12-31', [entry('accepted'), correction])).toMatchObject({
      state: 'reported',
      entry: { revision: 2 },
    });
    expect(state('2025-12-31', [entry('returned'), { ...entry('submitted'), revision: 2 }])?.state).toBe(
      'waiting',
    );
  });

  it('is reported by a figure within it and by several periods together, not by its neighbours', () => {
    expect(state('2025-12-31', [entry('accepted', '2025-09-06')])?.state).toBe('reported');
    expect(state('2025-12-31', [entry('accepted', '2025-12-31', '2025-07-01')])?.state).toBe('reported');
    expect(state('2025-12-31', [entry('accepted', '2025-08-31')])?.state).toBe('stale');
    expect(state('2025-12-31', [entry('accepted', '2025-10-31', '2025-10-01')])?.state).toBe('stale');
  });

  it.each<[string, [string, string, ReportedEntry['state']][], string]>([
    ['its whole span', [['2025-09-01', '2025-09-30', 'accepted']], 'reported'],
    ['one day', [['2025-09-30', '2025-09-30', 'accepted']], 'stale'],
    ['all days but the last', [['2025-09-01', '2025-09-29', 'accepted']], 'stale'],
    [
      'two parts that join',
      [
        ['2025-09-01', '2025-09-15', 'accepted'],
        ['2025-09-16', '2025-09-30', 'accepted'],
      ],
      'reported',
    ],
    [
      'two parts with a day between',
      [
        ['2025-09-01', '2025-09-15', 'accepted'],
        ['2025-09-17', '2025-09-30', 'accepted'],
      ],
      'stale',
    ],
    [
      'a part accepted, the rest waiting',
      [
        ['2025-09-01', '2025-09-15', 'accepted'],
        ['2025-09-16', '2025-09-30', 'submitted'],
      ],
      'waiting',
    ],
    ['a part waiting', [['2025-09-01', '2025-09-15', 'submitted']], 'stale'],
    [
      'a part accepted, the rest returned',
      [
        ['2025-09-01', '2025-09-15', 'accepted'],
        ['2025-09-16', '2025-09-30', 'returned'],
      ],
      'returned',
    ],
    ['several periods together', [['2025-07-01', '2025-12-31', 'accepted']], 'reported'],
  ])('of amounts with %s is as it should be', (_what, amounts, expected) => {
    const entries = amounts.map(([start, end, given]) => entry(given, end, start));
    expect(state('2025-12-31', entries, 'month', [YEAR], 'monthly')?.state).toBe(expected);
  });

  it('of amounts asks for the days from the beginning of what asks first', () => {
    const from = (after: string) => ({ after: day(after), until: day('2025-12-31') });
    const rest = [entry('accepted', '2025-09-30', '2025-09-16')];
    expect(state('2025-12-31', rest, 'month', [from('2025-09-15')], 'increment')?.state).toBe('reported');
    const both = [from('2025-09-15'), from('2025-09-10')];
    expect(state('2025-12-31', rest, 'month', both, 'increment')?.state).toBe('stale');
  });

  it('is none where no goal asks for it', () => {
    const until = (after: string, to: string) => [{ after: day(after), until: day(to) }];
    expect(state('2025-12-31', [], 'month', [])).toBeNull();
    expect(state('2025-12-31', [], 'month', until('2025-09-30', '2025-12-31'))).toBeNull();
    expect(state('2025-12-31', [], 'month', until('2025-01-31', '2025-09-29'))).toBeNull();
    expect(state('2025-12-31', [], 'month', until('2025-09-29', '2025-09-30'))?.state).toBe('stale');
  });
});

describe('what a goal asks for', () => {
  const dates = (changes: Partial<TermsDates>): TermsDates => ({
    start: null,
    baseline: null,
    stages: [],
    deadline: day('2027-12-31'),
    ...changes,
  });

  it.each<[string, Measure, Partial<TermsDates>, string]>([
    ['its start', 'stock', { start: day('2025-03-01'), baseline: { at: day('2024-12-31') } }, '2025-03-01'],
    ['its baseline', 'stock', { baseline: { at: day('2024-12-31') } }, '2024-12-31'],
    ['the promise, where neither is stated', 'ratio', {}, '2025-08-06'],
    ['the year after the baseline', 'flow', { baseline: { at: day('2024-12-31') } }, '2024-12-31'],
    ['the year of the first stage', 'flow', { stages: [{ at: day('2026-12-31') }] }, '2025-12-31'],
    ['the year of the deadline', 'flow', {}, '2026-12-31'],
  ])('begins with %s', (_what, measure, changes, after) => {
    expect(obligationOf(measure, dates(changes), day('2025-08-06'))).toEqual({ after, until: '2027-12-31' });
  });

  it('is no period, of a milestone', () => {
    expect(obligationOf('milestone', dates({ start: day('2025-01-01') }), day('2025-08-06'))).toBeNull();
  });
});

describe('the periods of a table', () => {
  it('begin where the one before ended', () => {
    expect(reportingPeriods('quarter', day('2024-12-31'), day('2025-06-30'))).toEqual([
      { before: '2024-12-31', end: '2025-03-31' },
      { before: '2025-03-31', end: '2025-06-30' },
    ]);
    expect(reportingPeriods('month', day('2024-01-31'), day('2024-02-29'))).toEqual([
      { before: '2024-01-31', end: '2024-02-29' },
    ]);
  });
});
