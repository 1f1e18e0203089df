import { readFileSync } from 'node:fs';
import { CATALOGS } from '../platform/messages';
import { ACTUALS_COLUMNS } from './actuals/columns';
import type { Column } from './column';
import { MISSING_COLUMNS } from './missing/columns';
import { PROGRESS_COLUMNS } from './progress/columns';
import { PROMISES_COLUMNS } from './promises/columns';
import { QUALITY_COLUMNS } from './quality/columns';
import { REPORT_NAMES, type ReportName } from './report';
import { SUMMARY_COLUMNS } from './summary/columns';

const COLUMNS: Readonly<Record<ReportName, readonly Column[]>> = {
  progress: PROGRESS_COLUMNS,
  actuals: ACTUALS_COLUMNS,
  missing: MISSING_COLUMNS,
  promises: PROMISES_COLUMNS,
  quality: QUALITY_COLUMNS,
  summary: SUMMARY_COLUMNS,
};

/** The part of the page that is about a report. */
function sectionOf(report: ReportName): string {
  const page = readFileSync('docs/CSV-COLUMNS.md', 'utf8');
  return page.split(/^## /m).find((section) => section.startsWith(`\`${report}\``)) ?? '';
}

describe.each(REPORT_NAMES)('the columns of %s', (report) => {
  const columns = COLUMNS[report];
  const names = columns.map(({ name }) => name);

  it('have stable machine names, each once', () => {
    for (const name of names) expect(name).toMatch(/^[a-z][a-z_]*$/);
    expect(new Set(names).size).toBe(names.length);
  });

  it('are described in docs/CSV-COLUMNS.md, in this order and with their type', () => {
    const described = [...sectionOf(report).matchAll(/^\| `([a-z_]+)` +\| [^|]+ \| ([a-z]+) /gm)].map(
      ([, name, type]) => ({ name, type }),
    );
    expect(described).toEqual(columns.map(({ name, type }) => ({ name, type })));
  });

  it.each(['zh-CN', 'en'] as const)(
    'have headers of their own and words for every code in %s',
    (language) => {
      const { report: headers, progress: words } = CATALOGS[language] as {
        report: Record<string, string>;
        progress: Record<string, string>;
      };
      const shown = names.map((name) => headers[`column.${name}`]);
      expect(names.filter((_, index) => shown[index] === undefined)).toEqual([]);
      expect(shown.filter((header, index) => shown.indexOf(header) < index)).toEqual([]);
      for (const { words: prefix } of columns)
        if (prefix !== undefined)
          expect([prefix, Object.keys(words).some((code) => code.startsWith(`${prefix}.`))]).toEqual([
            prefix,
            true,
          ]);
    },
  );
});

it('the progress report begins as its contract says', () => {
  expect(
    PROGRESS_COLUMNS.slice(0, 21)
      .map(({ name }) => name)
      .join(' '),
  ).toBe(
    'code kind indicator_code area_code as_of status light data_status value value_at qualifier completion ' +
      'progress_share time_share planned gap_value gap_points pace_index slack_days forecast forecast_outlook',
  );
});
