import { neutralizedSql } from '../platform/csv';
import { CATALOGS, translate } from '../platform/messages';
import type { Column } from './column';
import type { ReportOptions } from './report';

type Asked = Pick<ReportOptions, 'header' | 'language'>;

/** Cells of a query as the CSV face shows them, with the words they show as further parameters of it. */
export interface ShownCells {
  readonly sql: string;
  readonly params: readonly (string | null)[];
}

/**
 * What `shownRows` and `csvLines` do to the rows of a query, done by the query: coded values as words where that is a
 * person, and no text that a spreadsheet could run. `of` is the name the query goes by; its columns are text,
 * and none is empty, which COPY tells from null and a cell does not.
 */
export function shownSql(
  of: string,
  columns: readonly Column[],
  asked: Asked,
  given: readonly (string | null)[],
): ShownCells {
  const params = [...given];
  const cells = columns.map((column) => {
    const cell = `${of}.${column.name}`;
    if (column.type === 'text') return neutralizedSql(cell);
    if (column.words === undefined || asked.header === 'machine') return cell;
    return wordsSql(cell, wordCases(column.words, asked, params), column.words);
  });
  return { sql: cells.join(', '), params };
}

/** `WHEN code THEN word` for every code there is a word for. */
function wordCases(prefix: string, { language }: Asked, params: (string | null)[]): string {
  const codes = Object.keys(CATALOGS[language].progress).filter((key) => key.startsWith(`${prefix}.`));
  return codes
    .map((key) => {
      const code = params.push(key.slice(prefix.length + 1));
      return `WHEN $${code}::text THEN $${params.push(translate(language, 'progress', key))}::text`;
    })
    .join(' ');
}

/** One code, or several separated by blanks; a code without a word answers as `translate` does. */
function wordsSql(cell: string, cases: string, prefix: string): string {
  const each = `CASE one.code ${cases} ELSE '${prefix}.' || one.code END`;
  const several = `(SELECT string_agg(${each}, ' ' ORDER BY one.place)
    FROM unnest(string_to_array(${cell}, ' ')) WITH ORDINALITY one(code, place))`;
  return `CASE WHEN ${cell} IS NULL THEN NULL ELSE CASE ${cell} ${cases} ELSE ${several} END END`;
}
