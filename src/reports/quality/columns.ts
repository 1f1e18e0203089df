import { code, type Column, date, instant, integer, text } from '../column';

/** Data quality: one row for each goal and finding. */
export const QUALITY_COLUMNS: readonly Column[] = [
  code('code'),
  text('name'),
  code('indicator_code'),
  code('area_code'),
  text('area_name'),
  code('department_code'),
  text('department_name'),
  code('quality_finding', 'quality'),
  date('found_since'),
  integer('figure_count'),
  code('figure_ids'),
  date('as_of'),
  instant('known_at'),
];
