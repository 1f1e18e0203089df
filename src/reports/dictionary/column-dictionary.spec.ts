import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { CATALOGS, LANGUAGES } from '../../platform/messages';
import { ACTUALS_COLUMNS } from '../actuals/columns';
import type { Column } from '../column';
import { MISSING_COLUMNS } from '../missing/columns';
import { PROGRESS_COLUMNS } from '../progress/columns';
import { PROMISES_COLUMNS } from '../promises/columns';
import { QUALITY_COLUMNS } from '../quality/columns';
import { QUALITY_FINDINGS } from '../quality/find-faults';
import { REPORT_NAMES, type ReportName } from '../report';
import { SUMMARY_COLUMNS } from '../summary/columns';
import { TEMPLATE_COLUMNS } from '../template/columns';
import { columnDictionary } from './column-dictionary';
import { dictionaryLines } from './dictionary-lines';

const COLUMNS: Readonly<Record<ReportName, readonly Column[]>> = {
  progress: PROGRESS_COLUMNS,
  actuals: ACTUALS_COLUMNS,
  missing: MISSING_COLUMNS,
  template: TEMPLATE_COLUMNS,
  promises: PROMISES_COLUMNS,
  quality: QUALITY_COLUMNS,
  summary: SUMMARY_COLUMNS,
};

const PAGE = readFileSync('docs/CSV-COLUMNS.md', 'utf8');

/** The rows of the table under the heading of a report. The page may mark codes as such. */
function described(report: string): string[] {
  const table = PAGE.split(/^## /m).find((section) => section.startsWith(`\`${report}\``)) ?? '';
  return [...table.matchAll(/^\| `.*$/gm)].map(([line]) =>
    line
      .replaceAll('`', '')
      .replace(/ +\| +/g, ' | ')
      .replace(/ +\|$/, ' |'),
  );
}

describe.each(REPORT_NAMES)('the columns of the report %s', (name) => {
  const columns = COLUMNS[name];
  const dictionary = columnDictionary({ name, columns }, 'machine');

  it('have stable machine names, each once', () => {
    const names = columns.map((column) => column.name);
    for (const one of names) expect(one).toMatch(/^[a-z][a-z_]*$/);
    expect(new Set(names).size).toBe(names.length);
  });

  it('say in what their numbers are measured', () => {
    const silent = columns.filter(
      ({ type, unit }) => ['decimal', 'percent'].includes(type) && unit === undefined,
    );
    expect(silent).toEqual([]);
  });

  it.each(LANGUAGES)('have a header, a meaning, a unit and words for every coded value in %s', (language) => {
    const {
      report,
      progress,
      column: meanings,
    } = CATALOGS[language] as Record<string, Record<string, string>>;
    expect(report?.[`title.${name}`]).toBeDefined();
    const headers = columns.map((one) => report?.[`column.${one.name}`]);
    expect(headers.filter((header, index) => headers.indexOf(header) < index)).toEqual([]);
    for (const { column, unit } of dictionary) {
      const found = {
        header: report?.[`column.${column.name}`],
        meaning: meanings?.[`${name}.${column.name}`] ?? meanings?.[column.name],
        unit: meanings?.[`unit.${unit}`],
        words:
          column.words === undefined
            ? ''
            : Object.keys(progress ?? {}).find((code) => code.startsWith(`${column.words ?? ''}.`)),
      };
      for (const [what, text] of Object.entries(found))
        expect([column.name, what, typeof text]).toEqual([column.name, what, 'string']);
    }
  });

  it('are described in docs/CSV-COLUMNS.md by what the catalogs say, in this order', () => {
    expect(described(name)).toEqual(
      dictionary.map(({ column, title, type, unitTitle, meaning }) =>
        `| ${[column.name, title['zh-CN'], type, unitTitle.en, meaning.en].join(' | ')} |`.replaceAll(
          '|  |',
          '| |',
        ),
      ),
    );
  });

  it('are told as CSV in both languages', () => {
    const rows = parse<Record<string, string>>(dictionaryLines({ name, columns }), { columns: true });
    expect(rows.map((row) => row['name'])).toEqual(columns.map((column) => column.name));
    expect(rows.map((row) => row['meaning_zh'])).toEqual(dictionary.map(({ meaning }) => meaning['zh-CN']));
  });
});

describe('what a column means', () => {
  it('is said in the catalogs of no column that is not there', () => {
    const known = new Set(
      REPORT_NAMES.flatMap((name) => columnDictionary({ name, columns: COLUMNS[name] }, 'machine')).flatMap(
        ({ column: { name }, unit }) => [name, `unit.${unit}`],
      ),
    );
    const own = REPORT_NAMES.flatMap((name) => COLUMNS[name].map((column) => `${name}.${column.name}`));
    expect(Object.keys(CATALOGS.en.column).filter((code) => !known.has(code) && !own.includes(code))).toEqual(
      [],
    );
  });
});

it.each(LANGUAGES)('every finding about data has a word in %s', (language) => {
  const words = Object.keys(CATALOGS[language].progress);
  expect(words.filter((code) => code.startsWith('quality.')).sort()).toEqual(
    QUALITY_FINDINGS.map((finding) => `quality.${finding}`).sort(),
  );
});
