import { paceBorders } from '../goal/preset';
import type { GoalTerms } from '../goal/terms';
import { type Exact, ONE, ZERO } from '../number/exact';
import { asRecorded, halfUp, halfUpBelow, percent } from '../number/print';
import { headlineShare } from './composite';
import type { CompositeProgress, Forecast, GoalInput, GoalProgress, Judgement } from './model';
import { type Printed, type PrintedName, QUANTITIES } from './quantities';
import { DAYS_OF_MONTH } from './rates';

const PERCENT_PLACES = 2;
const INDEX_PLACES = 4;
const RATE_PLACES = 4;

const NOTHING = Object.fromEntries(QUANTITIES.map(({ name }) => [name, null])) as Printed;

type Part = Partial<Record<PrintedName, string | null>>;

/** What was computed for a goal as text (progress-method: rounding only here). */
export function printGoal(input: GoalInput, progress: GoalProgress): Printed {
  const { decimals } = input.indicator;
  return {
    ...NOTHING,
    ...verdict(progress),
    ...levels(progress, decimals),
    ...shares(progress),
    ...speeds(progress, input.terms),
    ...outlook(progress, decimals),
    ...record(progress),
    ...original(progress.original, input.original),
    share: shareText(headlineShare(input, progress)),
  };
}

/** The same record for a composite; what only a single goal has is null. */
export function printComposite(progress: CompositeProgress): Printed {
  return {
    ...NOTHING,
    status: progress.status,
    light: progress.light,
    data_status: progress.dataStatus,
    share: shareText(progress.share),
    members: progress.members.toString(),
    members_achieved: progress.achieved.toString(),
    held_back_by: listed(progress.heldBackBy),
  };
}

function verdict(progress: GoalProgress): Part {
  const { status, light, flags, metAt, daysLate } = progress;
  return {
    status,
    light,
    flags: listed(flags),
    data_status: progress.dataStatus,
    met_at: metAt,
    days_late: daysLate === null ? null : daysLate.toString(),
  };
}

function levels(progress: GoalProgress, decimals: number): Part {
  const { value, targetInForce, planned, gapValue, margin } = progress;
  return {
    value: shown(value, (one) => asRecorded(one, decimals, [targetInForce])),
    qualifier: progress.qualifier,
    value_at: progress.valueAt,
    target_in_force: asRecorded(targetInForce, decimals),
    planned: shown(planned, (one) => halfUp(one, decimals)),
    gap_value: shown(gapValue, (one) => halfUp(one, decimals)),
    margin: shown(margin, (one) => asRecorded(one, decimals)),
  };
}

function shares({ completion, progressShare, timeShare, gapPoints, yearOnYear }: Judgement): Part {
  return {
    completion: shareText(completion),
    progress_share: shareText(progressShare),
    time_share: shareText(timeShare),
    gap_points: pointsText(gapPoints),
    year_on_year: pointsText(yearOnYear),
  };
}

function speeds(progress: Judgement, terms: GoalTerms): Part {
  const { slackDays, observedRate, requiredRate, cagrRatio } = progress;
  return {
    pace_index: paceText(progress.paceIndex, terms),
    // What is behind never prints as on time.
    slack_days: shown(slackDays, (days) => halfUpBelow(days, 1, [ZERO])),
    observed_rate: rateText(observedRate),
    required_rate: rateText(requiredRate),
    cagr_ratio: shown(cagrRatio, (ratio) => halfUp(ratio, INDEX_PLACES)),
  };
}

function outlook({ forecast, forecastOutlook, projectedDate }: Judgement, decimals: number): Part {
  return {
    ...(forecast === null ? {} : forecastText(forecast, decimals)),
    forecast_outlook: forecastOutlook,
    projected_date: projectedDate,
  };
}

function forecastText({ value, low, high, method, confidence }: Forecast, decimals: number): Part {
  const rounded = (one: Exact): string => halfUp(one, decimals);
  return {
    forecast: rounded(value),
    forecast_low: shown(low, rounded),
    forecast_high: shown(high, rounded),
    forecast_method: method,
    forecast_confidence: confidence,
  };
}

function record({ coverage }: GoalProgress): Part {
  if (coverage.expected === 0) return {};
  return {
    coverage_reported: coverage.reported.toString(),
    coverage_expected: coverage.expected.toString(),
    coverage_missing: listed(coverage.missing),
  };
}

function original(judgement: Judgement, terms: GoalTerms): Part {
  return {
    original_status: judgement.status,
    original_light: judgement.light,
    original_completion: shareText(judgement.completion),
    original_progress_share: shareText(judgement.progressShare),
    original_gap_points: pointsText(judgement.gapPoints),
    original_pace_index: paceText(judgement.paceIndex, terms),
  };
}

function shown(value: Exact | null, print: (value: Exact) => string): string | null {
  return value === null ? null : print(value);
}

function shareText(share: Exact | null): string | null {
  return shown(share, (one) => percent(one, PERCENT_PLACES));
}

/** A difference of shares, or a change: 100 is no limit here. */
function pointsText(points: Exact | null): string | null {
  return shown(points, (one) => halfUp(one.mul(100), PERCENT_PLACES));
}

/** P never prints as having reached the plan, or a border, that it stays below. */
function paceText(paceIndex: Exact | null, { preset }: GoalTerms): string | null {
  const borders = paceBorders(preset);
  const limits = borders === null ? [ONE] : [ONE, borders.behind, borders.onTrack, borders.ahead];
  return shown(paceIndex, (one) => halfUpBelow(one, INDEX_PLACES, limits));
}

function rateText(perDay: Exact | null): string | null {
  return shown(perDay, (one) => halfUp(one.mul(DAYS_OF_MONTH), RATE_PLACES));
}

/** Codes and days one after the other; an empty list is null. */
function listed(items: readonly string[]): string | null {
  return items.length === 0 ? null : items.join(' ');
}
