import type { CivilDate } from '../calendar/civil-date';
import type { Exact } from '../number/exact';

/** What kind of quantity an indicator is; decides what V is and what time is compared with. */
export const MEASURES = ['stock', 'ratio', 'cumulative', 'flow', 'milestone'] as const;
export type Measure = (typeof MEASURES)[number];

/** How an entry is to be read: a level, a total to date, an amount of its period, a year-to-date total. */
export const ENTRY_MODES = ['level', 'total', 'increment', 'ytd', 'monthly', 'done'] as const;
export type EntryMode = (typeof ENTRY_MODES)[number];

/** Whether an entry is the amount of the days of its period, and not a state or total on its last day. */
export const isOfAmounts = (mode: EntryMode): boolean => mode === 'increment' || mode === 'monthly';

export const COMPARATORS = ['>=', '>', '<=', '<'] as const;
export type Comparator = (typeof COMPARATORS)[number];

/** `=` exact, `>=` "over" a bound, `<=` "under" a bound, `~` about. */
export const QUALIFIERS = ['=', '>=', '<=', '~'] as const;
export type Qualifier = (typeof QUALIFIERS)[number];

export const CYCLES = ['month', 'quarter', 'year'] as const;
export type Cycle = (typeof CYCLES)[number];

export const BASES = ['stated', 'inferred', 'provisional'] as const;
export type Basis = (typeof BASES)[number];

/** What somebody may state; a provisional baseline is adopted from an observation, never stated. */
export const STATED_BASES = ['stated', 'inferred'] as const satisfies readonly Basis[];

/** What of an indicator the method needs. `decimals` is the printed precision of its values. */
export interface IndicatorFacts {
  readonly measure: Measure;
  readonly entryMode: EntryMode;
  readonly cycle: Cycle;
  /** The n-th working day after a period closes on which its figure is due. */
  readonly dueWorkingDay: number;
  readonly decimals: number;
}

export interface Baseline {
  readonly value: Exact;
  readonly at: CivilDate;
  readonly qualifier: Qualifier;
  readonly basis: Basis;
}

/** A published point of the path: this value by the end of this day. */
export interface Stage {
  readonly at: CivilDate;
  readonly value: Exact;
}

/** `pace` rates P against the borders; `points` rates percentage points behind time-proportional progress. */
export type Preset =
  | { readonly name: 'standard' }
  | { readonly name: 'points' }
  | { readonly name: 'custom'; readonly onTrack: Exact; readonly behind: Exact };

/** What of the terms says when something is promised. */
export interface TermsDates {
  readonly start: CivilDate | null;
  readonly baseline: { readonly at: CivilDate } | null;
  readonly stages: readonly { readonly at: CivilDate }[];
  readonly deadline: CivilDate;
}

/** One dated version of what was promised. A milestone has comparator `>=` and target 1 (done). */
export interface GoalTerms {
  readonly version: number;
  readonly comparator: Comparator;
  readonly target: Exact;
  readonly baseline: Baseline | null;
  readonly start: CivilDate | null;
  readonly deadline: CivilDate;
  readonly stages: readonly Stage[];
  readonly graceDays: number;
  readonly preset: Preset;
}
