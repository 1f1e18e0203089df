import { yearOf } from '../calendar/civil-date';
import { isUpward } from '../goal/evidence';
import type { Exact } from '../number/exact';
import type { Aim } from './aim';
import { pointsAround } from './aim-of-flow';
import type { ForecastMethod, Judgement } from './model';
import type { PrintedName } from './quantities';

/** A quantity with the formula by which it was computed; `uses` names the symbols in it. */
export interface FormulaRow {
  readonly quantity: PrintedName;
  readonly rule: string;
  readonly formula: string;
  readonly uses: readonly string[];
  readonly result: Exact | string | null;
}

/** Which formula applies on this course (progress-method: Quantities), in the order in which they build up. */
export function formulaRows(aim: Aim, judgement: Judgement): FormulaRow[] {
  if (aim.course === 'milestone') return metRows(judgement);
  return [
    targetRow(aim),
    ...shareRows(aim, judgement),
    plannedRow(aim, judgement),
    ...gapRows(aim, judgement),
    ...rateRows(aim, judgement),
    ...outlookRows(judgement),
    ...metRows(judgement),
  ];
}

function targetRow(aim: Aim): FormulaRow {
  const stated = aim.isFinal ? 'target.final' : 'target.stage';
  const uses = ['t1', ...impliedBy(aim).map(({ name }) => name)];
  const rule = aim.implied ? 'target.implied' : stated;
  return { quantity: 'target_in_force', rule, formula: 'T', uses, result: aim.target };
}

/** The points between which an implied target lies, under the names of the explanation. */
export function impliedBy({ implied, terms, due }: Aim): { name: string; value: Exact }[] {
  if (!implied) return [];
  const points = pointsAround(terms, yearOf(due));
  return points.map(({ statedBy, at, value }) => ({ name: `${statedBy} ${at}`, value }));
}

function stagesOf({ terms }: Aim): string[] {
  return terms.stages.map(({ at }) => `stage ${at}`);
}

function shareRows(aim: Aim, judgement: Judgement): FormulaRow[] {
  const upward = isUpward(aim.terms.comparator);
  return [
    {
      quantity: 'completion',
      rule: upward ? 'completion.of_target' : 'completion.of_ceiling',
      formula: upward ? 'V ÷ T' : 'T ÷ V',
      uses: ['V', 'T'],
      result: judgement.completion,
    },
    {
      quantity: 'progress_share',
      rule: 'progress_share.of_distance',
      formula: '(V − B) ÷ (T − B)',
      uses: ['V', 'B', 'T'],
      result: judgement.progressShare,
    },
    timeRow(aim, judgement),
  ];
}

function timeRow(aim: Aim, { timeShare }: Judgement): FormulaRow {
  const quantity = 'time_share';
  if (aim.measure !== 'flow') {
    const formula = '(τ − t0) ÷ (t1 − t0)';
    return { quantity, rule: 'time_share.days', formula, uses: ['τ', 't0', 't1'], result: timeShare };
  }
  const year = aim.due.slice(0, 4);
  const staged = aim.terms.stages.filter(({ at }) => at.startsWith(year) && at < aim.due);
  if (staged.length === 0) {
    return {
      quantity,
      rule: 'time_share.months',
      formula: 'm ÷ m(t1)',
      uses: ['m', 'm(t1)'],
      result: timeShare,
    };
  }
  const uses = ['m', 'm(t1)', 'T', ...staged.map(({ at }) => `stage ${at}`)];
  return { quantity, rule: 'time_share.stages', formula: 'path(m) ÷ T', uses, result: timeShare };
}

function plannedRow(aim: Aim, { planned }: Judgement): FormulaRow {
  const quantity = 'planned';
  const result = planned;
  if (aim.measure === 'flow') {
    return {
      quantity,
      rule: 'planned.of_year',
      formula: 'T × time_share',
      uses: ['T', 'time_share'],
      result,
    };
  }
  if (aim.course === 'constant')
    return { quantity, rule: 'planned.constant', formula: 'T', uses: ['T'], result };
  if ((aim.path?.length ?? 0) <= 2) {
    const formula = 'B + (T − B) × time_share';
    return { quantity, rule: 'planned.straight', formula, uses: ['B', 'T', 'time_share'], result };
  }
  const uses = ['B', 't0', 'T', 't1', 'τ', ...stagesOf(aim)];
  return { quantity, rule: 'planned.stages', formula: 'path(τ)', uses, result };
}

function gapRows(aim: Aim, { gapValue, gapPoints, margin, paceIndex, slackDays }: Judgement): FormulaRow[] {
  const pace = paceFormula(aim);
  return [
    {
      quantity: 'gap_value',
      rule: 'gap_value.to_plan',
      formula: 's × (V − planned)',
      uses: ['s', 'V', 'planned'],
      result: gapValue,
    },
    gapRow(aim, gapPoints),
    {
      quantity: 'margin',
      rule: 'margin.to_target',
      formula: 's × (V − T)',
      uses: ['s', 'V', 'T'],
      result: margin,
    },
    { quantity: 'pace_index', ...pace, result: paceIndex },
    {
      quantity: 'slack_days',
      rule: 'slack_days.path',
      formula: 'path⁻¹(V) − τ',
      uses: ['V', 'τ', 't0', 't1', 'B', 'T', ...stagesOf(aim)],
      result: slackDays,
    },
  ];
}

function gapRow({ course, measure }: Aim, result: Exact | null): FormulaRow {
  const quantity = 'gap_points';
  if (course === 'ceiling') {
    const uses = ['s', 'V', 'planned', 'T', 'B'];
    const formula = measure === 'flow' ? 's × (V − planned) ÷ T' : 's × (V − planned) ÷ (T − B)';
    return { quantity, rule: 'gap_points.ceiling', formula, uses, result };
  }
  const share = measure === 'flow' ? 'completion' : 'progress_share';
  return {
    quantity,
    rule: 'gap_points.to_time',
    formula: `${share} − time_share`,
    uses: [share, 'time_share'],
    result,
  };
}

function paceFormula({ course, measure, path }: Aim): Pick<FormulaRow, 'rule' | 'formula' | 'uses'> {
  if (course === 'ceiling')
    return { rule: 'pace_index.ceiling', formula: 'planned ÷ V', uses: ['planned', 'V'] };
  if (measure === 'flow') {
    const formula = 'completion ÷ time_share';
    return { rule: 'pace_index.flow', formula, uses: ['completion', 'time_share'] };
  }
  if ((path?.length ?? 0) > 2) {
    return { rule: 'pace_index.stages', formula: '(V − B) ÷ (planned − B)', uses: ['V', 'B', 'planned'] };
  }
  const formula = 'progress_share ÷ time_share';
  return { rule: 'pace_index.straight', formula, uses: ['progress_share', 'time_share'] };
}

/** Rates per day here; they are printed per month. */
function rateRows(aim: Aim, { observedRate, requiredRate, cagrRatio, yearOnYear }: Judgement): FormulaRow[] {
  const isFlow = aim.measure === 'flow';
  return [
    {
      quantity: 'observed_rate',
      rule: isFlow ? 'observed_rate.of_year' : 'observed_rate.since_start',
      formula: isFlow ? 'V ÷ d' : '(V − B) ÷ (τ − t0)',
      uses: isFlow ? ['V', 'd'] : ['V', 'B', 'τ', 't0'],
      result: observedRate,
    },
    {
      quantity: 'required_rate',
      rule: 'required_rate.from_here',
      formula: '(T − V) ÷ (t1 − τ)',
      uses: ['T', 'V', 't1', 'τ'],
      result: requiredRate,
    },
    {
      quantity: 'cagr_ratio',
      rule: 'cagr_ratio.observed_to_required',
      formula: '((V ÷ B)^(a ÷ (τ − t0)) − 1) ÷ ((T ÷ B)^(a ÷ (t1 − t0)) − 1)',
      uses: ['V', 'B', 'T', 'a', 'τ', 't0', 't1'],
      result: cagrRatio,
    },
    {
      quantity: 'year_on_year',
      rule: 'year_on_year.same_period',
      formula: 'V ÷ V₋₁(τ) − 1',
      uses: ['V', 'V₋₁(τ)'],
      result: yearOnYear,
    },
  ];
}

const FORECAST_FORMULA: Record<ForecastMethod, string> = {
  'theil-sen': 'V + β × (t1 − τ)',
  'mean-rate': 'V + β × (t1 − τ)',
  'same-period-share': 'V × V₋₁(t1) ÷ V₋₁(τ)',
  'straight-line': 'V × m(t1) ÷ m',
};

const FORECAST_USES: Record<ForecastMethod, readonly string[]> = {
  'theil-sen': ['V', 'β', 't1', 'τ'],
  'mean-rate': ['V', 'β', 't1', 'τ'],
  'same-period-share': ['V', 'V₋₁(t1)', 'V₋₁(τ)'],
  'straight-line': ['V', 'm(t1)', 'm'],
};

function outlookRows({ forecast, forecastOutlook }: Judgement): FormulaRow[] {
  if (forecast === null) return [];
  const { method, value } = forecast;
  const uses = FORECAST_USES[method];
  const miss = { formula: 's × (T − forecast) ÷ (T − B)', uses: ['s', 'T', 'B', 'forecast'] };
  return [
    {
      quantity: 'forecast',
      rule: `forecast.${method}`,
      formula: FORECAST_FORMULA[method],
      uses,
      result: value,
    },
    { quantity: 'forecast_outlook', rule: 'forecast_outlook.by_miss', ...miss, result: forecastOutlook },
  ];
}

function metRows({ metAt, daysLate }: Judgement): FormulaRow[] {
  const result = daysLate === null ? null : daysLate.toString();
  return [
    {
      quantity: 'met_at',
      rule: 'met_at.first',
      formula: 'V meets T',
      uses: ['comparator', 'T'],
      result: metAt,
    },
    { quantity: 'days_late', rule: 'days_late.after_deadline', formula: 'met_at − t1', uses: ['t1'], result },
  ];
}
