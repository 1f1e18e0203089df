import type { GoalTerms } from '../goal/terms';
import {
  baseline,
  cumulative,
  flow,
  judge,
  oneADay,
  shown,
  stock,
  terms,
  statusOf,
  type StatusRow,
} from './spec-support/goal-cases';

const ceiling = terms('<= 1200');
const price = terms('< 0.40', { deadline: '2025-08-31' as GoalTerms['deadline'] });
const floor = terms('>= 80', { baseline: baseline('90', '2024-12-31') });
const monthly = (asOf: string, values: Record<string, string>) => ({
  ...flow(asOf, values, ceiling),
  facts: { entryMode: 'monthly' } as const,
});
const ROWS: StatusRow[] = [
  ['a floor that holds', stock('2025-06-30', { '2025-06-30': '80' }, floor), 'holding', 'green'],
  ['a floor one unit below', stock('2025-06-30', { '2025-06-30': '79' }, floor), 'breached', 'red'],
  [
    'a floor that held before',
    stock('2025-06-30', { '2025-03-31': '85', '2025-06-30': '79' }, floor),
    'breached',
    'red',
    'regressed',
  ],
  ['a floor at the end', stock('2025-12-31', { '2025-12-31': '80' }, floor), 'achieved', 'green'],
  ['a floor broken at the end', stock('2026-01-01', { '2025-12-31': '79' }, floor), 'missed', 'red'],
  [
    'about a floor, and nothing of tomorrow',
    stock('2025-06-30', { '2025-06-30': '~ 80', '2025-07-01': '70' }, floor),
    'holding',
    'green',
  ],
  [
    'B = T is a floor',
    stock('2025-06-30', { '2025-06-30': '79' }, terms('>= 80', { baseline: baseline('80', '2024-12-31') })),
    'breached',
    'red',
  ],
  [
    'a ceiling on a level',
    stock('2025-06-30', { '2025-06-30': '40' }, terms('<= 40', { baseline: baseline('35', '2024-12-31') })),
    'holding',
    'green',
  ],
  [
    'a price below its mark waits for the end',
    stock('2025-06-30', { '2025-06-30': '0.39' }, price),
    'holding',
    'green',
    'no_baseline',
  ],
  [
    'a price at its mark is not below it',
    stock('2025-06-30', { '2025-06-30': '0.40' }, price),
    'unrated',
    'blue',
    'no_baseline',
  ],
  [
    'a price below its mark at the end',
    stock('2025-08-31', { '2025-08-31': '0.399' }, price),
    'achieved',
    'green',
    'no_baseline',
  ],
  [
    'a price told later, below before too',
    stock('2025-09-20', { '2025-07-31': '0.39', '2025-09-15': '0.38' }, price),
    'achieved',
    'green',
    'no_baseline',
  ],
  [
    'a price told later, above before',
    stock('2025-09-20', { '2025-07-31': '0.41', '2025-09-15': '0.38' }, price),
    'achieved_late',
    'green',
    'no_baseline',
  ],
  [
    'a price above its mark at the end',
    stock('2025-09-01', { '2025-08-31': '0.40' }, price),
    'missed',
    'red',
    'no_baseline',
  ],

  [
    'a ceiling on a flow within plan',
    flow('2025-06-30', { '2025-06-30': '600' }, ceiling),
    'holding',
    'green',
  ],
  ['a ceiling one over plan', flow('2025-06-30', { '2025-06-30': '601' }, ceiling), 'on_track', 'green'],
  ['a ceiling 600/640 of plan', flow('2025-06-30', { '2025-06-30': '640' }, ceiling), 'behind', 'yellow'],
  ['a ceiling at 0.60', flow('2025-06-30', { '2025-06-30': '1000' }, ceiling), 'behind', 'yellow'],
  ['a ceiling under 0.60', flow('2025-06-30', { '2025-06-30': '1000.01' }, ceiling), 'far_behind', 'red'],
  [
    'a ceiling over plan in January',
    flow('2025-01-31', { '2025-01-31': '101' }, ceiling),
    'too_early',
    'blue',
  ],
  ['a ceiling reached', flow('2025-06-30', { '2025-06-30': '1200' }, ceiling), 'far_behind', 'red'],
  [
    'a ceiling passed is missed at once',
    flow('2025-06-30', { '2025-06-30': '1200.01' }, ceiling),
    'missed',
    'red',
  ],
  [
    'a strict ceiling reached is missed at once',
    flow('2025-06-30', { '2025-06-30': '1200' }, terms('< 1200')),
    'missed',
    'red',
  ],
  [
    'a ceiling "over" T is missed at once',
    flow('2025-06-30', { '2025-06-30': '>= 1200' }, ceiling),
    'missed',
    'red',
  ],
  [
    'a ceiling "over" less is not',
    flow('2025-06-30', { '2025-06-30': '>= 1100' }, ceiling),
    'far_behind',
    'red',
  ],
  [
    'a ceiling "over" what is planned',
    flow('2025-06-30', { '2025-06-30': '>= 600' }, ceiling),
    'on_track',
    'green',
  ],
  [
    'a ceiling "over" less than planned',
    flow('2025-06-30', { '2025-06-30': '>= 599' }, ceiling),
    'unrated',
    'blue',
  ],
  ['a ceiling "under" the plan', flow('2025-06-30', { '2025-06-30': '<= 600' }, ceiling), 'holding', 'green'],
  [
    'a ceiling "under" more than planned',
    flow('2025-06-30', { '2025-06-30': '<= 601' }, ceiling),
    'unrated',
    'blue',
  ],
  ['a ceiling about the plan', flow('2025-06-30', { '2025-06-30': '~ 600' }, ceiling), 'holding', 'green'],
  [
    'a ceiling with a month missing',
    monthly('2025-06-30', { '2025-01-01..2025-01-31': '100', '2025-03-01..2025-06-30': '400' }),
    'unrated',
    'blue',
    'incomplete',
  ],
  [
    'a ceiling with a month missing, over the plan all the same',
    monthly('2025-06-30', { '2025-01-01..2025-01-31': '100', '2025-03-01..2025-06-30': '540' }),
    'behind',
    'yellow',
    'incomplete',
  ],
  [
    'a total passed is missed, not regressed',
    cumulative('2025-06-30', { '2025-05-31': '151', '2025-06-30': '366' }, oneADay('<= 365')),
    'missed',
    'red',
  ],
  ['a ceiling kept at the end', flow('2025-12-31', { '2025-12-31': '1200' }, ceiling), 'achieved', 'green'],
  [
    'a ceiling "over" less at the end proves nothing',
    flow('2026-01-05', { '2025-12-31': '>= 1100' }, ceiling),
    'awaiting_final',
    'yellow',
  ],
  [
    'a ceiling on a total',
    cumulative('2025-06-30', { '2025-06-30': '181' }, oneADay('<= 365')),
    'holding',
    'green',
  ],
  [
    'a total told later is no late achievement',
    cumulative('2026-01-20', { '2026-01-15': '360' }, oneADay('<= 365')),
    'achieved',
    'green',
  ],
];

describe('status of floors and ceilings', () => {
  it.each(ROWS)('%s', (_, of, status, light, ...flags) => {
    expect(statusOf(of)).toEqual({ status, light, flags });
  });

  it('has no pace where the value does not say on which side of the plan it lies', () => {
    const open = judge(flow('2025-06-30', { '2025-06-30': '>= 599' }, ceiling));
    expect([open.paceIndex, open.gapPoints, shown(open.planned)]).toEqual([null, null, '600']);
    const over = judge(flow('2025-06-30', { '2025-06-30': '>= 640' }, ceiling));
    expect([shown(over.paceIndex), shown(over.gapPoints)]).toEqual(['15/16', '-1/30']);
  });
});
