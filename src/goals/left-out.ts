import type { CatalogDocument } from '../catalog';
import type { Tx } from '../platform/database';

/** Goals and programmes of the file's source that are on record and not in the file: they go on. By code. */
export async function leftOut(tx: Tx, { source, goals, programmes }: CatalogDocument): Promise<string[]> {
  const rows = await tx.query<{ code: string }[]>(
    `SELECT c.code FROM commitment c LEFT JOIN goal g ON g.id = c.id LEFT JOIN programme p ON p.id = c.id
     JOIN source o ON o.id = coalesce(g.source_id, p.source_id)
     WHERE o.code = $1 AND g.parent_id IS NULL AND c.code <> ALL($2) ORDER BY c.code`,
    [source.code, [...goals, ...programmes].map(({ code }) => code)],
  );
  return rows.map(({ code }) => code);
}
