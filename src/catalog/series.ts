import type { Tx } from '../platform/database';

/** What a line of record is called from outside. */
export interface SeriesKey {
  readonly indicator: string;
  readonly area: string;
  readonly definition: string;
}

/**
 * The ids of these lines of record, made where they do not exist yet, in the order asked; null where there is
 * no such indicator or area.
 */
export async function seriesIds(tx: Tx, keys: readonly SeriesKey[]): Promise<(number | null)[]> {
  // Many figures are of few lines of record.
  const texts = keys.map(textOf);
  const distinct = [...new Set(texts)];
  const asked = `[${distinct.join()}]`;
  const wanted = `jsonb_array_elements($1::jsonb) WITH ORDINALITY AS k(key, position)
    LEFT JOIN indicator i ON i.code = k.key->>0 LEFT JOIN area a ON a.code = k.key->>1`;
  await tx.query(
    `INSERT INTO series (indicator_id, area_id, definition)
     SELECT DISTINCT i.id, a.id, k.key->>2 FROM ${wanted} WHERE i.id IS NOT NULL AND a.id IS NOT NULL
     ON CONFLICT DO NOTHING`,
    [asked],
  );
  const rows = await tx.query<{ id: number | null }[]>(
    `SELECT s.id FROM ${wanted}
     LEFT JOIN series s ON s.indicator_id = i.id AND s.area_id = a.id AND s.definition = k.key->>2
     ORDER BY k.position`,
    [asked],
  );
  const ids = new Map(distinct.map((text, index) => [text, rows[index]?.id ?? null]));
  return texts.map((text) => ids.get(text) ?? null);
}

const textOf = ({ indicator, area, definition }: SeriesKey): string =>
  JSON.stringify([indicator, area, definition]);
