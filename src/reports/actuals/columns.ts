import { always, code, type Column, date, decimal, instant, integer, key, several, text } from '../column';

/** The ledger: one row for each revision of each figure. */
export const ACTUALS_COLUMNS: readonly Column[] = [
  key(code('id')),
  code('indicator_code'),
  text('indicator_name'),
  code('area_code'),
  text('area_name'),
  code('definition'),
  date('period_start'),
  always(date('period_end')),
  always(integer('revision')),
  always(code('figure_kind', 'figure_kind')),
  decimal('value'),
  code('qualifier'),
  // Of what kind of thing they are counts, the indicator does not say.
  decimal('numerator', 'none'),
  decimal('denominator', 'none'),
  text('unit'),
  always(code('figure_state', 'figure_state')),
  several(code('held_for', 'finding')),
  text('reason'),
  text('note'),
  integer('evidence_count'),
  text('evidence_url'),
  text('recorded_by'),
  always(instant('recorded_at')),
  text('decided_by'),
  instant('decided_at'),
  text('decision_reason'),
  always(date('as_of')),
  always(instant('known_at')),
];
