import { csvLines } from '../../platform/csv';
import { code, type Column, key, text } from '../column';
import type { Report } from '../report';
import { columnDictionary } from './column-dictionary';

/** The columns of the dictionary itself, which says everything in both languages. */
export const DICTIONARY_COLUMNS: readonly Column[] = [
  key(code('name')),
  code('type'),
  code('unit'),
  text('header_zh'),
  text('header_en'),
  text('unit_zh'),
  text('unit_en'),
  text('meaning_zh'),
  text('meaning_en'),
];

/** The dictionary of a report with the machine header, as CSV. */
export function dictionaryLines(report: Pick<Report, 'name' | 'columns'>): string {
  const header = csvLines([DICTIONARY_COLUMNS.map(({ name }) => name)], []);
  const rows = columnDictionary(report, 'machine').map(
    ({ column, type, unit, title, unitTitle, meaning }) => [
      ...[column.name, type, unit],
      ...[title, unitTitle, meaning].flatMap((said) => [said['zh-CN'], said.en]),
    ],
  );
  return (
    header +
    csvLines(
      rows,
      DICTIONARY_COLUMNS.map(({ type }) => type),
    )
  );
}
