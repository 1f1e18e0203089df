import {
  type CivilDate,
  daysBetween,
  earlier,
  startOfYear,
  yearBefore,
  yearOf,
} from '../calendar/civil-date';
import { paceBorders } from '../goal/preset';
import type { GoalTerms } from '../goal/terms';
import { type Exact } from '../number/exact';
import { exactText } from '../number/print';
import { monthsElapsed } from './aim-of-flow';
import { forecastAt } from './forecast';
import { type FormulaRow, formulaRows, impliedBy } from './formulas';
import { type Assessment, assess } from './judge-goal';
import type { GoalInput, GoalProgress } from './model';
import type { PrintedName } from './quantities';
import { totalAt } from './rates';
import { areaStandings } from './series';

/** Days of the mean Gregorian year. */
const YEAR_DAYS = '365.2425';

/** One number or date that went into a step, under its symbol or as the revision of an actual. */
export interface ExplanationInput {
  readonly name: string;
  /** Exact: a plain decimal, a fraction in lowest terms ("14/69"), a day or a code. */
  readonly value: string;
}

/** How one printed quantity came about. Symbols only; words for the rules lie in the message catalogs. */
export interface ExplanationStep {
  readonly quantity: PrintedName;
  /** The rule of the method that gave it, as a stable code: "planned.straight", "status.behind". */
  readonly rule: string;
  readonly formula: string | null;
  readonly inputs: readonly ExplanationInput[];
  readonly result: string;
}

/**
 * The steps that lead to `progress`, which must be the judgement of `input`, in the order in which they build on
 * each other; quantities that are unknown have none.
 */
export function explainGoal(input: GoalInput, progress: GoalProgress): ExplanationStep[] {
  const assessment = assess(areaStandings(input), input, input.terms);
  const symbols = symbolsOf(input, progress, assessment);
  const steps = formulaRows(assessment.window.aim, progress).flatMap((row) => stepOf(row, symbols));
  return [...valueStep(input, progress), ...steps, ...statusSteps(progress, symbols)];
}

type Symbols = ReadonlyMap<string, string>;

function stepOf({ quantity, rule, formula, uses, result }: FormulaRow, symbols: Symbols): ExplanationStep[] {
  if (result === null) return [];
  return [{ quantity, rule, formula, inputs: named(uses, symbols), result: textOf(result) }];
}

/** V with the revisions that it is, or is the sum of. */
function valueStep(input: GoalInput, { value, inputs, valueAt, qualifier }: GoalProgress): ExplanationStep[] {
  if (value === null || valueAt === null) return [];
  const used = inputs.entries.map(({ areaCode, periodEnd, revision }) => {
    const record = input.records.find((one) => one.areaCode === areaCode);
    const entry = record?.entries.find((one) => one.periodEnd === periodEnd && one.revision === revision);
    const name = `${areaCode} ${periodEnd} r${revision}`;
    return { name, value: entry === undefined ? '' : `${marked(entry.qualifier)}${exactText(entry.value)}` };
  });
  const summed = input.scope === 'sum' ? 'value.sum_of_areas' : `value.${input.indicator.entryMode}`;
  const rule = used.length === 0 ? 'value.baseline' : summed;
  const result = `${marked(qualifier ?? '=')}${exactText(value)}`;
  return [
    { quantity: 'value', rule, formula: null, inputs: [...used, { name: 'τ', value: valueAt }], result },
  ];
}

function marked(qualifier: string): string {
  return qualifier === '=' ? '' : `${qualifier} `;
}

const OF_STATUS = ['asOf', 't0', 't1', 'τ', 'V', 'T', 'comparator', 'P', 'time_share', 'gap_points', 'grace'];

function statusSteps({ status, light }: GoalProgress, symbols: Symbols): ExplanationStep[] {
  const borders = [...symbols.keys()].filter((name) => name.startsWith('border.'));
  const rule = `status.${status}`;
  const inputs = named([...OF_STATUS, ...borders], symbols);
  return [
    { quantity: 'status', rule, formula: null, inputs, result: status },
    {
      quantity: 'light',
      rule: `light.${light}`,
      formula: null,
      inputs: [{ name: 'status', value: status }],
      result: light,
    },
  ];
}

function named(names: readonly string[], symbols: Symbols): ExplanationInput[] {
  return names.flatMap((name) => {
    const value = symbols.get(name);
    return value === undefined ? [] : [{ name, value }];
  });
}

/** Every symbol of the formulas that has a value here. */
function symbolsOf(input: GoalInput, progress: GoalProgress, assessment: Assessment): Symbols {
  const { aim } = assessment.window;
  const { valueAt, forecast } = progress;
  const all: Record<string, Exact | string | null> = {
    asOf: input.asOf,
    t0: aim.opens,
    t1: aim.due,
    τ: valueAt,
    s: aim.sign.toString(),
    V: progress.value,
    B: aim.base,
    T: aim.target,
    m: valueAt === null ? null : monthsElapsed(earlier(valueAt, aim.due)),
    'm(t1)': monthsElapsed(aim.due),
    d: valueAt === null ? null : (daysBetween(startOfYear(yearOf(valueAt)), valueAt) + 1).toString(),
    a: YEAR_DAYS,
    ...trendOf(assessment),
    comparator: aim.terms.comparator,
    grace: aim.terms.graceDays.toString(),
    completion: progress.completion,
    progress_share: progress.progressShare,
    time_share: progress.timeShare,
    planned: progress.planned,
    gap_points: progress.gapPoints,
    P: progress.paceIndex,
    forecast: forecast?.value ?? null,
    ...bordersOf(aim.terms),
    ...Object.fromEntries(aim.terms.stages.map(({ at, value }) => [`stage ${at}`, value])),
    ...Object.fromEntries(impliedBy(aim).map(({ name, value }) => [name, value])),
  };
  return new Map(
    Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [[name, textOf(value)]])),
  );
}

/** Slope per day of the forecast, and the totals of the year before on the day of τ and of t1. */
function trendOf({ window, verdict, readings }: Assessment): Record<string, Exact | null> {
  const { aim } = window;
  const { reading } = verdict;
  if (reading === null || aim.course === 'milestone') return {};
  const before = (at: CivilDate): Exact | null => totalAt(yearBefore(at), aim.terms.baseline, readings);
  const β = forecastAt(window, reading, readings)?.perDay ?? null;
  return aim.measure === 'flow' ? { β, 'V₋₁(τ)': before(reading.at), 'V₋₁(t1)': before(aim.due) } : { β };
}

function bordersOf({ preset }: GoalTerms): Record<string, Exact | string> {
  const borders = paceBorders(preset);
  if (borders === null) return { 'border.preset': preset.name };
  const { behind, onTrack, ahead } = borders;
  return { 'border.behind': behind, 'border.on_track': onTrack, 'border.ahead': ahead };
}

function textOf(value: Exact | string): string {
  return typeof value === 'string' ? value : exactText(value);
}
