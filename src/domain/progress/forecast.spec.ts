import fc from 'fast-check';
import { exact, fraction } from '../number/exact';
import { judgeGoal } from './judge-goal';
import { baseline, day, entries, judge, shown, stages, sumOf, terms } from './spec-support/goal-cases';
import { FEWEST_POINTS, LIMIT_RANKS, MOST_POINTS, theilSen, type TrendPoint } from './theil-sen';

const points = (...values: [number, string][]): TrendPoint[] =>
  values.map(([day, value]) => ({ day, value: exact(value) }));

describe('Theil–Sen', () => {
  it('finds the line of points on a line, with no doubt', () => {
    const trend = theilSen(points([0, '1'], [2, '2'], [4, '3'], [10, '6']));
    expect([shown(trend.slope), shown(trend.low), shown(trend.high)]).toEqual(['1/2', '1/2', '1/2']);
  });

  it('is the median of the slopes: one outlier does not move it', () => {
    // Slopes 1 1 100 1 50.5 34 → 1 1 1 34 50.5 100 in order: median (1 + 34) ÷ 2.
    const trend = theilSen(points([0, '0'], [1, '1'], [2, '2'], [3, '102']));
    expect([shown(trend.slope), shown(trend.low), shown(trend.high)]).toEqual(['35/2', '1', '100']);
  });

  it('takes the latest twelve, in whatever order they come, and needs four', () => {
    const many = Array.from({ length: 20 }, (_, day) => ({ day, value: exact(day < 8 ? 1000 - day : day) }));
    expect(shown(theilSen(many.reverse()).slope)).toBe('1');
    expect(() => theilSen(points([0, '0'], [1, '1'], [2, '2']))).toThrow(RangeError);
  });

  it('has the ranks of the normal approximation', () => {
    for (let n = FEWEST_POINTS; n <= MOST_POINTS; n += 1) {
      const slopes = (n * (n - 1)) / 2;
      const half = 1.645 * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
      expect(LIMIT_RANKS[n]).toBe(Math.max(0, Math.floor((slopes - half) / 2)));
    }
  });

  it('agrees with comparing exactly, however large or close the values', () => {
    const value = fc.oneof(
      fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
      fc.bigInt({ min: 10n ** 20n, max: 10n ** 20n + 3n }),
    );
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 4, maxLength: 9 }),
        fc.constantFrom(1n, 3n, 10n ** 400n),
        (values, d) => {
          const of = values.map((n, index) => ({ day: index * index + index, value: fraction(n, d) }));
          const slopes = of.flatMap((b, j) =>
            of.slice(0, j).map((a) => b.value.sub(a.value).div(b.day - a.day)),
          );
          slopes.sort((a, b) => a.compare(b));
          const half = Math.floor(slopes.length / 2);
          const median =
            slopes.length % 2 === 1 ? slopes[half] : slopes[half - 1]?.add(slopes[half] ?? 0).div(2);
          expect(shown(theilSen(of).slope)).toBe(shown(median ?? null));
        },
      ),
    );
  });
});

describe('forecast', () => {
  const at = (
    asOf: string,
    values: Record<string, string>,
    measure: 'stock' | 'ratio' | 'cumulative' = 'stock',
    aim = '>= 365',
  ) => judge({ measure, terms: terms(aim, { baseline: baseline('0', '2024-12-31') }), asOf, values });

  it('follows the trend of at least four points, the baseline among them', () => {
    const { forecast, forecastOutlook, projectedDate } = at('2025-04-10', {
      '2025-01-10': '10',
      '2025-02-09': '40',
      '2025-04-10': '100',
    });
    expect([
      shown(forecast?.value ?? null),
      shown(forecast?.low ?? null),
      forecast?.method,
      forecast?.confidence,
    ]).toEqual(['365', '365', 'theil-sen', 'normal']);
    expect([forecastOutlook, projectedDate]).toEqual(['likely', '2025-12-31']);
  });

  it('of two or three points is their mean rate, with low confidence', () => {
    const { forecast, projectedDate } = at('2025-04-10', { '2025-04-10': '200' });
    expect([shown(forecast?.value ?? null), forecast?.low, forecast?.method, forecast?.confidence]).toEqual([
      '730',
      null,
      'mean-rate',
      'low',
    ]);
    // 165 at 2 a day: 82.5 days, rounded up.
    expect(projectedDate).toBe('2025-07-02');
  });

  it('of fewer than two points there is none', () => {
    const none = judge({
      measure: 'stock',
      terms: terms('>= 365'),
      asOf: '2025-04-10',
      values: { '2025-04-10': '200' },
    });
    expect([none.forecast, none.forecastOutlook, none.projectedDate]).toEqual([null, null, null]);
    expect(at('2025-04-10', { '2024-12-31': '0' }).forecast).toBeNull();
  });

  it('is not made once the deadline is reached', () => {
    expect(at('2025-12-31', { '2025-12-31': '300' }).forecast).toBeNull();
  });

  it('is not made once the deadline has passed, however old the last figure', () => {
    expect(shown(at('2025-12-31', { '2025-10-10': '200' }).forecast?.value ?? null)).not.toBeNull();
    const over = at('2026-01-01', { '2025-10-10': '200' });
    expect(over).toMatchObject({
      status: 'awaiting_final',
      forecast: null,
      forecastOutlook: null,
      projectedDate: null,
    });
    // Of an earlier year of a flow once that year is over.
    const years = terms('>= 5000', { deadline: day('2030-12-31'), stages: stages({ '2025-12-31': '1200' }) });
    const coal = (asOf: string) =>
      judge({ measure: 'flow', terms: years, asOf, values: { '2025-11-30': '1000' } });
    expect(coal('2025-12-31').forecast?.method).toBe('straight-line');
    expect(coal('2026-01-01')).toMatchObject({ status: 'behind', forecast: null, forecastOutlook: null });
  });

  it('is not made from an incomplete total as if it were whole', () => {
    const months = judge({
      measure: 'flow',
      terms: terms('<= 1200'),
      asOf: '2025-04-10',
      values: { '2025-01-01..2025-01-31': '100', '2025-03-01..2025-03-31': '100' },
      facts: { entryMode: 'monthly' },
    });
    expect(months).toMatchObject({ status: 'unrated', forecast: null, forecastOutlook: null });
  });

  it('leaves a sum that lacks an area out of the trend', () => {
    const of = {
      measure: 'stock',
      terms: terms('>= 365', { baseline: baseline('0', '2024-12-31') }),
    } as const;
    const a = entries({ '2025-02-28': '40', '2025-03-31': '50', '2025-04-10': '60' });
    const b = entries({ '2025-03-31': '30', '2025-04-10': '40' });
    // The baseline, 80 after 90 days and 100 after 100: one a day since the first.
    const trend = judgeGoal(sumOf({ ...of, asOf: '2025-04-10' }, { a, b }));
    expect([shown(trend.forecast?.value ?? null), trend.forecast?.method]).toEqual(['365', 'mean-rate']);
    expect(judgeGoal(sumOf({ ...of, asOf: '2025-02-28' }, { a, b })).forecast).toBeNull();
  });

  it('knows what is possible', () => {
    const ratio = at('2025-04-10', { '2025-04-10': '60' }, 'ratio', '>= 100');
    expect([shown(ratio.forecast?.value ?? null), ratio.projectedDate]).toEqual(['100', '2025-06-16']);
    const total = at('2025-04-10', { '2025-02-10': '20', '2025-04-10': '10' }, 'cumulative');
    expect(shown(at('2025-04-10', { '2025-04-10': '-10' }, 'cumulative').forecast?.value ?? null)).toBe(
      '-10',
    );
    expect(total.forecast?.value.compare(10)).toBeGreaterThanOrEqual(0);
    const away = at('2025-04-10', { '2025-04-10': '-10' });
    expect([shown(away.forecast?.value ?? null), away.projectedDate]).toEqual(['-73/2', null]);
    expect(at('2025-04-10', { '2025-04-10': '0.001' }).projectedDate).toBeNull();
  });

  it.each([
    ['100', 'likely'],
    ['95', 'likely'],
    ['94.99', 'uncertain'],
    ['80', 'uncertain'],
    ['79.99', 'unlikely'],
  ])('with %s of 100 days done after 100 is %s', (value, outlook) => {
    expect(at('2025-04-10', { '2025-04-10': value }).forecastOutlook).toBe(outlook);
  });
});
