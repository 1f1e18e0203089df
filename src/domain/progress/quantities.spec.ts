import { baseline, day, entries, judge, shown, stages, terms } from './spec-support/goal-cases';

const racks = terms('>= 100000', { baseline: baseline('31000', '2024-12-31') });
const straight = { measure: 'stock', terms: racks, asOf: '2025-08-31' } as const;

describe('quantities of a level', () => {
  const progress = judge({ ...straight, values: { '2024-12-31': '31000', '2025-08-06': '66000' } });

  it('are exact on the straight path', () => {
    // 218 of 365 days, 35,000 of 69,000 racks.
    expect(shown(progress.timeShare)).toBe('218/365');
    expect(shown(progress.progressShare)).toBe('35/69');
    expect(shown(progress.planned)).toBe('5271400/73');
    expect(shown(progress.gapValue)).toBe('-453400/73');
    expect(shown(progress.gapPoints)).toBe('-2267/25185');
    expect(shown(progress.paceIndex)).toBe('12775/15042');
    expect(shown(progress.margin)).toBe('-34000');
    expect(progress.completion).toBeNull();
    expect(progress.yearOnYear).toBeNull();
  });

  it('include speeds per day and days of slack', () => {
    expect(shown(progress.observedRate)).toBe('17500/109');
    expect(shown(progress.requiredRate)).toBe('34000/147');
    // The path passes 66,000 after 35/69 of 365 days, 32.86 days before the 218th.
    expect(shown(progress.slackDays?.add(218) ?? null)).toBe('12775/69');
    expect(progress.cagrRatio).toBeNull();
  });

  it('need no time left to miss something', () => {
    const over = judge({ ...straight, asOf: '2025-12-31', values: { '2025-08-06': '66000' } });
    expect(over.requiredRate).toBeNull();
    const met = judge({ ...straight, values: { '2025-08-06': '100000' } });
    expect(shown(met.requiredRate)).toBe('0');
    expect(met.projectedDate).toBe('2025-08-06');
  });

  it('follow a staged path', () => {
    const staged = { ...racks, stages: stages({ '2025-06-30': '61000', '2025-09-30': '61000' }) };
    const half = judge({
      measure: 'stock',
      terms: staged,
      asOf: '2025-04-30',
      values: { '2025-03-31': '46000' },
    });
    // 90 of 181 days to the first stage: 30,000 · 90/181 planned, 15,000 reached.
    expect(shown(half.planned)).toBe('8311000/181');
    expect(shown(half.paceIndex)).toBe('181/180');
    const plateau = judge({
      measure: 'stock',
      terms: staged,
      asOf: '2025-08-01',
      values: { '2025-07-31': '61000' },
    });
    expect(shown(plateau.paceIndex)).toBe('1');
    // Passed for good only when the plateau ends.
    expect(shown(plateau.slackDays)).toBe('61');
  });

  it('give no slack beyond the ends of the path', () => {
    const above = judge({ ...straight, values: { '2025-08-06': '120000' } });
    expect(shown(above.slackDays)).toBe('147');
    const below = judge({ ...straight, values: { '2025-08-06': '30000' } });
    expect(shown(below.slackDays)).toBe('-218');
  });

  it('count the leap day', () => {
    const leap = terms('>= 366', { baseline: baseline('0', '2023-12-31'), deadline: day('2024-12-31') });
    const on = judge({ measure: 'stock', terms: leap, asOf: '2024-02-29', values: { '2024-02-29': '60' } });
    expect([shown(on.timeShare), shown(on.planned), shown(on.paceIndex)]).toEqual(['10/61', '60', '1']);
  });

  it('compare yearly growth over several years only', () => {
    const years = terms('>= 400', { baseline: baseline('100', '2022-12-31'), deadline: day('2026-12-31') });
    const on = judge({ measure: 'stock', terms: years, asOf: '2025-01-31', values: { '2024-12-31': '200' } });
    // 41.4 % a year on both sides, but for the leap days.
    expect(on.cagrRatio?.valueOf()).toBeCloseTo(1, 2);
    const signs = terms('>= 400', { baseline: baseline('-100', '2022-12-31'), deadline: day('2026-12-31') });
    expect(
      judge({ measure: 'stock', terms: signs, asOf: '2025-01-31', values: { '2024-12-31': '2' } }).cagrRatio,
    ).toBeNull();
    const zero = terms('>= 400', { baseline: baseline('0', '2022-12-31'), deadline: day('2026-12-31') });
    expect(
      judge({ measure: 'stock', terms: zero, asOf: '2025-01-31', values: { '2024-12-31': '2' } }).cagrRatio,
    ).not.toBeNull();
  });

  it('are unknown, not zero, where nothing is observed or asked for', () => {
    const empty = judge(straight);
    expect([empty.value, empty.progressShare, empty.planned, empty.timeShare, empty.paceIndex]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    const bare = judge({
      measure: 'stock',
      terms: terms('>= 100'),
      asOf: '2025-06-30',
      values: { '2025-06-30': '0' },
    });
    expect([shown(bare.value), bare.progressShare, bare.planned, shown(bare.margin)]).toEqual([
      '0',
      null,
      null,
      '-100',
    ]);
    const negative = judge({
      measure: 'cumulative',
      terms: terms('>= -5', { baseline: baseline('-10', '2024-12-31') }),
      asOf: '2025-06-30',
      values: { '2025-06-30': '-8' },
    });
    expect([negative.completion, shown(negative.progressShare)]).toEqual([null, '2/5']);
    const none = judge({
      measure: 'flow',
      terms: terms('<= 100'),
      asOf: '2025-06-30',
      values: { '2025-06-30': '0' },
    });
    expect([none.completion, none.paceIndex, none.status]).toEqual([null, null, 'holding']);
  });
});

describe('bounds and conflicts', () => {
  it('leave V and τ where a bound says less than is known', () => {
    const compute = terms('> 100000', { baseline: baseline('>= 51000', '2024-12-31') });
    const weaker = judge({
      measure: 'stock',
      terms: compute,
      asOf: '2025-03-31',
      values: { '2024-12-31': '>= 51000', '2025-03-26': '>= 50000' },
    });
    expect([shown(weaker.value), weaker.valueAt, weaker.qualifier, weaker.status]).toEqual([
      '51000',
      '2024-12-31',
      '>=',
      'too_early',
    ]);
    const alone = judge({
      measure: 'stock',
      terms: compute,
      asOf: '2025-03-31',
      values: { '2025-03-26': '>= 50000' },
    });
    expect([shown(alone.value), alone.valueAt, alone.inputs.entries]).toEqual(['51000', '2024-12-31', []]);
    const lower = judge({
      measure: 'stock',
      terms: compute,
      asOf: '2025-03-31',
      values: { '2025-03-26': '50000' },
    });
    expect([shown(lower.value), lower.status]).toEqual(['50000', 'moving_away']);
  });

  it('count the newest of two that stand, and flag both until one is corrected', () => {
    const first = entries({ '2025-06-30': '60000' }, { acceptedAt: day('2025-07-01') as never });
    const second = entries(
      { '2025-06-30': '65000' },
      { revision: 2, acceptedAt: day('2025-07-02') as never },
    );
    const third = entries(
      { '2025-06-30': '64000' },
      { revision: 3, kind: 'correction', acceptedAt: day('2025-07-03') as never },
    );
    const both = judge({ ...straight, entries: [...second, ...first] });
    expect([shown(both.value), both.flags, both.inputs.entries[0]?.revision]).toEqual([
      '65000',
      ['conflict'],
      2,
    ]);
    const resolved = judge({ ...straight, entries: [...third, ...second, ...first] });
    expect([shown(resolved.value), resolved.flags]).toEqual(['64000', []]);
    const then = judge({
      ...straight,
      entries: [...third, ...second, ...first],
      knownAt: day('2025-07-01') as never,
    });
    expect([shown(then.value), then.flags]).toEqual(['60000', []]);
  });
});

describe('the original terms', () => {
  it('are judged beside those in force', () => {
    const moved = { ...racks, version: 2, deadline: day('2026-12-31') };
    const progress = judge({
      ...straight,
      terms: moved,
      original: racks,
      asOf: '2026-01-01',
      values: { '2025-12-31': '66000' },
    });
    expect([progress.status, progress.original.status, progress.inputs.termsVersion]).toEqual([
      'on_track',
      'missed',
      2,
    ]);
  });
});
