import { always, code, type Column, date, instant, integer, key, named, several, text } from '../column';

/** What is owed: one row for each line of record and period. */
export const MISSING_COLUMNS: readonly Column[] = [
  key(code('indicator_code')),
  text('indicator_name'),
  key(code('area_code')),
  text('area_name'),
  key(code('definition')),
  always(code('cycle', 'cycle')),
  key(date('period_end')),
  always(date('due_on')),
  always(code('reporting_state', 'owed')),
  integer('days_overdue', 'days'),
  code('returned_id'),
  several(named(code('goal_codes'))),
  several(code('department_codes')),
  text('department_names'),
  always(date('as_of')),
  always(instant('known_at')),
];
