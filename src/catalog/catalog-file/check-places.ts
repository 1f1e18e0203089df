import { checkRings, follow, type Codes } from './codes';
import { AREA_LEVELS } from './document';
import type { AreaRecord } from './sections';

/** Areas and departments: trees, and departments somewhere. */
export function checkPlaces(codes: Codes): void {
  checkRings(codes.areas, 'parent');
  checkRings(codes.departments, 'parent');
  for (const area of codes.areas?.values() ?? []) checkParent(codes, area);
  for (const department of codes.departments?.values() ?? []) {
    follow(codes, 'areas', department.area, department.placeOf('area'));
    follow(codes, 'departments', department.parent, department.placeOf('parent'));
  }
}

function checkParent(codes: Codes, area: AreaRecord): void {
  const parent = follow(codes, 'areas', area.parent, area.placeOf('parent'));
  if (parent?.level === undefined || area.level === undefined) return;
  if (AREA_LEVELS.indexOf(area.level) > AREA_LEVELS.indexOf(parent.level)) return;
  area.placeOf('level').complain('area_level_order', { level: area.level, parent: parent.level });
}
