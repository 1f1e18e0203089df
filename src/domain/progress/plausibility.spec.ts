import { exact } from '../number/exact';
import { checkPlausibility, type PlausibilityInput } from './plausibility';
import { entries } from './spec-support/goal-cases';

function check(
  of: Partial<PlausibilityInput> & {
    values?: Record<string, string>;
    to: string;
    value: string;
    correction?: boolean;
  },
) {
  const [entry] = entries({ [of.to]: of.value });
  if (entry === undefined) throw new Error('no candidate');
  return checkPlausibility({
    measure: 'cumulative',
    entryMode: 'total',
    range: { min: null, max: null },
    entries: entries(of.values ?? {}),
    ...of,
    candidate: { ...entry, kind: of.correction === true ? 'correction' : 'entry' },
  });
}

const codes = (found: ReturnType<typeof check>) => found.map(({ code }) => code);

describe('a total', () => {
  const values = { '2025-01-31': '10', '2025-02-28': '20' };

  it('that falls is held', () => {
    expect(check({ values, to: '2025-03-31', value: '19.5' })).toEqual([
      { code: 'falls', params: { value: '19.5', before: '20', at: '2025-02-28' } },
    ]);
    expect(codes(check({ values, to: '2025-03-31', value: '20' }))).toEqual([]);
    expect(codes(check({ values, to: '2025-01-15', value: '11' }))).toEqual(['falls']);
  });

  it('may fall by a correction, or seem to by a bound', () => {
    expect(codes(check({ values, to: '2025-02-28', value: '5', correction: true }))).toEqual([]);
    expect(codes(check({ values, to: '2025-03-31', value: '>= 15' }))).toEqual([]);
  });

  it('made of increments does not shrink', () => {
    expect(codes(check({ entryMode: 'increment', to: '2025-01-01..2025-01-31', value: '-1' }))).toEqual([
      'falls',
    ]);
  });
});

describe('a year-to-date total', () => {
  it('begins again each year', () => {
    const of = {
      measure: 'flow',
      entryMode: 'ytd',
      values: { '2024-11-30': '1100', '2024-12-31': '1200' },
    } as const;
    expect(codes(check({ ...of, to: '2025-01-31', value: '100' }))).toEqual([]);
    expect(codes(check({ ...of, to: '2024-10-31', value: '1150' }))).toEqual(['falls']);
  });

  it('is compared by the amounts of its periods', () => {
    const of = {
      measure: 'flow',
      entryMode: 'ytd',
      values: { '2024-11-30': '1100', '2024-12-31': '1200', '2025-01-31': '100', '2025-02-28': '200' },
    } as const;
    // Amounts 1,100 100 100 100: typical is 100.
    expect(codes(check({ ...of, to: '2025-03-31', value: '700' }))).toEqual([]);
    expect(check({ ...of, to: '2025-03-31', value: '700.1' })).toEqual([
      { code: 'jump', params: { step: '500.1', typical: '100' } },
    ]);
  });
});

describe('a jump', () => {
  const level = { measure: 'stock', entryMode: 'level' } as const;
  const values = { '2025-01-31': '10', '2025-02-28': '12', '2025-03-31': '11', '2025-04-30': '14' };

  it('is more than five times the typical step, up or down', () => {
    expect(codes(check({ ...level, values, to: '2025-05-31', value: '24' }))).toEqual([]);
    expect(codes(check({ ...level, values, to: '2025-05-31', value: '24.01' }))).toEqual(['jump']);
    expect(codes(check({ ...level, values, to: '2025-05-31', value: '3.99' }))).toEqual(['jump']);
  });

  it('needs three steps that show what is typical', () => {
    expect(
      codes(
        check({
          ...level,
          values: { '2025-01-31': '10', '2025-02-28': '12', '2025-03-31': '11' },
          to: '2025-05-31',
          value: '900',
        }),
      ),
    ).toEqual([]);
    const still = { '2025-01-31': '0', '2025-02-28': '0', '2025-03-31': '0', '2025-04-30': '0' };
    expect(codes(check({ ...level, values: still, to: '2025-05-31', value: '1' }))).toEqual([]);
  });

  it('is measured on amounts where amounts are entered', () => {
    const months = {
      '2025-01-01..2025-01-31': '10',
      '2025-02-01..2025-02-28': '12',
      '2025-03-01..2025-03-31': '11',
    };
    const of = { measure: 'flow', entryMode: 'monthly', values: months } as const;
    expect(codes(check({ ...of, to: '2025-04-01..2025-04-30', value: '55' }))).toEqual([]);
    expect(codes(check({ ...of, to: '2025-04-01..2025-04-30', value: '56' }))).toEqual(['jump']);
  });

  it('is not asked of a milestone', () => {
    expect(check({ measure: 'milestone', entryMode: 'done', to: '2025-04-30', value: '1' })).toEqual([]);
  });
});

describe('an amount of a longer period', () => {
  const amounts = { '2025-01-01..2025-01-31': '10', '2025-02-28..2025-02-28': '12' };
  const of = { measure: 'flow', entryMode: 'monthly', values: amounts } as const;

  it('is held, with the days of those within it', () => {
    const params = { start: '2025-01-01', end: '2025-02-28' };
    expect(check({ ...of, to: '2025-01-01..2025-03-31', value: '30' })).toEqual([
      { code: 'replaces', params },
    ]);
    const february = { start: '2025-02-28', end: '2025-02-28' };
    expect(check({ ...of, to: '2025-02-01..2025-02-28', value: '12' })).toEqual([
      { code: 'replaces', params: february },
    ]);
  });

  it.each([
    ['the same days', '2025-01-01..2025-01-31', false],
    ['the month after', '2025-03-01..2025-03-31', false],
    ['a correction', '2025-01-01..2025-03-31', true],
  ])('is not %s', (_, to, correction) => {
    expect(check({ ...of, to, value: '12', correction })).toEqual([]);
  });
});

it('a value outside the range is held, with the range', () => {
  const range = { min: null, max: exact(100) };
  expect(check({ range, to: '2025-01-31', value: '100.5' })).toEqual([
    { code: 'out_of_range', params: { value: '100.5', min: '-∞', max: '100' } },
  ]);
  expect(check({ range, to: '2025-01-31', value: '100' })).toEqual([]);
  expect(codes(check({ range: { min: exact(0), max: null }, to: '2025-01-31', value: '-1' }))).toEqual([
    'out_of_range',
  ]);
});
