import { COMPARATORS, CYCLES, ENTRY_MODES, MEASURES, QUALIFIERS, STATED_BASES } from '../../domain/goal';
import { AREA_LEVELS, DIRECTIONS, PROGRAMME_RULES, STANDARD_DEFINITION } from './document';
import { shown, type Place } from './place';
import { filledList, list, optional, record, reference, required, type Read } from './records';
import {
  areaCode,
  code,
  date,
  decimal,
  flag,
  integer,
  name,
  oneOf,
  period,
  remark,
  year,
} from './scalar-fields';

/** The form, field by field. What fields mean to each other is checked afterwards. */
const names = { name_zh: required(name), name_en: required(name) };
const notes = { note_zh: optional(remark), note_en: optional(remark) };
const speakers = optional(list(reference), []);
const reporting = record({
  cycle: optional(oneOf(CYCLES)),
  due_working_day: optional(integer(1, 60)),
});

function format(place: Place): 1 | undefined {
  const found = place.text();
  if (found === '1') return 1;
  if (found !== undefined) place.complain('format_unsupported', { found: shown(found), supported: 1 });
  return undefined;
}

const change = record({
  reason: required(remark),
  document: optional(remark),
  effective_from: optional(date),
});

const speaker = record({ code: required(code), ...names, role_zh: required(name), role_en: required(name) });

const source = record({
  code: required(code),
  title_zh: required(name),
  title_en: required(name),
  stated_on: required(date),
  speakers: optional(list(speaker), []),
});

const area = record({
  code: required(areaCode),
  ...names,
  level: required(oneOf(AREA_LEVELS)),
  parent: optional(areaCode),
});

const department = record({
  code: required(code),
  ...names,
  area: required(areaCode),
  parent: optional(code),
  lead_zh: optional(name),
  lead_en: optional(name),
});

const indicator = record({
  code: required(code),
  ...names,
  unit: optional(name),
  unit_zh: optional(name),
  measure: required(oneOf(MEASURES)),
  direction: optional(oneOf(DIRECTIONS)),
  entry_mode: optional(oneOf(ENTRY_MODES)),
  decimals: optional(integer(0, 10)),
  definition_zh: optional(remark),
  definition_en: optional(remark),
  reporting: optional(reporting),
  plausible: optional(record({ min: optional(decimal), max: optional(decimal) })),
});

const baseline = record({
  value: required(decimal),
  at: optional(date),
  period: optional(period),
  qualifier: optional(oneOf(QUALIFIERS), '='),
  basis: optional(oneOf(STATED_BASES), 'stated'),
});

const stage = record({ at: optional(date), year: optional(year), value: required(decimal) });

const ownPreset = record({ on_track: required(decimal), behind: required(decimal) });
const namedPreset = oneOf(['standard', 'points']);
const preset = (place: Place) => (place.isMapping ? ownPreset(place) : namedPreset(place));

const goal = record({
  code: required(code),
  indicator: required(code),
  area: optional(areaCode),
  each_area_of: optional(areaCode),
  sum_of_areas: optional(areaCode),
  definition: optional(code, STANDARD_DEFINITION),
  comparator: optional(oneOf(COMPARATORS)),
  target: optional(decimal),
  bound: optional(oneOf(['floor', 'ceiling'])),
  year: optional(year),
  deadline: optional(date),
  deadline_basis: optional(oneOf(STATED_BASES), 'stated'),
  start: optional(date),
  baseline: optional(baseline),
  stages: optional(list(stage), []),
  follows: optional(code),
  speakers,
  department: optional(code),
  grace_days: optional(integer(0, 400), 45),
  preset: optional(preset, 'standard'),
  ...notes,
});

const weighted = record({ goal: required(code), weight: optional(decimal) });
/** `G01` is short for `{goal: G01}`. */
const member = (place: Place): Read<typeof weighted> | undefined => {
  if (place.isMapping) return weighted(place);
  const goal = code(place);
  return goal === undefined ? undefined : { goal, weight: null, placeOf: () => place };
};

const programme = record({
  code: required(code),
  ...names,
  rule: required(oneOf(PROGRAMME_RULES)),
  members: required(filledList(member)),
  responsible_area: optional(areaCode),
  department: optional(code),
  speakers,
});

const actual = record({
  indicator: required(code),
  area: required(areaCode),
  definition: optional(code, STANDARD_DEFINITION),
  at: optional(date),
  period: optional(period),
  value: required(decimal),
  qualifier: optional(oneOf(QUALIFIERS), '='),
  speaker: optional(code),
  ...notes,
});

export const catalogFile = record({
  format: required(format),
  catalog: required(code),
  example: optional(flag, false),
  change: optional(change),
  source: required(source),
  areas: required(filledList(area)),
  departments: optional(list(department), []),
  reporting: optional(reporting),
  indicators: required(list(indicator)),
  goals: required(list(goal)),
  programmes: optional(list(programme), []),
  actuals: optional(list(actual), []),
});

export type FileRecord = Read<typeof catalogFile>;
export type SourceRecord = Read<typeof source>;
export type AreaRecord = Read<typeof area>;
export type DepartmentRecord = Read<typeof department>;
export type IndicatorRecord = Read<typeof indicator>;
export type GoalRecord = Read<typeof goal>;
export type ProgrammeRecord = Read<typeof programme>;
export type MemberRecord = Read<typeof member>;
export type ActualRecord = Read<typeof actual>;
