import { parse } from 'csv-parse/sync';
import { TestApplication } from './application';
import type { Signed } from './people';

/** Two counties with a department each below an office: few enough that every row of a report can be told. */
const SMALL_WORLD = `
format: 1
catalog: small-world
example: true
source: { code: plan, title_zh: 规划, title_en: Plan, stated_on: 2025-01-10 }
areas:
  - { code: '629000', name_zh: 示例市, name_en: City, level: prefecture }
  - { code: '629001', name_zh: 东县, name_en: East, level: county, parent: '629000' }
  - { code: '629002', name_zh: 西县, name_en: West, level: county, parent: '629000' }
departments:
  - { code: office, name_zh: 市政府, name_en: City government, area: '629000' }
  - { code: east, name_zh: 东县政府, name_en: East government, area: '629001', parent: office }
  - { code: west, name_zh: 西县政府, name_en: West government, area: '629002', parent: office }
indicators:
  - { code: beds, name_zh: 床位, name_en: Beds, unit: bed, unit_zh: 张, measure: stock, direction: increase, decimals: 0,
      plausible: { min: 0, max: 5000 }, reporting: { cycle: quarter, due_working_day: 5 } }
  - { code: price, name_zh: 电价, name_en: Price, unit: yuan, unit_zh: 元, measure: stock, direction: decrease, decimals: 2,
      reporting: { cycle: quarter, due_working_day: 5 } }
  - { code: share, name_zh: 覆盖率, name_en: Coverage, unit: '%', unit_zh: '%', measure: ratio, direction: increase, decimals: 2,
      reporting: { cycle: quarter, due_working_day: 5 } }
  - { code: income, name_zh: 收入, name_en: Income, unit: yuan, unit_zh: 元, measure: flow, entry_mode: monthly,
      direction: increase, decimals: 2, reporting: { cycle: month, due_working_day: 5 } }
goals:
  - { code: E1, indicator: beds, area: '629001', comparator: '>=', target: 200, deadline: 2025-12-31,
      baseline: { value: 100, at: 2024-12-31 }, department: east }
  - { code: W1, indicator: beds, area: '629002', comparator: '>=', target: 80, deadline: 2026-06-30,
      deadline_basis: inferred, baseline: { value: 40, at: 2024-12-31, basis: inferred }, department: west,
      note_zh: 期限由我们推定, note_en: The deadline is inferred by us }
  - { code: W2, indicator: price, area: '629002', comparator: '<=', target: 0.40, deadline: 2025-12-31,
      baseline: null, department: west }
programmes:
  - { code: P1, name_zh: 床位工程, name_en: Beds programme, rule: all, members: [E1, W1], responsible_area: '629000',
      department: office }
`;

export type Row = Record<string, string>;

export async function smallWorld(): Promise<TestApplication> {
  const test = await TestApplication.start();
  await test.loadCatalog('catalog/qingyang-2025.yaml', () => SMALL_WORLD);
  return test;
}

/** The moment it is in the database. */
export async function momentOf({ db }: TestApplication): Promise<string> {
  const [{ at }] = await db.query<[{ at: string }]>(
    `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at`,
  );
  return at;
}

/** The rows of a report by its machine header; throws where it is not given. */
export async function rowsOf(reader: Pick<Signed, 'text'>, report: string, query = ''): Promise<Row[]> {
  const { body, status } = await reader.text(`/reports/${report}.csv?header=machine&lang=en&${query}`);
  if (status !== 200) throw new Error(body);
  return parse<Row>(body, { columns: true, record_delimiter: '\r\n' });
}

/** Of each row only these columns, one after the other. */
export const only = (rows: readonly Row[], ...columns: readonly string[]): string[] =>
  rows.map((row) => columns.map((name) => row[name] ?? `no ${name}`).join(' | '));
