import { type CivilDate, civilDate, type Instant } from '../../calendar/civil-date';
import { normalizeInstant } from '../../calendar/instant';
import type { WorkingCalendar } from '../../calendar/working-calendar';
import type {
  Baseline,
  EntryMode,
  GoalTerms,
  IndicatorFacts,
  Measure,
  Qualifier,
  Stage,
} from '../../goal/terms';
import { exact, type Exact } from '../../number/exact';
import { judgeGoal } from '../judge-goal';
import type { ActualEntry, Flag, GoalInput, GoalProgress, Light, Status } from '../model';

/** Goals and records for specs, written as short as a case in a table. */

/** Monday to Friday. */
export const WEEKDAYS: WorkingCalendar = {
  isWorkingDay: (date) => ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()),
};

export const day = (text: string): CivilDate => civilDate(text);
export const moment = (text: string): Instant => normalizeInstant(text);
const DOOMSDAY = moment('2099-01-01T00:00:00Z');

const MODES: Record<Measure, EntryMode> = {
  stock: 'level',
  ratio: 'level',
  cumulative: 'total',
  flow: 'ytd',
  milestone: 'done',
};

function indicator(measure: Measure, more: Partial<IndicatorFacts> = {}): IndicatorFacts {
  return { measure, entryMode: MODES[measure], cycle: 'month', dueWorkingDay: 10, decimals: 0, ...more };
}

/** "51000", ">= 51000", "~ 5". */
function qualified(text: string): { value: Exact; qualifier: Qualifier } {
  const [mark, number] = text.includes(' ') ? text.split(' ') : ['=', text];
  return { value: exact(number ?? ''), qualifier: mark as Qualifier };
}

export function baseline(text: string, at: string, more: Partial<Baseline> = {}): Baseline {
  return { ...qualified(text), at: day(at), basis: 'stated', ...more };
}

export function stages(values: Record<string, string>): Stage[] {
  return Object.entries(values).map(([at, value]) => ({ at: day(at), value: exact(value) }));
}

/** `aim` is ">= 100000". By default from 2024-12-31 to 2025-12-31. */
export function terms(aim: string, more: Partial<GoalTerms> = {}): GoalTerms {
  const [comparator, target] = aim.split(' ');
  return {
    version: 1,
    comparator: comparator as GoalTerms['comparator'],
    target: exact(target ?? ''),
    baseline: null,
    start: null,
    deadline: day('2025-12-31'),
    stages: [],
    graceDays: 45,
    preset: { name: 'standard' },
    ...more,
  };
}

/** Entries by period end, "2025-03-31", or for amounts by period, "2025-01-01..2025-01-31". */
export function entries(values: Record<string, string>, more: Partial<ActualEntry> = {}): ActualEntry[] {
  return Object.entries(values).map(([period, text]) => {
    const [first = '', last] = period.split('..');
    const end = last ?? first;
    return {
      periodStart: last === undefined ? null : day(first),
      periodEnd: day(end),
      revision: 1,
      kind: 'entry',
      parts: null,
      acceptedAt: moment(`${end}T12:00:00Z`),
      ...qualified(text),
      ...more,
    };
  });
}

export interface Case {
  readonly measure: Measure;
  readonly terms: GoalTerms;
  readonly asOf: string;
  readonly values?: Record<string, string>;
  readonly entries?: readonly ActualEntry[];
  readonly facts?: Partial<IndicatorFacts>;
  readonly knownAt?: Instant;
  readonly original?: GoalTerms;
}

export function inputOf(of: Case): GoalInput {
  return {
    indicator: indicator(of.measure, of.facts),
    terms: of.terms,
    original: of.original ?? of.terms,
    scope: 'area',
    records: [{ areaCode: '621000', entries: of.entries ?? entries(of.values ?? {}) }],
    asOf: day(of.asOf),
    knownAt: of.knownAt ?? DOOMSDAY,
    calendar: WEEKDAYS,
  };
}

/** The sum of these areas. */
export function sumOf(of: Case, records: Record<string, readonly ActualEntry[]>): GoalInput {
  const areas = Object.entries(records).map(([areaCode, own]) => ({ areaCode, entries: own }));
  return { ...inputOf(of), scope: 'sum', records: areas };
}

export function judge(of: Case): GoalProgress {
  return judgeGoal(inputOf(of));
}

/** Exact as a fraction, for comparison in specs. */
export function shown(value: Exact | null): string | null {
  return value === null ? null : value.toFraction();
}

/** Racks: 31,000 at the end of 2024, 100,000 a year (365 days) later; 690 to go for each percent. */
export const racks = (aim = '>= 100000'): GoalTerms =>
  terms(aim, { baseline: baseline('31000', '2024-12-31') });
/** From 0 at the end of 2024 to 365 a year later: one a day, so that the plan is the number of days. */
export const oneADay = (aim = '>= 365', more: Partial<GoalTerms> = {}): GoalTerms =>
  terms(aim, { baseline: baseline('0', '2024-12-31'), ...more });
export const stock = (asOf: string, values: Record<string, string>, of = racks()): Case => ({
  measure: 'stock',
  terms: of,
  asOf,
  values,
});
export const flow = (asOf: string, values: Record<string, string>, of = terms('>= 1200')): Case => ({
  measure: 'flow',
  terms: of,
  asOf,
  values,
});
export const cumulative = (asOf: string, values: Record<string, string>, of = oneADay()): Case => ({
  measure: 'cumulative',
  terms: of,
  asOf,
  values,
});
export const milestone = (asOf: string, values: Record<string, string>, of = terms('>= 1')): Case => ({
  measure: 'milestone',
  terms: of,
  asOf,
  values,
});

/** A line of the status table: when this, then that status, light and flags. */
export type StatusRow = [rule: string, of: Case, status: Status, light: Light, ...flags: Flag[]];

/** What of a judgement the lines of the status table speak of. */
export function statusOf(of: Case): { status: Status; light: Light; flags: readonly Flag[] } {
  const { status, light, flags } = judge(of);
  return { status, light, flags };
}
