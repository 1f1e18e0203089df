import { addDays, type CivilDate } from '../domain/calendar';
import { translate } from '../platform/messages';
import type { Described } from '../reports';

/** A text in both languages. */
export interface Both {
  readonly zh: string;
  readonly en: string;
}

/** A figure with its day. Decimals are text, as recorded. */
export interface Observed {
  readonly value: string;
  readonly at: string;
  readonly qualifier: string;
}

/** What was to be reached by the end of a period, and what was. Only the period of the latest value has one. */
export interface ResultPeriod {
  readonly start: string;
  readonly end: string;
  readonly target: { readonly comparator: string; readonly value: string };
  readonly actual: Observed | null;
}

/** A goal in the words of results: indicator, baseline, periods with target and actual. */
export interface GoalResult {
  readonly code: string;
  readonly title: Both;
  readonly area: { readonly code: string; readonly name: Both };
  readonly source: { readonly code: string; readonly title: Both; readonly statedOn: string };
  readonly department: { readonly code: string; readonly name: Both } | null;
  readonly indicator: {
    readonly code: string;
    readonly measure: string;
    readonly unit: Both;
    readonly definition: string;
    /** Whether more is better. */
    readonly ascending: boolean;
  };
  readonly baseline: Observed | null;
  readonly periods: readonly ResultPeriod[];
  readonly status: string | null;
  readonly closedOn: string | null;
}

/** What the computation printed for it; empty where it could not be computed. */
export type Quantities = Readonly<Record<string, string | null>>;

const both = (zh: string | null, en: string | null): Both => ({ zh: zh ?? '', en: en ?? '' });

/** Null for a composite, which has no figure and no target of its own. */
export function goalResult(code: string, of: Described, quantities: Quantities): GoalResult | null {
  if (of.terms === null || of.rule === 'each_area') return null;
  const { comparator, baseline } = of.terms;
  return {
    code,
    title: titleOf(of),
    area: { code: of.areaCode ?? '', name: both(of.areaNameZh, of.areaNameEn) },
    source: { code: of.sourceCode, title: both(of.titleZh, of.titleEn), statedOn: of.statedOn },
    department: departmentOf(of),
    indicator: { ...indicatorOf(of), ascending: comparator.startsWith('>') },
    baseline: baseline && { value: baseline.value, at: baseline.at, qualifier: baseline.qualifier },
    periods: periodsOf(of, of.terms, observedOf(quantities)),
    status: quantities['status'] ?? null,
    closedOn: of.closedOn,
  };
}

/** Of one area's goal among those of each area, which area: what tells it from the others. */
function titleOf({ parentCode, nameZh, nameEn, areaNameZh, areaNameEn }: Described): Both {
  if (parentCode === null) return both(nameZh, nameEn);
  return {
    zh: translate('zh-CN', 'report', 'member.area', { name: nameZh, area: areaNameZh ?? '' }),
    en: translate('en', 'report', 'member.area', { name: nameEn, area: areaNameEn ?? '' }),
  };
}

const indicatorOf = (of: Described) => ({
  code: of.indicatorCode ?? '',
  measure: of.measure ?? '',
  unit: both(of.unitZh, of.unitEn),
  definition: of.definition ?? '',
});

function departmentOf(of: Described): GoalResult['department'] {
  if (of.departmentCode === null) return null;
  return { code: of.departmentCode, name: both(of.departmentNameZh, of.departmentNameEn) };
}

function observedOf({ value, value_at: at, qualifier }: Quantities): Observed | null {
  return value == null || at == null ? null : { value, at, qualifier: qualifier ?? '=' };
}

/** One for each stage and one for the deadline, each from the day after the one before. */
function periodsOf(
  of: Described,
  terms: NonNullable<Described['terms']>,
  latest: Observed | null,
): ResultPeriod[] {
  const ends = [...terms.stages, { at: terms.deadline, value: terms.target }];
  const last = ends.length - 1;
  const home = latest === null ? -1 : ends.findIndex(({ at }, index) => index === last || latest.at <= at);
  return ends.map(({ at, value }, index) => {
    const before = ends[index - 1];
    return {
      start: before === undefined ? beginning(of, terms, at) : addDays(before.at as CivilDate, 1),
      end: at,
      target: { comparator: terms.comparator, value },
      actual: index === home ? latest : null,
    };
  });
}

/** Where the way to the first end begins: a flow counts by the year. Never after that end. */
function beginning(of: Described, terms: NonNullable<Described['terms']>, end: string): string {
  const start =
    of.measure === 'flow' ? `${end.slice(0, 4)}-01-01` : (terms.startOn ?? terms.baseline?.at ?? of.statedOn);
  return start < end ? start : end;
}
