import { always, code, type Column, date, decimal, key, text } from '../column';

/** What is to be filled in: one row for each figure that is owed. An import knows every one of these headers. */
export const TEMPLATE_COLUMNS: readonly Column[] = [
  key(code('indicator')),
  text('indicator_name'),
  key(code('area')),
  text('area_name'),
  key(code('definition')),
  key(code('period')),
  decimal('value'),
  code('qualifier'),
  decimal('numerator', 'none'),
  decimal('denominator', 'none'),
  text('unit'),
  code('last_period'),
  decimal('last_value'),
  always(date('due_on')),
  text('note'),
  text('evidence_url'),
  text('reason'),
];
