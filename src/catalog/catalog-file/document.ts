import type { CivilDate } from '../../domain/calendar';
import type { Comparator, Cycle, EntryMode, Measure, Qualifier, STATED_BASES } from '../../domain/goal';
import type { CompositeRule } from '../../domain/progress';

/** From the widest to the narrowest; a parent's is always wider than its child's. */
export const AREA_LEVELS = ['country', 'province', 'prefecture', 'county', 'township', 'village'] as const;
type AreaLevel = (typeof AREA_LEVELS)[number];

export const DIRECTIONS = ['increase', 'decrease'] as const;
type Direction = (typeof DIRECTIONS)[number];

/** The definition of a record for which the file names none. */
export const STANDARD_DEFINITION = 'standard';

type StatedBasis = (typeof STATED_BASES)[number];

/** `each_area` programmes are made from goals, not written. */
export const PROGRAMME_RULES = ['all', 'any', 'weighted'] as const satisfies readonly CompositeRule[];
type ProgrammeRule = (typeof PROGRAMME_RULES)[number];

/** A number as the file writes it: "0.40" is not "0.4". Read it with `exact`. */
type DecimalText = string;

/** One catalog file, checked and with its defaults applied. References are codes of the same document. */
export interface CatalogDocument {
  readonly format: 1;
  readonly catalog: string;
  /** Invented data. */
  readonly example: boolean;
  readonly change: CatalogChange | null;
  readonly source: CatalogSource;
  /** Parents before their children. */
  readonly areas: readonly CatalogArea[];
  /** Parents before their children. */
  readonly departments: readonly CatalogDepartment[];
  readonly indicators: readonly CatalogIndicator[];
  /** A goal that is followed comes before those that follow it. */
  readonly goals: readonly CatalogGoal[];
  readonly programmes: readonly CatalogProgramme[];
  readonly actuals: readonly CatalogActual[];
}

/** Why this file differs from the one loaded before it. */
interface CatalogChange {
  readonly reason: string;
  readonly document: string | null;
  readonly effectiveFrom: CivilDate | null;
}

export interface CatalogSource {
  readonly code: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly statedOn: CivilDate;
  readonly speakers: readonly CatalogSpeaker[];
}

interface CatalogSpeaker {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly roleZh: string;
  readonly roleEn: string;
}

export interface CatalogArea {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly level: AreaLevel;
  readonly parent: string | null;
}

export interface CatalogDepartment {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly area: string;
  readonly parent: string | null;
  readonly leadZh: string | null;
  readonly leadEn: string | null;
}

export interface CatalogIndicator {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Empty for a milestone. */
  readonly unitZh: string;
  readonly unitEn: string;
  readonly measure: Measure;
  /** Which way is better; `increase` for a milestone. */
  readonly direction: Direction;
  readonly entryMode: EntryMode;
  /** Printed precision. */
  readonly decimals: number;
  readonly definitionZh: string | null;
  readonly definitionEn: string | null;
  readonly cycle: Cycle;
  readonly dueWorkingDay: number;
  readonly plausibleMin: DecimalText | null;
  readonly plausibleMax: DecimalText | null;
}

export interface CatalogGoal {
  readonly code: string;
  readonly indicator: string;
  /** `each_area` and `sum` name the area whose children are meant. */
  readonly scope: { readonly kind: 'area' | 'each_area' | 'sum'; readonly area: string };
  readonly definition: string;
  readonly comparator: Comparator;
  readonly target: DecimalText;
  readonly deadline: CivilDate;
  readonly deadlineBasis: StatedBasis;
  readonly start: CivilDate | null;
  readonly baseline: CatalogBaseline | null;
  /** By date, with the targets and stages of the goals it follows. */
  readonly stages: readonly CatalogStage[];
  readonly follows: string | null;
  readonly speakers: readonly string[];
  readonly department: string | null;
  readonly graceDays: number;
  readonly preset: CatalogPreset;
  readonly noteZh: string | null;
  readonly noteEn: string | null;
}

export interface CatalogBaseline {
  readonly value: DecimalText;
  readonly at: CivilDate;
  readonly qualifier: Qualifier;
  readonly basis: StatedBasis;
}

interface CatalogStage {
  readonly at: CivilDate;
  readonly value: DecimalText;
}

export type CatalogPreset =
  | { readonly name: 'standard' }
  | { readonly name: 'points' }
  | { readonly name: 'custom'; readonly onTrack: DecimalText; readonly behind: DecimalText };

export interface CatalogProgramme {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly rule: ProgrammeRule;
  readonly members: readonly CatalogMember[];
  readonly responsibleArea: string | null;
  readonly department: string | null;
  readonly speakers: readonly string[];
}

export interface CatalogMember {
  readonly goal: string;
  /** Positive under `weighted`, null under every other rule. */
  readonly weight: DecimalText | null;
}

export interface CatalogActual {
  readonly indicator: string;
  readonly area: string;
  readonly definition: string;
  /** First day of the period an amount belongs to; null for levels, totals, year-to-date figures and milestones. */
  readonly periodStart: CivilDate | null;
  readonly periodEnd: CivilDate;
  /** A milestone's is 1 (done) or 0 (not done). */
  readonly value: DecimalText;
  readonly qualifier: Qualifier;
  readonly speaker: string | null;
  readonly noteZh: string | null;
  readonly noteEn: string | null;
}
