import { type Notice, type Outbox, recordingFacts, type Tx } from '../platform/database';
import type { CatalogDocument } from './catalog-file';
import { mustMeanTheSame } from './fixed-meaning';

/** How many rows a load added, and how many it brought up to date. */
export interface Applied {
  readonly added: number;
  readonly updated: number;
}

interface Table {
  readonly name: string;
  /** What a row of the file is called by. */
  readonly key: string;
  /** Columns with their types, in the words of the file's document; the rest of the SQL follows from them. */
  readonly columns: Readonly<Record<string, { readonly type: string; readonly sql?: string }>>;
}

const text = { type: 'text' } as const;

const AREAS: Table = {
  name: 'area',
  key: 'code',
  columns: { code: text, name_zh: text, name_en: text, level: text },
};
const DEPARTMENTS: Table = {
  name: 'department',
  key: 'code',
  columns: {
    code: text,
    name_zh: text,
    name_en: text,
    area_id: { type: 'text', sql: '(SELECT id FROM area WHERE code = n.area_id)' },
    lead_zh: text,
    lead_en: text,
  },
};
const SOURCES: Table = {
  name: 'source',
  key: 'code',
  columns: {
    code: text,
    title_zh: text,
    title_en: text,
    stated_on: { type: 'date' },
    example: { type: 'boolean' },
  },
};
const SPEAKERS: Table = {
  name: 'speaker',
  key: 'source_id, code',
  columns: {
    source_id: { type: 'text', sql: '(SELECT id FROM source WHERE code = n.source_id)' },
    code: text,
    name_zh: text,
    name_en: text,
    role_zh: text,
    role_en: text,
  },
};
const INDICATORS: Table = {
  name: 'indicator',
  key: 'code',
  columns: {
    code: text,
    name_zh: text,
    name_en: text,
    unit_zh: text,
    unit_en: text,
    measure: text,
    direction: text,
    entry_mode: text,
    decimals: { type: 'smallint' },
    definition_zh: text,
    definition_en: text,
    cycle: text,
    due_working_day: { type: 'smallint' },
    plausible_min: { type: 'numeric' },
    plausible_max: { type: 'numeric' },
  },
};

/**
 * Brings areas, departments, the source with its speakers and the indicators up to what the file says. Replays
 * read all of them as they were, so they are facts: their time of record is taken with the others'. Throws
 * CatalogContradicts.
 */
export async function applyReference(
  tx: Tx,
  outbox: Outbox,
  document: CatalogDocument,
): Promise<Record<string, Applied>> {
  const { areas, departments, source, indicators, example } = document;
  await recordingFacts(tx);
  const placed = await upsert(
    tx,
    AREAS,
    areas.map((area) => snake(area)),
  );
  const units = await upsert(
    tx,
    DEPARTMENTS,
    departments.map((unit) => ({ ...snake(unit), area_id: unit.area })),
  );
  const sources = await upsert(tx, SOURCES, [{ ...snake(source), example }]);
  const speakers = await upsert(
    tx,
    SPEAKERS,
    source.speakers.map((speaker) => ({ ...snake(speaker), source_id: source.code })),
  );
  await mustMeanTheSame(tx, indicators);
  const measured = await upsert(
    tx,
    INDICATORS,
    indicators.map((indicator) => snake(indicator)),
  );
  const moved = await linkParents(tx, 'area', areas);
  const regrouped = await linkParents(tx, 'department', departments);
  await outbox.append(tx, [...measured.updated.map(indicatorChanged), ...moved.map(areaChanged)]);
  return {
    areas: counted(placed, moved),
    departments: counted(units, regrouped),
    sources: counted(sources),
    speakers: counted(speakers),
    indicators: counted(measured),
  };
}

const indicatorChanged = (indicatorId: number): Notice => ({
  topic: 'indicator.changed',
  payload: { indicatorId },
});
const areaChanged = (areaId: number): Notice => ({ topic: 'area.changed', payload: { areaId } });

/** The ids of the rows that a statement really touched. */
interface Touched {
  readonly added: readonly number[];
  readonly updated: readonly number[];
}

/** `linked`: given another row above them, new ones among them. */
function counted({ added, updated }: Touched, linked: readonly number[] = []): Applied {
  const changed = new Set([...updated, ...linked].filter((id) => !added.includes(id)));
  return { added: added.length, updated: changed.size };
}

function snake(row: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value as unknown,
    ]),
  );
}

async function upsert(tx: Tx, table: Table, rows: readonly Record<string, unknown>[]): Promise<Touched> {
  const names = Object.keys(table.columns);
  const declared = names.map((name) => `${name} ${table.columns[name]?.type ?? 'text'}`).join(', ');
  const read = names.map((name) => table.columns[name]?.sql ?? `n.${name}`).join(', ');
  const facts = names.filter((name) => !table.key.split(', ').includes(name));
  const list = (prefix: string): string => facts.map((name) => `${prefix}.${name}`).join(', ');
  const touched = await tx.query<{ id: number; added: boolean }[]>(
    `INSERT INTO ${table.name} (${names.join(', ')}) SELECT ${read} FROM jsonb_to_recordset($1::jsonb) AS n(${declared})
     ON CONFLICT (${table.key}) DO UPDATE SET ${facts.map((name) => `${name} = excluded.${name}`).join(', ')}
       WHERE (${list(table.name)}) IS DISTINCT FROM (${list('excluded')})
     RETURNING id, xmax = 0 AS added`,
    [JSON.stringify(rows)],
  );
  const ids = (added: boolean) => touched.filter((row) => row.added === added).map(({ id }) => id);
  return { added: ids(true), updated: ids(false) };
}

/** Returns those that have another one above them now. */
async function linkParents(
  tx: Tx,
  table: 'area' | 'department',
  rows: readonly { readonly code: string; readonly parent: string | null }[],
): Promise<number[]> {
  const [linked] = await tx.query<[{ id: number }[], number]>(
    `UPDATE ${table} t SET parent_id = p.id
     FROM jsonb_to_recordset($1::jsonb) AS n(code text, parent text) LEFT JOIN ${table} p ON p.code = n.parent
     WHERE t.code = n.code AND t.parent_id IS DISTINCT FROM p.id
     RETURNING t.id`,
    [JSON.stringify(rows)],
  );
  return linked.map(({ id }) => id);
}
