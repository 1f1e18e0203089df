import { always, code, type Column, date, decimal, instant, integer, several, text } from '../column';

/** What a version or a proposal promises, under names that begin with `prefix`. */
const promised = (prefix: string): Column[] => [
  code(`${prefix}comparator`),
  decimal(`${prefix}target`),
  decimal(`${prefix}baseline_value`),
  date(`${prefix}baseline_at`),
  date(`${prefix}deadline`),
  text(`${prefix}stages`),
];

/** Changes of promises: one row for each version after the first, and for each proposal that became none. */
export const PROMISES_COLUMNS: readonly Column[] = [
  always(code('code')),
  text('name'),
  code('indicator_code'),
  code('area_code'),
  text('area_name'),
  code('department_code'),
  text('department_name'),
  text('unit'),
  always(code('change_state', 'change_state')),
  integer('terms_version'),
  several(code('changed_fields', 'terms_field')),
  ...promised('original_'),
  ...promised('previous_'),
  ...promised(''),
  date('terms_effective_from'),
  text('terms_reason'),
  text('document'),
  text('proposed_by'),
  instant('proposed_at'),
  text('decided_by'),
  instant('decided_at'),
  text('decision_reason'),
  always(date('as_of')),
  always(instant('known_at')),
];
