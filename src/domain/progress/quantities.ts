/** How a printed quantity is read. Percent is printed without its sign; `code` is one of a closed set of words. */
export type QuantityType = 'text' | 'code' | 'decimal' | 'percent' | 'integer' | 'date';

/** In what a quantity is measured; `unit` is the indicator's. */
export type QuantityUnit = 'none' | 'unit' | 'unit_per_month' | 'percent' | 'points' | 'days';

/**
 * Decimals printed: a number of them, or `indicator` for the precision of the indicator's values, `recorded` for
 * all that were recorded but at least those, null where nothing is rounded.
 */
export type QuantityDecimals = number | 'indicator' | 'recorded' | null;

interface Quantity {
  readonly name: string;
  readonly type: QuantityType;
  readonly unit: QuantityUnit;
  readonly decimals: QuantityDecimals;
}

const code = <N extends string>(name: N) => ({ name, type: 'code', unit: 'none', decimals: null }) as const;
const date = <N extends string>(name: N) => ({ name, type: 'date', unit: 'none', decimals: null }) as const;
const count = <N extends string>(name: N, unit: QuantityUnit = 'none') =>
  ({ name, type: 'integer', unit, decimals: 0 }) as const;
const amount = <N extends string>(name: N, decimals: QuantityDecimals, unit: QuantityUnit = 'unit') =>
  ({ name, type: 'decimal', unit, decimals }) as const;
const percentage = <N extends string>(name: N, unit: QuantityUnit = 'percent') =>
  ({ name, type: 'percent', unit, decimals: 2 }) as const;

/**
 * Every quantity that is printed, in the order of the report, under the name by which CSV, API and snapshot know
 * it. The two clocks, the method version and the terms are printed beside them by whoever holds them.
 */
export const QUANTITIES = [
  code('status'),
  code('light'),
  code('data_status'),
  amount('value', 'recorded'),
  date('value_at'),
  code('qualifier'),
  percentage('completion'),
  percentage('progress_share'),
  percentage('time_share'),
  amount('planned', 'indicator'),
  amount('gap_value', 'indicator'),
  percentage('gap_points', 'points'),
  amount('pace_index', 4, 'none'),
  amount('slack_days', 1, 'days'),
  amount('forecast', 'indicator'),
  code('forecast_outlook'),
  code('flags'),
  percentage('share'),
  amount('target_in_force', 'recorded'),
  amount('margin', 'recorded'),
  date('met_at'),
  count('days_late', 'days'),
  amount('observed_rate', 4, 'unit_per_month'),
  amount('required_rate', 4, 'unit_per_month'),
  amount('cagr_ratio', 4, 'none'),
  percentage('year_on_year'),
  amount('forecast_low', 'indicator'),
  amount('forecast_high', 'indicator'),
  code('forecast_method'),
  code('forecast_confidence'),
  date('projected_date'),
  count('coverage_reported'),
  count('coverage_expected'),
  code('coverage_missing'),
  count('members'),
  count('members_achieved'),
  code('held_back_by'),
  code('original_status'),
  code('original_light'),
  percentage('original_completion'),
  percentage('original_progress_share'),
  percentage('original_gap_points', 'points'),
  amount('original_pace_index', 4, 'none'),
] as const satisfies readonly Quantity[];

export type PrintedName = (typeof QUANTITIES)[number]['name'];

/** The flat record of what was computed; null is "unknown" or "does not apply", never 0. */
export type Printed = { readonly [Name in PrintedName]: string | null };
