import { exact } from '../number/exact';
import {
  baseline,
  cumulative,
  flow,
  judge,
  milestone,
  oneADay,
  shown,
  stages,
  stock,
  terms,
  statusOf,
  type StatusRow,
} from './spec-support/goal-cases';

const noBase = terms('>= 100');
const points = { preset: { name: 'points' } } as const;
const custom = { preset: { name: 'custom', onTrack: exact('0.9'), behind: exact('0.5') } } as const;

const ROWS: StatusRow[] = [
  [
    'no baseline, level shown',
    stock('2025-06-30', { '2025-06-30': '99' }, noBase),
    'unrated',
    'blue',
    'no_baseline',
  ],
  [
    'no baseline, met',
    stock('2025-06-30', { '2025-06-30': '100' }, noBase),
    'achieved',
    'green',
    'no_baseline',
  ],
  [
    'a total with neither start nor baseline',
    cumulative('2025-06-30', { '2025-06-30': '99' }, noBase),
    'unrated',
    'blue',
  ],
  [
    'a total with a start starts from 0',
    cumulative('2025-07-01', { '2025-07-01': '182' }, terms('>= 365', { start: '2024-12-31' as never })),
    'on_track',
    'green',
  ],
  [
    'a provisional baseline says so',
    stock(
      '2025-12-31',
      { '2025-12-31': '97' },
      terms('>= 100', { baseline: baseline('0', '2024-12-31', { basis: 'provisional' }) }),
    ),
    'on_track',
    'green',
    'provisional_baseline',
  ],

  [
    'milestone before its start',
    milestone('2025-03-25', {}, terms('>= 1', { start: '2025-03-26' as never })),
    'not_started',
    'blue',
  ],
  ['milestone not done', milestone('2025-12-31', {}), 'pending', 'blue'],
  ['milestone said not to be done', milestone('2025-12-31', { '2025-12-30': '0' }), 'pending', 'blue'],
  ['milestone not done, the day after', milestone('2026-01-01', {}), 'overdue', 'red'],
  ['milestone done on the day', milestone('2026-01-01', { '2025-12-31': '1' }), 'achieved', 'green'],
  ['milestone done the day after', milestone('2026-01-01', { '2026-01-01': '1' }), 'achieved_late', 'green'],
  [
    'milestone taken back',
    milestone('2025-12-31', { '2025-11-01': '1', '2025-12-01': '0' }),
    'pending',
    'blue',
    'regressed',
  ],

  ['36 of 365 days', cumulative('2025-02-05', { '2025-02-05': '0' }), 'too_early', 'blue'],
  ['37 of 365 days', cumulative('2025-02-06', { '2025-02-06': '0' }), 'far_behind', 'red'],
  ['nothing observed after t0', stock('2025-06-30', { '2024-12-31': '31000' }), 'too_early', 'blue'],
  ['one month of twelve', flow('2025-01-31', { '2025-01-31': '100' }), 'too_early', 'blue'],
  [
    'a late report does not look like slow work',
    cumulative('2025-11-30', { '2025-04-10': '100' }),
    'on_track',
    'green',
  ],

  ['below the baseline', cumulative('2025-04-10', { '2025-04-10': '-1' }), 'moving_away', 'red'],
  ['at the baseline', cumulative('2025-04-10', { '2025-04-10': '0' }), 'far_behind', 'red'],
  ['one unit below 0.60', cumulative('2025-04-10', { '2025-04-10': '59.99' }), 'far_behind', 'red'],
  ['0.60 exactly', cumulative('2025-04-10', { '2025-04-10': '60' }), 'behind', 'yellow'],
  ['one unit below 0.95', cumulative('2025-04-10', { '2025-04-10': '94.99' }), 'behind', 'yellow'],
  ['0.95 exactly', cumulative('2025-04-10', { '2025-04-10': '95' }), 'on_track', 'green'],
  ['one unit below 1.05', cumulative('2025-04-10', { '2025-04-10': '104.99' }), 'on_track', 'green'],
  ['1.05 exactly', cumulative('2025-04-10', { '2025-04-10': '105' }), 'ahead', 'green'],
  [
    'a falling price on its way',
    stock(
      '2025-07-01',
      { '2025-07-01': '0.45' },
      terms('<= 0.40', { baseline: baseline('0.50', '2024-12-31') }),
    ),
    'on_track',
    'green',
  ],

  [
    'custom 0.50',
    cumulative('2025-04-10', { '2025-04-10': '50' }, oneADay('>= 365', custom)),
    'behind',
    'yellow',
  ],
  [
    'custom under 0.50',
    cumulative('2025-04-10', { '2025-04-10': '49' }, oneADay('>= 365', custom)),
    'far_behind',
    'red',
  ],
  [
    'custom 0.90',
    cumulative('2025-04-10', { '2025-04-10': '90' }, oneADay('>= 365', custom)),
    'on_track',
    'green',
  ],
  [
    'points: level with time',
    flow('2025-06-30', { '2025-06-30': '600' }, terms('>= 1200', points)),
    'ahead',
    'green',
  ],
  [
    'points: 10 behind',
    flow('2025-06-30', { '2025-06-30': '480' }, terms('>= 1200', points)),
    'on_track',
    'green',
  ],
  [
    'points: just over 10 behind',
    flow('2025-06-30', { '2025-06-30': '479.99' }, terms('>= 1200', points)),
    'behind',
    'yellow',
  ],
  [
    'points: 30 behind',
    flow('2025-06-30', { '2025-06-30': '240' }, terms('>= 1200', points)),
    'behind',
    'yellow',
  ],
  [
    'points: just over 30 behind',
    flow('2025-06-30', { '2025-06-30': '239.99' }, terms('>= 1200', points)),
    'far_behind',
    'red',
  ],
];

describe('status by pace, and where there is none', () => {
  it.each(ROWS)('%s', (_, of, status, light, ...flags) => {
    expect(statusOf(of)).toEqual({ status, light, flags });
  });

  it('where the plan asks for no distance yet, goes by the side of the plan', () => {
    const plateau = terms('>= 100', {
      baseline: baseline('10', '2024-12-31'),
      stages: stages({ '2025-06-30': '10' }),
    });
    expect(judge(stock('2025-04-30', { '2025-04-30': '10' }, plateau)).status).toBe('on_track');
    expect(judge(stock('2025-04-30', { '2025-04-30': '9' }, plateau)).status).toBe('moving_away');
    expect(shown(judge(stock('2025-04-30', { '2025-04-30': '10' }, plateau)).paceIndex)).toBeNull();
  });
});
