import type { DataSource } from 'typeorm';

/** 100 indicators in 25 areas, 80 months. */
const INDICATORS = 100;
const AREAS = 25;
const MONTHS = 80;
export const IMPORT_ROWS = INDICATORS * AREAS * MONTHS;

const FIRST_YEAR = 2019;

/* Lines of record by definition, so that each round writes where nothing is yet. $1 definitions. */
const WORLD = `
  WITH areas AS (
    INSERT INTO area (code, name_zh, name_en, level)
      SELECT '62' || to_char(n, 'FM0000'), '示例' || n || '县', 'County ' || n, 'county' FROM generate_series(1, ${AREAS}) n
    RETURNING id),
  indicators AS (
    INSERT INTO indicator (code, name_zh, name_en, unit_zh, unit_en, measure, direction, entry_mode, decimals, cycle,
        due_working_day)
      SELECT 'indicator-' || to_char(n, 'FM000'), '指标' || n, 'Indicator ' || n, '万吨', '10,000 t', 'stock', 'increase',
        'level', 2, 'month', 10 FROM generate_series(1, ${INDICATORS}) n
    RETURNING id)
  INSERT INTO series (indicator_id, area_id, definition)
    SELECT i.id, a.id, d FROM unnest($1::text[]) d, indicators i, areas a`;

/** Fills an empty, migrated database as its superuser. */
export async function fillCatalog(db: DataSource, definitions: readonly string[]): Promise<void> {
  await db.query(WORLD, [definitions]);
  await db.query('ANALYZE');
}

interface Figure {
  readonly indicator: string;
  readonly area: string;
  readonly periodEnd: string;
  readonly value: string;
}

/** The same figures every time: each line of record grows evenly, so that none looks wrong. */
function* figures(): Generator<Figure> {
  for (let indicator = 1; indicator <= INDICATORS; indicator += 1)
    for (let area = 1; area <= AREAS; area += 1)
      for (let month = 0; month < MONTHS; month += 1)
        yield {
          indicator: `indicator-${String(indicator).padStart(3, '0')}`,
          area: `62${String(area).padStart(4, '0')}`,
          periodEnd: new Date(Date.UTC(FIRST_YEAR, month + 1, 0)).toISOString().slice(0, 10),
          value: `${1000 + indicator + 10 * month}.${String(area).padStart(2, '0')}`,
        };
}

/** As an official hands them in. */
export function tableOf(definition: string): Buffer {
  const lines = ['指标编号,区域编号,统计口径,期间,数值,备注'];
  for (const { indicator, area, periodEnd, value } of figures())
    lines.push(`${indicator},${area},${definition},${periodEnd},${value},月报`);
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`);
}

/** As rows of the record, in the text that COPY reads: line of record, period, revision, kind, value and so on. */
export async function rowsOf(db: DataSource, definition: string): Promise<Buffer> {
  const [{ person }] = await db.query<[{ person: number }]>(`SELECT min(id) AS person FROM person`);
  const series = await db.query<{ id: number; key: string }[]>(
    `SELECT s.id, i.code || ' ' || a.code AS key FROM series s JOIN indicator i ON i.id = s.indicator_id
     JOIN area a ON a.id = s.area_id WHERE s.definition = $1`,
    [definition],
  );
  const idOf = new Map(series.map(({ id, key }) => [key, id]));
  const lines: string[] = [];
  for (const { indicator, area, periodEnd, value } of figures())
    lines.push(
      `${idOf.get(`${indicator} ${area}`) ?? ''}\t${periodEnd}\t1\tentry\t${value}\t=\tsubmitted\t月报\tbench\t${person}`,
    );
  return Buffer.from(`${lines.join('\n')}\n`);
}

/** The columns of `rowsOf`. */
export const COLUMNS =
  'series_id, period_end, revision, kind, value, qualifier, state, note, recorded_by, recorded_person';
