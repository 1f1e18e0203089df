import { always, code, type Column, date, instant, integer, key, several, text } from '../column';

/** Data quality: one row for each goal and finding. */
export const QUALITY_COLUMNS: readonly Column[] = [
  key(code('code')),
  text('name'),
  code('indicator_code'),
  code('area_code'),
  text('area_name'),
  code('department_code'),
  text('department_name'),
  key(code('quality_finding', 'quality')),
  date('found_since'),
  integer('figure_count'),
  several(code('figure_ids')),
  always(date('as_of')),
  always(instant('known_at')),
];
