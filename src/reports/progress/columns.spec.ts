import { readFileSync } from 'node:fs';
import { CATALOGS } from '../../platform/messages';
import { PROGRESS_COLUMNS } from './columns';

describe('the columns of the progress report', () => {
  const names = PROGRESS_COLUMNS.map(({ name }) => name);

  it('have stable machine names, each once', () => {
    for (const name of names) expect(name).toMatch(/^[a-z][a-z_]*$/);
    expect(new Set(names).size).toBe(names.length);
  });

  it('begin as the contract says', () => {
    expect(names.slice(0, 21).join(' ')).toBe(
      'code kind indicator_code area_code as_of status light data_status value value_at qualifier completion ' +
        'progress_share time_share planned gap_value gap_points pace_index slack_days forecast forecast_outlook',
    );
  });

  it('are described in docs/CSV-COLUMNS.md, in this order and with their type', () => {
    const page = readFileSync('docs/CSV-COLUMNS.md', 'utf8');
    const described = [...page.matchAll(/^\| `([a-z_]+)` +\| [^|]+ \| ([a-z]+) /gm)].map(
      ([, name, type]) => ({ name, type }),
    );
    expect(described).toEqual(PROGRESS_COLUMNS.map(({ name, type }) => ({ name, type })));
  });

  it.each(['zh-CN', 'en'] as const)('have a header and words for every coded value in %s', (language) => {
    const { report, progress } = CATALOGS[language] as {
      report: Record<string, string>;
      progress: Record<string, string>;
    };
    for (const { name, words } of PROGRESS_COLUMNS) {
      expect([name, report[`column.${name}`] !== undefined]).toEqual([name, true]);
      if (words !== undefined)
        expect(Object.keys(progress).some((code) => code.startsWith(`${words}.`))).toBe(true);
    }
  });
});
