import type { CellType } from '../../platform/csv';
import { CATALOGS, type Language, LANGUAGES, type Namespace, translate } from '../../platform/messages';
import type { Column, ColumnUnit } from '../column';
import type { Report, ReportOptions } from '../report';
import { typesOf } from '../shown';

export type InLanguages = Readonly<Record<Language, string>>;

/** What a column means. */
export interface DictionaryEntry {
  readonly column: Column;
  /** The header as people read it. */
  readonly title: InLanguages;
  readonly type: CellType;
  readonly unit: ColumnUnit;
  /** What people call the unit; empty where there is none. */
  readonly unitTitle: InLanguages;
  readonly meaning: InLanguages;
}

/** The columns of a report as they are in a file with that header, in their order. */
export function columnDictionary(
  { name: report, columns }: Pick<Report, 'name' | 'columns'>,
  header: ReportOptions['header'],
): DictionaryEntry[] {
  const types = typesOf(columns, { header });
  return columns.map((column, index) => ({
    column,
    title: inLanguages('report', `column.${column.name}`),
    type: types[index] ?? column.type,
    unit: column.unit ?? 'none',
    unitTitle: inLanguages('column', `unit.${column.unit ?? 'none'}`),
    meaning: inLanguages('column', meaningCode(report, column)),
  }));
}

export const inLanguages = (namespace: Namespace, code: string): InLanguages =>
  Object.fromEntries(
    LANGUAGES.map((language) => [language, translate(language, namespace, code)]),
  ) as unknown as InLanguages;

/** A column means the same in every report, unless the report says otherwise: `actuals.value` goes before `value`. */
function meaningCode(report: string, { name }: Column): string {
  const own = `${report}.${name}`;
  return own in CATALOGS.en.column ? own : name;
}
