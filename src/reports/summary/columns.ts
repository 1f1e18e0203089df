import { LIGHTS, STATUSES } from '../../domain/progress';
import { code, type Column, date, instant, integer, text } from '../column';

/** Counts: one row for each department and each area, of goals and of composites. */
export const SUMMARY_COLUMNS: readonly Column[] = [
  code('grouped_by', 'grouped_by'),
  code('group_code'),
  text('group_name'),
  code('kind', 'kind'),
  integer('commitment_count'),
  integer('closed_count'),
  integer('not_computed_count'),
  ...LIGHTS.map((light) => integer(`light_${light}`)),
  ...STATUSES.map((status) => integer(`status_${status}`)),
  date('nearest_deadline'),
  { name: 'nearest_code', type: 'code', names: true },
  code('worst_status', 'status'),
  { name: 'worst_code', type: 'code', names: true },
  date('as_of'),
  instant('known_at'),
];
