import type { CivilDate, Instant } from '../calendar/civil-date';
import type { WorkingCalendar } from '../calendar/working-calendar';
import type { GoalTerms, IndicatorFacts, Qualifier } from '../goal/terms';
import type { Exact } from '../number/exact';

export const METHOD_VERSION = '1.1';

/** One accepted revision of one actual, as recorded. The core itself decides which of them stand. */
export interface ActualEntry {
  /** First day of the period an amount belongs to; null for levels, totals and year-to-date figures. */
  readonly periodStart: CivilDate | null;
  readonly periodEnd: CivilDate;
  readonly revision: number;
  /** A `correction` replaces everything accepted before it for its period; an `entry` does not. */
  readonly kind: 'entry' | 'correction';
  readonly value: Exact;
  /** For a ratio, where known: what it is a share of. A sum over areas needs both. */
  readonly parts: { readonly numerator: Exact; readonly denominator: Exact } | null;
  readonly qualifier: Qualifier;
  readonly acceptedAt: Instant;
}

/** The record of one area. A goal on one area has one; a goal on the sum of areas has one for each. */
export interface AreaRecord {
  readonly areaCode: string;
  readonly entries: readonly ActualEntry[];
}

/** Everything a judgement depends on. Same input, same answer, to the byte. */
export interface GoalInput {
  readonly indicator: IndicatorFacts;
  /** In force at `asOf`. */
  readonly terms: GoalTerms;
  /** Version 1 of the terms. */
  readonly original: GoalTerms;
  readonly scope: 'area' | 'sum';
  readonly records: readonly AreaRecord[];
  readonly asOf: CivilDate;
  readonly knownAt: Instant;
  readonly calendar: WorkingCalendar;
}

export const STATUSES = [
  'not_started',
  'achieved',
  'achieved_late',
  'missed',
  'awaiting_final',
  'no_data',
  'breached',
  'holding',
  'unrated',
  'pending',
  'overdue',
  'too_early',
  'moving_away',
  'far_behind',
  'behind',
  'on_track',
  'ahead',
] as const;
export type Status = (typeof STATUSES)[number];

export const LIGHTS = ['red', 'yellow', 'green', 'blue', 'grey'] as const;
export type Light = (typeof LIGHTS)[number];

export const DATA_STATUSES = ['fresh', 'due', 'late', 'stale', 'none'] as const;
export type DataStatus = (typeof DATA_STATUSES)[number];

/** Facts beside the status that a reader must not miss. */
export const FLAGS = [
  'regressed',
  'conflict',
  'incomplete',
  'implied',
  'no_baseline',
  'no_figure',
  'provisional_baseline',
  'stage_missed',
] as const;
export type Flag = (typeof FLAGS)[number];

export const OUTLOOKS = ['likely', 'uncertain', 'unlikely'] as const;
export type Outlook = (typeof OUTLOOKS)[number];

export const FORECAST_METHODS = ['theil-sen', 'mean-rate', 'same-period-share', 'straight-line'] as const;
export type ForecastMethod = (typeof FORECAST_METHODS)[number];

export interface Forecast {
  readonly value: Exact;
  readonly low: Exact | null;
  readonly high: Exact | null;
  readonly method: ForecastMethod;
  readonly confidence: 'normal' | 'low';
}

export interface Coverage {
  readonly reported: number;
  readonly expected: number;
  /** Period ends (`YYYY-MM-DD`) or area codes that are expected and not there. */
  readonly missing: readonly string[];
}

/** The quantities of the method for one set of terms. Shares are fractions (1 = 100 %); null is "unknown". */
export interface Judgement {
  readonly status: Status;
  readonly light: Light;
  readonly flags: readonly Flag[];
  readonly value: Exact | null;
  readonly valueAt: CivilDate | null;
  readonly qualifier: Qualifier | null;
  /** When the target was first met, and how many days after the deadline that was (0 or less: in time). */
  readonly metAt: CivilDate | null;
  readonly daysLate: number | null;
  readonly completion: Exact | null;
  readonly progressShare: Exact | null;
  readonly timeShare: Exact | null;
  readonly planned: Exact | null;
  /** The target judged at the observation: T, or the stage or implied target of an earlier year of a flow. */
  readonly targetInForce: Exact;
  readonly gapValue: Exact | null;
  /** Fraction, not points: printed times 100. */
  readonly gapPoints: Exact | null;
  /** s·(V−T), in the unit. */
  readonly margin: Exact | null;
  readonly paceIndex: Exact | null;
  readonly slackDays: Exact | null;
  /** Per day. */
  readonly observedRate: Exact | null;
  readonly requiredRate: Exact | null;
  readonly cagrRatio: Exact | null;
  readonly yearOnYear: Exact | null;
  readonly forecast: Forecast | null;
  readonly forecastOutlook: Outlook | null;
  readonly projectedDate: CivilDate | null;
}

export interface GoalProgress extends Judgement {
  readonly methodVersion: string;
  readonly asOf: CivilDate;
  readonly knownAt: Instant;
  readonly dataStatus: DataStatus;
  readonly coverage: Coverage;
  /** The same record judged by the terms as first stated. */
  readonly original: Judgement;
  /** What was used: the terms' version and the revisions that stand. */
  readonly inputs: {
    readonly termsVersion: number;
    readonly entries: readonly {
      readonly areaCode: string;
      readonly periodEnd: CivilDate;
      readonly revision: number;
    }[];
  };
}

export const COMPOSITE_RULES = ['all', 'any', 'weighted', 'each_area'] as const;
export type CompositeRule = (typeof COMPOSITE_RULES)[number];

/** What a composite needs to know of a member; a composite may itself be a member of another. */
export interface MemberProgress {
  readonly code: string;
  readonly status: Status;
  readonly dataStatus: DataStatus;
  /** progressShare, else completion, else null; a milestone is 1 when done and 0 when not. */
  readonly share: Exact | null;
  readonly weight: Exact | null;
}

export interface CompositeProgress {
  readonly status: Status;
  readonly light: Light;
  readonly dataStatus: DataStatus;
  readonly share: Exact | null;
  readonly achieved: number;
  readonly members: number;
  /** Codes of members that are not achieved, worst first. */
  readonly heldBackBy: readonly string[];
}
