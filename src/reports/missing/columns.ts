import { code, type Column, date, integer, text } from '../column';

/** What is owed: one row for each line of record and period. */
export const MISSING_COLUMNS: readonly Column[] = [
  code('indicator_code'),
  text('indicator_name'),
  code('area_code'),
  text('area_name'),
  code('definition'),
  code('cycle', 'cycle'),
  date('period_end'),
  date('due_on'),
  code('reporting_state', 'owed'),
  integer('days_overdue'),
  code('returned_id'),
  { name: 'goal_codes', type: 'code', names: true },
  code('department_codes'),
  text('department_names'),
  date('as_of'),
  { name: 'known_at', type: 'instant' },
];
