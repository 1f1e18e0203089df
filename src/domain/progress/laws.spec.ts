import fc from 'fast-check';
import { addDays } from '../calendar/civil-date';
import type { EntryMode, GoalTerms, IndicatorFacts, Measure } from '../goal/terms';
import { COMPARATORS, CYCLES, MEASURES, QUALIFIERS } from '../goal/terms';
import { exact, type Exact } from '../number/exact';
import { explainGoal } from './explain';
import { judgeGoal } from './judge-goal';
import { type ActualEntry, DATA_STATUSES, type GoalInput, LIGHTS, STATUSES } from './model';
import { printGoal } from './print-progress';
import { QUANTITIES } from './quantities';
import { baseline, day, entries, inputOf, judge, moment, terms, WEEKDAYS } from './spec-support/goal-cases';

const MODES: Record<Measure, EntryMode[]> = {
  stock: ['level'],
  ratio: ['level'],
  cumulative: ['total', 'increment'],
  flow: ['ytd', 'monthly'],
  milestone: ['done'],
};

const date = fc.integer({ min: 0, max: 1500 }).map((days) => addDays(day('2023-06-01'), days));
const value = fc.integer({ min: -300, max: 3000 }).map((units) => exact(units).div(20));
const qualifier = fc.constantFrom(...QUALIFIERS);

const entry = fc
  .record({
    end: date,
    length: fc.option(fc.integer({ min: 0, max: 60 })),
    revision: fc.integer({ min: 1, max: 3 }),
    kind: fc.constantFrom('entry' as const, 'correction' as const),
    value,
    part: fc.option(fc.integer({ min: 0, max: 9 })),
    qualifier,
    accepted: fc.integer({ min: 0, max: 40 }),
  })
  .map(({ end, length, part, accepted, ...rest }): ActualEntry => ({
    ...rest,
    periodStart: length === null ? null : addDays(end, -length),
    periodEnd: end,
    parts: part === null ? null : { numerator: exact(part), denominator: exact(9 - part) },
    acceptedAt: moment(`${addDays(end, accepted)}T00:00:00Z`),
  }));

const preset: fc.Arbitrary<GoalTerms['preset']> = fc.oneof(
  fc.constantFrom({ name: 'standard' as const }, { name: 'points' as const }),
  fc.record({ name: fc.constant('custom' as const), onTrack: value, behind: value }),
);

const goalTerms: fc.Arbitrary<GoalTerms> = fc.record({
  version: fc.integer({ min: 1, max: 2 }),
  comparator: fc.constantFrom(...COMPARATORS),
  target: value,
  baseline: fc.option(fc.record({ value, at: date, qualifier, basis: fc.constant('stated' as const) })),
  start: fc.option(date),
  deadline: fc.oneof(date, fc.constantFrom(day('2024-12-31'), day('2026-12-31'))),
  stages: fc.array(fc.record({ at: fc.oneof(date, fc.constant(day('2024-12-31'))), value }), {
    maxLength: 3,
  }),
  graceDays: fc.integer({ min: 0, max: 60 }),
  preset,
});

const facts: fc.Arbitrary<IndicatorFacts> = fc.constantFrom(...MEASURES).chain((measure) =>
  fc.record({
    measure: fc.constant(measure),
    entryMode: fc.constantFrom(...MODES[measure]),
    cycle: fc.constantFrom(...CYCLES),
    dueWorkingDay: fc.integer({ min: 1, max: 20 }),
    decimals: fc.integer({ min: 0, max: 4 }),
  }),
);

const goal: fc.Arbitrary<GoalInput> = fc.record({
  indicator: facts,
  terms: goalTerms,
  original: goalTerms,
  scope: fc.constantFrom('area' as const, 'sum' as const),
  records: fc
    .array(fc.array(entry, { maxLength: 14 }), { minLength: 1, maxLength: 3 })
    .map((records) => records.map((of, index) => ({ areaCode: `62100${index}`, entries: of }))),
  asOf: date,
  knownAt: date.map((known) => moment(`${known}T12:00:00Z`)),
  calendar: fc.constant(WEEKDAYS),
});

const bytes = (input: GoalInput): string => JSON.stringify(printGoal(input, judgeGoal(input)));
const SHAPES: Record<string, RegExp> = {
  decimal: /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/,
  percent: /^-?(?:0|[1-9]\d*)\.\d{2}$/,
  integer: /^-?\d+$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  code: /^[\w .<>=~-]+$/,
};

describe('whatever is promised and recorded', () => {
  it('there is exactly one status, one light and one data status, and every print is plain', () => {
    fc.assert(
      fc.property(goal, (input) => {
        const progress = judgeGoal(input);
        expect(STATUSES).toContain(progress.status);
        expect(LIGHTS).toContain(progress.light);
        expect(DATA_STATUSES).toContain(progress.dataStatus);
        const record = printGoal(input, progress);
        for (const { name, type } of QUANTITIES) {
          const printed = record[name];
          if (printed !== null) expect(printed).toMatch(SHAPES[type] ?? /^$/);
        }
        expect(JSON.stringify(record)).not.toMatch(/NaN|Infinity|undefined|"-0(?:\.0*)?"/);
      }),
      { numRuns: 3000 },
    );
  });

  it('every step of the explanation is about a quantity that is printed', () => {
    fc.assert(
      fc.property(goal, (input) => {
        const progress = judgeGoal(input);
        const record = printGoal(input, progress);
        for (const { quantity, result, inputs } of explainGoal(input, progress)) {
          expect(record[quantity]).not.toBeNull();
          for (const text of [result, ...inputs.map((one) => one.value)])
            expect(text).toMatch(/^[\w .<>=~/-]+$/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('milestones and only they are pending or overdue', () => {
    fc.assert(
      fc.property(goal, (input) => {
        const { status } = judgeGoal(input);
        const ofMilestone = ['not_started', 'achieved', 'achieved_late', 'pending', 'overdue'];
        if (input.indicator.measure === 'milestone') expect(ofMilestone).toContain(status);
        else expect(['pending', 'overdue']).not.toContain(status);
      }),
    );
  });
});

describe('a replay', () => {
  it('gives the same bytes, in whatever order things were recorded', () => {
    fc.assert(
      fc.property(goal, fc.infiniteStream(fc.nat()), (input, shuffle) => {
        const once = unique(input);
        const mixed = once.records.map((record) => ({
          ...record,
          entries: shuffled(record.entries, shuffle),
        }));
        expect(bytes({ ...once, records: mixed })).toBe(bytes(once));
      }),
    );
  });

  it('sees nothing of what came later', () => {
    fc.assert(
      fc.property(goal, (input) => {
        const known = input.records.map((record) => ({
          ...record,
          entries: record.entries.filter(
            (one) => one.acceptedAt <= input.knownAt && one.periodEnd <= input.asOf,
          ),
        }));
        expect(bytes({ ...input, records: known })).toBe(bytes(input));
      }),
    );
  });
});

describe('numbers', () => {
  it('in another unit leave ratios and verdicts alone', () => {
    fc.assert(
      fc.property(goal, fc.integer({ min: 2, max: 9999 }), (input, factor) => {
        fc.pre(input.indicator.measure !== 'milestone' && input.indicator.measure !== 'ratio');
        const [was, is] = [judgeGoal(input), judgeGoal(scaled(input, factor))];
        const ratios = ({
          status,
          completion,
          progressShare,
          timeShare,
          gapPoints,
          paceIndex,
          slackDays,
        }: typeof was) =>
          JSON.stringify([
            status,
            ...[completion, progressShare, timeShare, gapPoints, paceIndex, slackDays].map((one) =>
              one?.toFraction(),
            ),
          ]);
        expect(ratios(is)).toBe(ratios(was));
        expect(is.value?.toFraction()).toBe(was.value?.mul(factor).toFraction());
      }),
    );
  });

  it('that are better never make the completion of a ">=" goal fall', () => {
    const levels = fc.record({
      now: fc.integer({ min: 0, max: 3000 }),
      more: fc.integer({ min: 0, max: 500 }),
      month: fc.integer({ min: 1, max: 12 }),
    });
    fc.assert(
      fc.property(
        levels,
        fc.constantFrom('flow' as const, 'cumulative' as const),
        ({ now, more, month }, measure) => {
          const end = `2025-${month.toString().padStart(2, '0')}-28`;
          const of = terms('>= 1200', { baseline: baseline('0', '2024-12-31') });
          const at = (amount: number) =>
            judge({ measure, terms: of, asOf: '2025-12-31', values: { [end]: amount.toString() } });
          const [less, better] = [at(now), at(now + more)];
          expect(better.completion?.compare(less.completion ?? 0)).toBeGreaterThanOrEqual(0);
          expect(rank(better.paceIndex)).toBeGreaterThanOrEqual(rank(less.paceIndex));
        },
      ),
    );
  });

  it('change a verdict by the border alone', () => {
    const of = terms('>= 365', { baseline: baseline('0', '2024-12-31') });
    const input = inputOf({
      measure: 'stock',
      terms: of,
      asOf: '2025-04-10',
      entries: entries({ '2025-04-10': `94.${'9'.repeat(40)}` }),
    });
    expect(judgeGoal(input).status).toBe('behind');
    expect(printGoal(input, judgeGoal(input)).pace_index).toBe('0.9499');
  });
});

function rank(paceIndex: Exact | null): number {
  return paceIndex === null ? -Infinity : paceIndex.valueOf();
}

/** One entry for each period, revision and moment: in a record no two have the same place. */
function unique(input: GoalInput): GoalInput {
  const key = (one: ActualEntry): string => `${one.periodEnd} ${one.acceptedAt} ${one.revision}`;
  const records = input.records.map((record) => ({
    ...record,
    entries: [...new Map(record.entries.map((one) => [key(one), one])).values()],
  }));
  return { ...input, records };
}

function shuffled<T>(items: readonly T[], keys: fc.Stream<number>): T[] {
  const drawn = [...keys.take(items.length)];
  return items
    .map((item, index) => ({ item, key: drawn[index] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

function scaled(input: GoalInput, factor: number): GoalInput {
  const more = <T extends { readonly value: Exact }>(one: T): T => ({ ...one, value: one.value.mul(factor) });
  const scale = (of: GoalTerms): GoalTerms => ({
    ...of,
    target: of.target.mul(factor),
    baseline: of.baseline && more(of.baseline),
    stages: of.stages.map(more),
  });
  const records = input.records.map((record) => ({ ...record, entries: record.entries.map(more) }));
  return { ...input, terms: scale(input.terms), original: scale(input.original), records };
}
