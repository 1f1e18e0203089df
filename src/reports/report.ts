import type { Reach } from '../domain/access';
import type { Cell, Separator } from '../platform/csv';
import type { Tx } from '../platform/database';
import { invalidField, notFound } from '../platform/http';
import type { Language } from '../platform/messages';
import type { Clocks } from '../progress';
import type { Column } from './column';

/** Only what belongs to these; a department with those below it. */
export interface ReportFilter {
  readonly department?: string | undefined;
  readonly area?: string | undefined;
  readonly indicator?: string | undefined;
  /** Only figures of the period that ends on this day. */
  readonly period?: string | undefined;
}

/** What a report is asked for. The same options give the same cells, whenever asked. */
export interface ReportOptions {
  readonly clocks: Clocks;
  readonly language: Language;
  /** `machine`: stable snake_case names and codes; `words`: the language's words for both. */
  readonly header: 'words' | 'machine';
  /** Only what lies within is told of. */
  readonly reach: Reach;
  readonly filter: ReportFilter;
}

/** Some rows, in the order of the columns, with codes where cells are coded. */
export interface RowBatch {
  readonly rows: readonly (readonly Cell[])[];
  /** The names of the goals that cells of codes with names speak of. */
  readonly names: ReadonlyMap<string, string>;
}

export const REPORT_NAMES = [
  'progress',
  'actuals',
  'missing',
  'template',
  'promises',
  'quality',
  'summary',
] as const;
export type ReportName = (typeof REPORT_NAMES)[number];

/** One report, whatever its face: its columns, and its rows as they come. */
export interface Report {
  readonly name: ReportName;
  readonly columns: readonly Column[];
  /** All read from the one unchanging view of the database that `tx` has. */
  batches(tx: Tx, options: ReportOptions): AsyncIterable<RowBatch>;
  /** The same rows as lines of CSV that the database itself makes, where the report is one query: far faster. */
  copy?(tx: Tx, options: ReportOptions, separator: Separator): AsyncIterable<Buffer>;
}

/** Where whoever writes reports finds all of them. */
export const REPORTS = Symbol('reports');

/** Those whose rows are figures of periods. */
const OF_PERIODS: ReadonlySet<ReportName> = new Set<ReportName>(['actuals', 'missing', 'template']);

/** A request for a report as the options of one. Throws 400 for a period where no row is of any. */
export function reportOptions(
  report: ReportName,
  { header, department, area, indicator, period }: ReportFilter & Pick<ReportOptions, 'header'>,
  asked: Pick<ReportOptions, 'clocks' | 'language' | 'reach'>,
): ReportOptions {
  if (period !== undefined && !OF_PERIODS.has(report))
    throw invalidField('period', 'report.no_periods', { names: [...OF_PERIODS].join(' ') });
  return { ...asked, header, filter: { department, area, indicator, period } };
}

/** Throws 404 where there is none of this name. */
export function reportNamed(name: string): ReportName {
  const found = REPORT_NAMES.find((one) => one === name);
  if (found === undefined) throw notFound('report.not_found', { name, names: REPORT_NAMES.join(' ') });
  return found;
}
