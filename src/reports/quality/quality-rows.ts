import type { Cell } from '../../platform/csv';
import type { Language } from '../../platform/messages';
import type { ReportOptions } from '../report';
import type { Described } from '../progress/describe-commitments';
import { QUALITY_COLUMNS } from './columns';
import type { Fault } from './find-faults';

/** A row for each fault of a commitment. Nothing but its code is known of what could not be described. */
export function qualityRows(
  code: string,
  described: Described | undefined,
  faults: readonly Fault[],
  { clocks, language }: ReportOptions,
): Cell[][] {
  const about: Record<string, Cell> = {
    code,
    ...(described === undefined ? {} : identity(described, language)),
    as_of: clocks.asOf,
    known_at: clocks.knownAt,
  };
  return faults.map(({ finding, since, figures }) => {
    const found: Record<string, Cell> = {
      quality_finding: finding,
      found_since: since,
      figure_count: figures.length === 0 ? null : String(figures.length),
      figure_ids: figures.join(' '),
    };
    return QUALITY_COLUMNS.map(({ name }) => found[name] ?? about[name] ?? null);
  });
}

function identity(of: Described, language: Language): Record<string, Cell> {
  const zh = language === 'zh-CN';
  return {
    name: zh ? of.nameZh : of.nameEn,
    indicator_code: of.indicatorCode,
    area_code: of.areaCode,
    area_name: zh ? of.areaNameZh : of.areaNameEn,
    department_code: of.departmentCode,
    department_name: zh ? of.departmentNameZh : of.departmentNameEn,
  };
}
