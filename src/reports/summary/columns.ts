import { LIGHTS, STATUSES } from '../../domain/progress';
import { always, code, type Column, date, instant, integer, named, text } from '../column';

/** Counts: one row for each department and each area, of goals and of composites. */
export const SUMMARY_COLUMNS: readonly Column[] = [
  always(code('grouped_by', 'grouped_by')),
  code('group_code'),
  text('group_name'),
  always(code('kind', 'kind')),
  integer('commitment_count'),
  integer('closed_count'),
  integer('not_computed_count'),
  ...LIGHTS.map((light) => integer(`light_${light}`)),
  ...STATUSES.map((status) => integer(`status_${status}`)),
  date('nearest_deadline'),
  named(code('nearest_code')),
  code('worst_status', 'status'),
  named(code('worst_code')),
  always(date('as_of')),
  always(instant('known_at')),
];
