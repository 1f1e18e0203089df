import { Injectable } from '@nestjs/common';
import type { NewActual } from '../actuals';
import type { EntryMode } from '../domain/goal';
import { copyIn, type CopyValue, streamRows, type Tx } from '../platform/database';
import { refusal } from '../platform/table';
import { type Entry, placeOf, type ReadRow, type RowProblem } from './read-entry';

/** A row read, with what the catalog says of its indicator; null where it is none. */
export interface StagedRow {
  readonly line: number;
  readonly indicator: string;
  readonly area: string;
  readonly definition: string;
  readonly entry: Entry | null;
  readonly problems: readonly RowProblem[] | null;
  readonly unitZh: string | null;
  readonly unitEn: string | null;
  readonly measure: string | null;
  readonly entryMode: EntryMode | null;
}

export const FATES = ['new', 'same', 'revision', 'warning', 'error', 'blank'] as const;
export type Fate = (typeof FATES)[number];

/** What a row comes to. */
export interface RowFate {
  readonly line: number;
  readonly fate: Fate;
  readonly problems: readonly RowProblem[];
  readonly figure: NewActual | null;
}

const ROW = 'import_row (batch_id, line, cells, indicator, area, definition, input, problems)';
const FATE = `import_fate (batch_id, line, fate, problems, series_id, period_start, period_end, kind, value, numerator,
  denominator, qualifier, held_for, reason, note, evidence_url)`;

/* What one thing is called and no other, nor any code is. */
const NAMES = (noun: 'indicator' | 'area'): string => `
  SELECT name, min(code) AS code FROM (SELECT name_zh AS name, code FROM ${noun} UNION SELECT name_en, code FROM ${noun}) n
  WHERE NOT EXISTS (SELECT 1 FROM ${noun} WHERE code = n.name) GROUP BY name HAVING count(*) = 1`;

/*
 * What is of no line of record comes last. In an order of bytes, which is quick to sort by; any order that keeps a line
 * of record together does. $1 batch.
 */
const IN_ORDER = `
  SELECT r.line, r.indicator, r.area, r.definition, r.input AS entry, r.problems, i.unit_zh AS "unitZh",
    i.unit_en AS "unitEn", i.measure, i.entry_mode AS "entryMode"
  FROM import_row r LEFT JOIN indicator i ON i.code = r.indicator
  WHERE r.batch_id = $1
  ORDER BY r.input IS NULL, r.indicator COLLATE "C", r.area COLLATE "C", r.definition COLLATE "C", r.line`;

/** Rows of one line of record come together: they are judged one after the other. */
const CHUNK = 2_000;
/** Each is judged beside those before it: days of nearly three years, months of eighty. */
const MOST_OF_ONE = 1_000;

/** The working space of an import: rows as read, and what each comes to. */
@Injectable()
export class StagedRowsRepository {
  async stage(tx: Tx, batch: number, rows: AsyncIterable<readonly ReadRow[]>): Promise<void> {
    const codes = { indicator: await codesByName(tx, 'indicator'), area: await codesByName(tx, 'area') };
    async function* copied(): AsyncGenerator<CopyValue[][]> {
      for await (const some of rows) yield some.map((row) => staged(batch, row, codes));
    }
    await copyIn(tx, ROW, copied());
  }

  /**
   * The rows in the order of their lines of record, so many at a time that none of these is cut in two. Throws a
   * TableRefusal where one has more rows than a table may have of it.
   */
  async *chunks(tx: Tx, batch: number): AsyncGenerator<StagedRow[]> {
    let held: StagedRow[] = [];
    for await (const rows of streamRows<StagedRow>(tx, IN_ORDER, [batch], CHUNK)) {
      const all = [...held, ...rows];
      const cut = startOfLastSeries(all);
      mustBeFew(all);
      if (cut > 0) yield all.slice(0, cut);
      held = all.slice(cut);
    }
    if (held.length > 0) yield held;
  }

  /** Keeps what rows come to. */
  async judge(tx: Tx, batch: number, fates: readonly RowFate[]): Promise<void> {
    await copyIn(tx, FATE, [fates.map((fate) => judged(batch, fate))]);
  }

  async counts(tx: Tx, batch: number): Promise<Record<Fate, number>> {
    const rows = await tx.query<{ fate: Fate; count: number }[]>(
      `SELECT fate, count(*)::int AS count FROM import_fate WHERE batch_id = $1 GROUP BY fate`,
      [batch],
    );
    const counted = new Map(rows.map(({ fate, count }) => [fate, count]));
    return Object.fromEntries(FATES.map((fate) => [fate, counted.get(fate) ?? 0])) as Record<Fate, number>;
  }

  /** Forgets the fates, or the rows with them. */
  async clear(tx: Tx, batch: number, { rows }: { readonly rows: boolean }): Promise<void> {
    await tx.query(`DELETE FROM import_fate WHERE batch_id = $1`, [batch]);
    if (rows) await tx.query(`DELETE FROM import_row WHERE batch_id = $1`, [batch]);
  }
}

function mustBeFew(rows: readonly StagedRow[]): void {
  let start = 0;
  rows.forEach((row, index) => {
    if (isOther(row, rows[start])) start = index;
    if (index - start < MOST_OF_ONE) return;
    const { indicator, area, line } = row;
    throw refusal('table.too_many_of_one', { indicator, area, most: MOST_OF_ONE }, line);
  });
}

/** Where the rows of the last line of record begin. */
function startOfLastSeries(rows: readonly StagedRow[]): number {
  const last = rows.at(-1);
  return rows.findLastIndex((row) => isOther(row, last)) + 1;
}

/** A row that says no figure is of no line of record. */
const isOther = (one: StagedRow, other: StagedRow | undefined): boolean =>
  one.entry === null ||
  one.indicator !== other?.indicator ||
  one.area !== other.area ||
  one.definition !== other.definition;

/** The codes that may stand as names. */
type Codes = Readonly<Record<'indicator' | 'area', ReadonlyMap<string, string>>>;

async function codesByName(tx: Tx, noun: 'indicator' | 'area'): Promise<Map<string, string>> {
  const rows = await tx.query<{ name: string; code: string }[]>(NAMES(noun));
  return new Map(rows.map(({ name, code }) => [name, code]));
}

/** Where a name stands, its code takes its place. */
function staged(batch: number, { line, cells, entry, problems }: ReadRow, codes: Codes): CopyValue[] {
  const { indicator, area, definition } = placeOf(cells);
  return [
    batch,
    line,
    JSON.stringify(cells),
    codes.indicator.get(indicator) ?? indicator,
    codes.area.get(area) ?? area,
    definition,
    entry === null ? null : JSON.stringify(entry),
    problems.length === 0 ? null : JSON.stringify(problems),
  ];
}

function judged(batch: number, { line, fate, problems, figure }: RowFate): CopyValue[] {
  const told = problems.length === 0 ? null : JSON.stringify(problems);
  return [batch, line, fate, told, ...figureValues(figure)];
}

function figureValues(figure: NewActual | null): CopyValue[] {
  if (figure === null) return Array<null>(12).fill(null);
  const { seriesId, periodStart, periodEnd, kind, value, numerator, denominator, qualifier } = figure;
  return [
    seriesId,
    periodStart,
    periodEnd,
    kind,
    value,
    numerator,
    denominator,
    qualifier,
    figure.heldFor === null ? null : JSON.stringify(figure.heldFor),
    figure.reason,
    figure.note,
    figure.evidenceUrl,
  ];
}
