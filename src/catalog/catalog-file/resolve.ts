import type {
  CatalogArea,
  CatalogDepartment,
  CatalogDocument,
  CatalogMember,
  CatalogProgramme,
  CatalogSource,
} from './document';
import { pathOf } from './goal-path';
import type { Whole } from './records';
import { resolveActual } from './resolve-actual';
import { resolveGoal } from './resolve-goal';
import { resolveIndicator } from './resolve-indicator';
import type {
  AreaRecord,
  DepartmentRecord,
  FileRecord,
  GoalRecord,
  ProgrammeRecord,
  SourceRecord,
} from './sections';
import { rootsFirst } from './tree-order';

/** From the form to the document. To be called on a file of which nothing was complained. */
export function resolve(read: FileRecord): CatalogDocument {
  // "Nothing was complained of" becomes "nothing is undefined": here, and for goals below.
  const file = read as Whole<FileRecord>;
  const { format, catalog, example, change } = file;
  const goals = new Map((read.goals ?? []).map((goal) => [goal.code ?? '', goal]));
  const indicators = new Map(file.indicators.map((indicator) => [indicator.code, indicator]));
  return {
    ...{ format, catalog, example },
    change: change && {
      reason: change.reason,
      document: change.document,
      effectiveFrom: change.effective_from,
    },
    source: resolveSource(file.source),
    areas: rootsFirst(file.areas, (area) => area.parent).map(resolveArea),
    departments: rootsFirst(file.departments, (department) => department.parent).map(resolveDepartment),
    indicators: file.indicators.map((indicator) => resolveIndicator(indicator, file.reporting)),
    goals: rootsFirst(
      [...goals.values()] as readonly (GoalRecord & Whole<GoalRecord>)[],
      (goal) => goal.follows,
    ).map((goal) => resolveGoal(goal, pathOf(goal, goals))),
    programmes: file.programmes.map(resolveProgramme),
    actuals: file.actuals.map((actual) => resolveActual(actual, indicators.get(actual.indicator))),
  };
}

function resolveSource(source: Whole<SourceRecord>): CatalogSource {
  return {
    code: source.code,
    titleZh: source.title_zh,
    titleEn: source.title_en,
    statedOn: source.stated_on,
    speakers: source.speakers.map((speaker) => ({
      code: speaker.code,
      nameZh: speaker.name_zh,
      nameEn: speaker.name_en,
      roleZh: speaker.role_zh,
      roleEn: speaker.role_en,
    })),
  };
}

function resolveArea({ code, name_zh, name_en, level, parent }: Whole<AreaRecord>): CatalogArea {
  return { code, nameZh: name_zh, nameEn: name_en, level, parent };
}

function resolveDepartment(department: Whole<DepartmentRecord>): CatalogDepartment {
  return {
    code: department.code,
    nameZh: department.name_zh,
    nameEn: department.name_en,
    area: department.area,
    parent: department.parent,
    leadZh: department.lead_zh,
    leadEn: department.lead_en,
  };
}

function resolveProgramme(programme: Whole<ProgrammeRecord>): CatalogProgramme {
  return {
    code: programme.code,
    nameZh: programme.name_zh,
    nameEn: programme.name_en,
    rule: programme.rule,
    members: programme.members.map(({ goal, weight }): CatalogMember => ({ goal, weight })),
    responsibleArea: programme.responsible_area,
    department: programme.department,
    speakers: programme.speakers.map((speaker) => speaker.code),
  };
}
