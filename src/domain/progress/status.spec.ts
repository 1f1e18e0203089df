import {
  cumulative,
  flow,
  judge,
  milestone,
  racks,
  stock,
  terms,
  statusOf,
  type StatusRow,
} from './spec-support/goal-cases';

const noBase = terms('>= 100');
const ROWS: StatusRow[] = [
  ['before t0', stock('2024-12-30', {}), 'not_started', 'blue'],
  ['on t0 nothing is in', stock('2024-12-31', {}), 'no_data', 'grey'],
  ['a flow before its year', flow('2024-12-31', { '2024-12-31': '1100' }), 'not_started', 'blue'],
  [
    'a flow of 2030 without anything earlier',
    flow('2029-12-31', {}, terms('>= 10', { deadline: '2030-12-31' as never })),
    'not_started',
    'blue',
  ],

  ['exactly the target, >=', stock('2025-06-30', { '2025-06-30': '100000' }), 'achieved', 'green'],
  ['one unit below, >=', stock('2025-06-30', { '2025-06-30': '99999' }), 'ahead', 'green'],
  [
    'exactly the target, >',
    stock('2025-06-30', { '2025-06-30': '100000' }, racks('> 100000')),
    'ahead',
    'green',
  ],
  [
    '"over" the target, >',
    stock('2025-12-31', { '2025-12-31': '>= 100000' }, racks('> 100000')),
    'achieved',
    'green',
  ],
  [
    'about the target, >, proves nothing',
    stock('2026-01-10', { '2025-12-31': '~ 100000' }, racks('> 100000')),
    'awaiting_final',
    'yellow',
  ],
  ['about the target, >=', stock('2026-01-10', { '2025-12-31': '~ 100000' }), 'achieved', 'green'],
  [
    'met and lost again',
    stock('2025-09-30', { '2025-06-30': '100000', '2025-09-30': '99000' }),
    'ahead',
    'green',
    'regressed',
  ],
  [
    'met, lost and met again',
    stock('2025-12-31', { '2025-06-30': '100000', '2025-09-30': '9', '2025-12-31': '100000' }),
    'achieved',
    'green',
  ],
  [
    'what comes after the deadline takes nothing back',
    stock('2026-03-31', { '2025-12-31': '100000', '2026-01-31': '9' }),
    'achieved',
    'green',
  ],
  [
    'a flow once over its target',
    flow('2025-11-30', { '2025-10-31': '1200', '2025-11-30': '1150' }),
    'achieved',
    'green',
  ],
  [
    // 300 of 334 days: 0.898.
    'a total once over its target that fell',
    cumulative('2025-11-30', { '2025-10-31': '365', '2025-11-30': '300' }),
    'behind',
    'yellow',
    'regressed',
  ],
  [
    'a total that fell short at the end',
    cumulative('2026-01-01', { '2025-10-31': '365', '2025-12-31': '364' }),
    'missed',
    'red',
    'regressed',
  ],
  [
    'a weaker bound is no fall',
    cumulative('2025-11-30', { '2025-10-31': '365', '2025-11-30': '>= 300' }),
    'achieved',
    'green',
  ],

  [
    'first met after the deadline',
    stock('2026-03-31', { '2025-12-31': '99999', '2026-01-31': '100000' }),
    'achieved_late',
    'green',
  ],
  ['first met after the grace', stock('2026-06-30', { '2026-06-30': '100000' }), 'achieved_late', 'green'],

  ['the deadline day, short', stock('2025-12-31', { '2025-12-31': '99999' }), 'on_track', 'green'],
  ['the day after, short', stock('2026-01-01', { '2025-12-31': '99999' }), 'missed', 'red'],
  ['the day after, no final', stock('2026-01-01', { '2025-11-30': '99999' }), 'awaiting_final', 'yellow'],
  ['the end of grace, no final', stock('2026-02-14', { '2025-11-30': '99999' }), 'awaiting_final', 'yellow'],
  [
    'the day after grace, no final',
    stock('2026-02-15', { '2025-11-30': '99999' }),
    'missed',
    'red',
    'no_figure',
  ],
  ['no figure at all', stock('2026-02-15', {}), 'missed', 'red', 'no_figure'],
  [
    'the first after the deadline is final',
    stock('2026-01-20', { '2025-11-30': '99999', '2026-01-15': '99999' }),
    'missed',
    'red',
  ],
  [
    'a lower bound never proves a miss',
    stock('2026-02-14', { '2025-12-31': '>= 99999' }),
    'awaiting_final',
    'yellow',
  ],
  ['but grace runs out', stock('2026-02-15', { '2025-12-31': '>= 99999' }), 'missed', 'red', 'no_figure'],
  [
    'a flow is final on 31 December only',
    flow('2026-01-20', { '2025-11-30': '1100', '2026-01-15': '20' }),
    'awaiting_final',
    'yellow',
  ],
  ['a flow short at the end', flow('2026-01-20', { '2025-12-31': '1199.99' }), 'missed', 'red'],

  ['nothing accepted in the window', stock('2025-06-30', { '2024-11-30': '30000' }), 'no_data', 'grey'],
  ['no data comes before unrated', stock('2025-06-30', {}, noBase), 'no_data', 'grey', 'no_baseline'],
  ['the first month of a flow', flow('2025-01-31', {}), 'no_data', 'grey'],
];

describe('status by time and target', () => {
  it.each(ROWS)('%s', (_, of, status, light, ...flags) => {
    expect(statusOf(of)).toEqual({ status, light, flags });
  });

  it('says when the target was met and how late that was', () => {
    const late = judge(stock('2026-03-31', { '2025-12-31': '99999', '2026-01-31': '100000' }));
    expect([late.metAt, late.daysLate, late.valueAt]).toEqual(['2026-01-31', 31, '2026-01-31']);
    const early = judge(stock('2025-06-30', { '2025-06-30': '100000' }));
    expect([early.metAt, early.daysLate]).toEqual(['2025-06-30', -184]);
    const done = judge(milestone('2026-01-01', { '2025-12-31': '1' }));
    expect([done.metAt, done.daysLate, done.completion, done.timeShare]).toEqual([
      '2025-12-31',
      0,
      null,
      null,
    ]);
  });
});
