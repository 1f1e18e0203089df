import { fraction } from '../number/exact';
import {
  baseline,
  day,
  inputOf,
  judge,
  shown,
  stages,
  sumOf,
  entries,
  terms,
} from './spec-support/goal-cases';
import { judgeGoal } from './judge-goal';

const year = terms('>= 1200');
const at = (asOf: string, values: Record<string, string>, of = year) =>
  judge({ measure: 'flow', terms: of, asOf, values, facts: { decimals: 2 } });

describe('time of a flow', () => {
  it.each([
    ['2025-06-30', '1/2'],
    ['2025-12-31', '1'],
    ['2025-02-28', '1/6'],
    ['2025-03-15', '77/372'],
    ['2025-08-06', '223/372'],
  ])('on %s is %s of the year', (asOf, share) => {
    expect(shown(at(asOf, { [asOf]: '1' }).timeShare)).toBe(share);
  });

  it('counts February of a leap year by 29 days', () => {
    const leap = terms('>= 1200', { deadline: day('2024-12-31') });
    expect(shown(at('2024-02-28', { '2024-02-28': '1' }, leap).timeShare)).toBe('19/116');
    expect(shown(at('2024-02-29', { '2024-02-29': '1' }, leap).timeShare)).toBe('1/6');
  });

  it('goes through stages published within the year', () => {
    const halfYear = terms('>= 1200', { stages: stages({ '2025-06-30': '480' }) });
    const june = at('2025-07-31', { '2025-06-30': '480' }, halfYear);
    expect([shown(june.timeShare), shown(june.paceIndex), june.status]).toEqual(['2/5', '1', 'on_track']);
    const march = at('2025-03-31', { '2025-03-31': '240' }, halfYear);
    expect([shown(march.timeShare), shown(march.planned)]).toEqual(['1/5', '240']);
    const missed = at('2025-07-31', { '2025-06-30': '479' }, halfYear);
    expect(missed.flags).toEqual(['stage_missed']);
    const later = at('2025-09-30', { '2025-09-30': '840' }, halfYear);
    expect([shown(later.timeShare), later.flags]).toEqual(['7/10', []]);
  });
});

describe('quantities of a flow', () => {
  it('compare completion with time', () => {
    const june = at('2025-07-20', { '2025-06-30': '540' });
    expect([
      shown(june.completion),
      shown(june.gapPoints),
      shown(june.paceIndex),
      june.progressShare,
    ]).toEqual(['9/20', '-1/20', '9/10', null]);
    expect([shown(june.planned), shown(june.gapValue), shown(june.margin), june.slackDays]).toEqual([
      '600',
      '-60',
      '-660',
      null,
    ]);
    expect([shown(june.observedRate), shown(june.requiredRate)]).toEqual(
      ['540/181', '660/184'].map((text) => shown(fractionOf(text))),
    );
  });

  it('compare with the year before', () => {
    const coal = terms('>= 1500', { baseline: baseline('900', '2024-12-31') });
    const values = { '2024-02-29': '100', '2024-12-31': '900', '2025-02-28': '150' };
    const february = at('2025-03-10', values, coal);
    expect(shown(february.yearOnYear)).toBe('1/2');
    // 150 × 900 ÷ 100 = 1,350: 150 short of 1,500, a tenth.
    expect([
      shown(february.forecast?.value ?? null),
      february.forecast?.method,
      february.forecastOutlook,
    ]).toEqual(['1350', 'same-period-share', 'uncertain']);
    const december = at('2026-01-10', { '2025-12-31': '990' }, coal);
    expect([shown(december.yearOnYear), december.forecast]).toEqual(['1/10', null]);
    const alone = at('2025-03-10', { '2025-02-28': '150' }, coal);
    expect([alone.yearOnYear, shown(alone.forecast?.value ?? null), alone.forecast?.method]).toEqual([
      null,
      '900',
      'straight-line',
    ]);
  });

  it('follow the year it lies in, whatever the baseline is', () => {
    // A floor below last year's output is rated by months like any other target.
    const gas = terms('>= 8.6', { baseline: baseline('9.12', '2024-12-31') });
    const march = at('2025-04-01', { '2024-12-31': '9.12', '2025-03-31': '2.15' }, gas);
    expect([march.status, shown(march.paceIndex)]).toEqual(['on_track', '1']);
  });

  it('are total for a target that is not positive', () => {
    const loss = terms('>= -100');
    expect(at('2025-06-30', { '2025-06-30': '-40' }, loss).status).toBe('achieved');
    expect(at('2025-06-30', { '2025-06-30': '-120' }, loss)).toMatchObject({
      completion: null,
      paceIndex: null,
      status: 'behind',
    });
  });

  it('end where the deadline lies within the year', () => {
    const half = terms('>= 600', { deadline: day('2025-06-30') });
    expect(shown(at('2025-03-31', { '2025-03-31': '300' }, half).timeShare)).toBe('1/2');
    expect(at('2025-07-31', { '2025-06-30': '599' }, half).status).toBe('missed');
    const late = at('2025-08-10', { '2025-06-30': '599', '2025-07-31': '700' }, half);
    expect([late.status, late.daysLate]).toEqual(['achieved_late', 31]);
  });
});

describe('a flow of several years', () => {
  const coal = terms('>= 5000', {
    baseline: baseline('907.61', '2024-12-31'),
    deadline: day('2030-12-31'),
    stages: stages({ '2025-12-31': '1500' }),
  });

  it('is judged by the stage of its year', () => {
    const june = at('2025-07-10', { '2024-12-31': '907.61', '2025-06-30': '750' }, coal);
    expect([shown(june.targetInForce), shown(june.paceIndex), june.status, june.flags]).toEqual([
      '1500',
      '1',
      'on_track',
      [],
    ]);
    const met = at('2026-01-10', { '2025-12-31': '1500' }, coal);
    expect([met.status, shown(met.paceIndex)]).toEqual(['on_track', '1']);
    const missed = at('2026-02-10', { '2025-12-31': '1499.99' }, coal);
    expect([missed.status, missed.flags]).toEqual(['on_track', ['stage_missed']]);
  });

  it('is judged by what lies between two stages', () => {
    // 1,500 + 3,500 ÷ 5 = 2,200 in 2026.
    const june = at('2026-07-10', { '2025-12-31': '1600', '2026-06-30': '1100' }, coal);
    expect([shown(june.targetInForce), june.status, june.flags]).toEqual(['2200', 'on_track', ['implied']]);
  });

  it('is judged by the target in the deadline year, and achieved only there', () => {
    expect(at('2029-07-10', { '2029-06-30': '5000' }, coal).status).toBe('ahead');
    const last = at('2030-12-31', { '2030-12-31': '5000' }, coal);
    expect([last.status, last.flags]).toEqual(['achieved', []]);
    expect(at('2031-01-10', { '2030-11-30': '4900' }, coal).status).toBe('awaiting_final');
    expect(at('2031-01-10', { '2030-12-31': '4900' }, coal).status).toBe('missed');
  });

  it('starts with its baseline, its first stage, or its deadline', () => {
    const hydrogen = terms('>= 10', { deadline: day('2030-12-31') });
    expect(at('2029-12-31', { '2029-12-31': '3' }, hydrogen).status).toBe('not_started');
    expect(at('2030-01-01', { '2029-12-31': '3' }, hydrogen).status).toBe('no_data');
    const staged = { ...hydrogen, stages: stages({ '2028-12-31': '4' }) };
    expect(at('2027-12-31', {}, staged).status).toBe('not_started');
    expect(shown(at('2028-03-31', { '2028-03-31': '1' }, staged).targetInForce)).toBe('4');
    expect(shown(at('2029-03-31', { '2029-03-31': '1' }, staged).targetInForce)).toBe('7');
  });
});

describe('monthly amounts', () => {
  const months = (asOf: string, values: Record<string, string>) =>
    judge({ measure: 'flow', terms: year, asOf, values, facts: { entryMode: 'monthly' } });

  it('add up to the total of the year', () => {
    const march = months('2025-04-10', {
      '2024-12-01..2024-12-31': '70',
      '2025-01-01..2025-02-28': '200',
      '2025-03-01..2025-03-31': '100',
    });
    expect([shown(march.value), march.valueAt, march.qualifier, march.flags]).toEqual([
      '300',
      '2025-03-31',
      '=',
      [],
    ]);
    expect(march.coverage).toEqual({ reported: 3, expected: 3, missing: [] });
    expect(march.inputs.entries.map(({ periodEnd }) => periodEnd)).toEqual(['2025-02-28', '2025-03-31']);
  });

  it('with a gap are a lower bound that names what is missing', () => {
    const march = months('2025-04-10', { '2025-01-01..2025-01-31': '100', '2025-03-01..2025-03-31': '100' });
    expect([shown(march.value), march.qualifier, march.flags]).toEqual(['200', '>=', ['incomplete']]);
    expect(march.coverage).toEqual({ reported: 2, expected: 3, missing: ['2025-02-28'] });
    const end = months('2026-01-10', { '2025-12-01..2025-12-31': '100' });
    expect(end.status).toBe('awaiting_final');
    const enough = months('2026-01-10', { '2025-12-01..2025-12-31': '1200' });
    expect(enough.status).toBe('achieved');
  });

  it('of a longer period take the place of those within it; a partial overlap proves nothing', () => {
    const whole = months('2025-04-10', { '2025-01-01..2025-01-31': '90', '2025-01-01..2025-02-28': '200' });
    expect([shown(whole.value), whole.qualifier]).toEqual(['200', '=']);
    const overlap = months('2025-04-10', { '2025-01-01..2025-02-15': '90', '2025-02-01..2025-02-28': '200' });
    expect([overlap.qualifier, overlap.flags]).toEqual(['~', ['conflict']]);
  });
});

describe('increments of a total', () => {
  const villages = terms('>= 100', {
    start: day('2024-01-01'),
    baseline: baseline('5', '2023-12-31'),
    deadline: day('2026-12-31'),
  });
  const built = (asOf: string, values: Record<string, string>) =>
    judge({
      measure: 'cumulative',
      terms: villages,
      asOf,
      values,
      facts: { entryMode: 'increment', cycle: 'year' },
    });

  it('count on top of the baseline, from the start', () => {
    const first = built('2025-02-01', { '2023-12-01..2023-12-31': '4', '2024-01-01..2024-12-31': '20' });
    expect([shown(first.value), first.qualifier, first.flags]).toEqual(['25', '=', []]);
    const gap = built('2026-02-01', { '2025-01-01..2025-12-31': '20' });
    expect([shown(gap.value), gap.qualifier, gap.flags, gap.coverage.missing]).toEqual([
      '25',
      '>=',
      ['incomplete'],
      ['2024-12-31'],
    ]);
  });
});

describe('a sum of areas', () => {
  const of = {
    measure: 'cumulative',
    terms: terms('>= 100', { start: day('2025-01-01') }),
    asOf: '2025-06-30',
  } as const;

  it('adds those that report for the day and names the others', () => {
    const both = sumOf(of, {
      a: entries({ '2025-03-31': '20', '2025-06-30': '30' }),
      b: entries({ '2025-03-31': '25', '2025-06-30': '31' }),
    });
    expect(judgeGoal(both)).toMatchObject({
      qualifier: '=',
      flags: [],
      coverage: { reported: 2, expected: 2, missing: [] },
    });
    expect(shown(judgeGoal(both).value)).toBe('61');
    const one = sumOf(of, {
      a: entries({ '2025-03-31': '20', '2025-06-30': '30' }),
      b: entries({ '2025-03-31': '25' }),
    });
    const partial = judgeGoal(one);
    // 30 alone says less than the 45 of March.
    expect([shown(partial.value), partial.valueAt, partial.dataStatus]).toEqual([
      '45',
      '2025-03-31',
      'stale',
    ]);
    const more = judgeGoal(
      sumOf(of, {
        a: entries({ '2025-03-31': '20', '2025-06-30': '50' }),
        b: entries({ '2025-03-31': '25' }),
      }),
    );
    expect([shown(more.value), more.qualifier, more.flags, more.coverage.missing]).toEqual([
      '50',
      '>=',
      ['incomplete'],
      ['b'],
    ]);
  });

  it('when partial never proves a "<=" and never a miss of ">="', () => {
    const limit = { ...of, terms: terms('<= 100', { start: day('2025-01-01') }), asOf: '2026-01-10' };
    const part = { a: entries({ '2025-12-31': '60' }), b: [] };
    expect(judgeGoal(sumOf(limit, part)).status).toBe('awaiting_final');
    expect(judgeGoal(sumOf({ ...of, asOf: '2026-01-10' }, part)).status).toBe('awaiting_final');
    expect(judgeGoal(sumOf(limit, { ...part, a: entries({ '2025-12-31': '101' }) })).status).toBe('missed');
    expect(
      judgeGoal(sumOf({ ...of, asOf: '2026-01-10' }, { ...part, a: entries({ '2025-12-31': '100' }) }))
        .status,
    ).toBe('achieved');
  });

  it('of ratios is the ratio of sums', () => {
    const parts = (numerator: number, denominator: number) => ({
      parts: { numerator: fractionOf(`${numerator}/1`), denominator: fractionOf(`${denominator}/1`) },
    });
    const ratio = { measure: 'ratio', terms: terms('>= 50'), asOf: '2025-06-30' } as const;
    const a = entries({ '2025-06-30': '90' }, parts(9, 10));
    const b = entries({ '2025-06-30': '10' }, parts(10, 100));
    expect(shown(judgeGoal(sumOf(ratio, { a, b })).value)).toBe('190/11');
    const only = judgeGoal(sumOf(ratio, { a, b: entries({ '2025-06-30': '10' }) }));
    expect([shown(only.value), only.qualifier, only.status, only.coverage.missing]).toEqual([
      '90',
      '~',
      'unrated',
      ['b'],
    ]);
  });

  it('of no areas has no data', () => {
    expect(judgeGoal({ ...inputOf({ ...of }), scope: 'sum', records: [] }).status).toBe('no_data');
  });
});

function fractionOf(text: string) {
  const [n = '', d = ''] = text.split('/');
  return fraction(BigInt(n), BigInt(d));
}
