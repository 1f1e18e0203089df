import { kindOf } from '../../domain/progress';
import type { TermsView } from '../../goals';
import type { Cell } from '../../platform/csv';
import type { Language } from '../../platform/messages';
import type { Batch, Judged } from '../../progress';
import type { ReportOptions } from '../report';
import { PROGRESS_COLUMNS } from './columns';
import type { Described } from './describe-commitments';

type Facts = Readonly<Record<string, Cell>>;

/** One row: what was computed, what is said about it, in the order of the columns. */
export function progressRow(
  one: Judged | Batch['failed'][number],
  described: Described | undefined,
  options: ReportOptions,
): Cell[] {
  const facts: Facts = {
    ...('quantities' in one ? computed(one, options) : { code: one.code, error: one.error }),
    ...(described === undefined
      ? {}
      : { ...promise(described, options.language), ...origin(described, options.language) }),
    as_of: options.clocks.asOf,
    known_at: options.clocks.knownAt,
  };
  return PROGRESS_COLUMNS.map(({ name }) => facts[name] ?? null);
}

function computed(one: Judged, { clocks }: ReportOptions): Facts {
  const { code, quantities, methodVersion } = one;
  const replay = new URLSearchParams({ asOf: clocks.asOf, knownAt: clocks.knownAt, explain: 'true' });
  return {
    ...quantities,
    code,
    method_version: methodVersion,
    explanation_key: `progress/${code}?${replay.toString()}`,
  };
}

function promise(of: Described, language: Language): Facts {
  return {
    kind: kindOf(of.rule),
    rule: of.rule,
    indicator_code: of.indicatorCode,
    measure: of.measure,
    area_code: of.areaCode,
    definition: of.definition,
    department_code: of.departmentCode,
    parent_code: of.parentCode,
    ...(language === 'zh-CN' ? namesZh(of) : namesEn(of)),
    ...(of.terms === null ? {} : terms(of.terms)),
    ...(of.original === null ? {} : original(of.original)),
  };
}

function namesZh(of: Described): Facts {
  return {
    name: of.nameZh,
    indicator_name: of.indicatorCode === null ? null : of.nameZh,
    unit: of.unitZh,
    area_name: of.areaNameZh,
    department_name: of.departmentNameZh,
  };
}

function namesEn(of: Described): Facts {
  return {
    name: of.nameEn,
    indicator_name: of.indicatorCode === null ? null : of.nameEn,
    unit: of.unitEn,
    area_name: of.areaNameEn,
    department_name: of.departmentNameEn,
  };
}

function terms(of: TermsView): Facts {
  return {
    comparator: of.comparator,
    target: of.target,
    baseline_value: of.baseline?.value ?? null,
    baseline_at: of.baseline?.at ?? null,
    baseline_basis: of.baseline?.basis ?? null,
    start_on: of.startOn,
    deadline: of.deadline,
    deadline_basis: of.deadlineBasis,
    stages: of.stages.map(({ at, value }) => `${at}: ${value}`).join('; ') || null,
    terms_version: String(of.version),
    terms_effective_from: of.effectiveFrom,
    terms_reason: of.reason,
  };
}

function original(of: TermsView): Facts {
  return {
    original_comparator: of.comparator,
    original_target: of.target,
    original_baseline_value: of.baseline?.value ?? null,
    original_deadline: of.deadline,
  };
}

function origin(of: Described, language: Language): Facts {
  const zh = language === 'zh-CN';
  return {
    source_code: of.sourceCode,
    source_title: zh ? of.titleZh : of.titleEn,
    stated_on: of.statedOn,
    speakers: zh ? of.speakersZh : of.speakersEn,
    note: zh ? of.noteZh : of.noteEn,
    closed_on: of.closedOn,
    closed_verdict: of.closedVerdict,
  };
}
