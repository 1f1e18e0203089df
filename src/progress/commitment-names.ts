import type { Instant } from '../domain/calendar';
import type { Tx } from '../platform/database';
import { type Language, translate } from '../platform/messages';

interface Named {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Of one area's goal among those of each area: what tells it from the others. */
  readonly areaZh: string | null;
  readonly areaEn: string | null;
}

/* Members of composites are goals, so only goals are named. */
const NAMES = `
  SELECT c.code, i.name_zh AS "nameZh", i.name_en AS "nameEn",
    CASE WHEN g.parent_id IS NOT NULL THEN a.name_zh END AS "areaZh",
    CASE WHEN g.parent_id IS NOT NULL THEN a.name_en END AS "areaEn"
  FROM commitment c JOIN goal_at($2::timestamptz) g ON g.id = c.id JOIN indicator_at($2::timestamptz) i ON i.id = g.indicator_id
  JOIN area_at($2::timestamptz) a ON a.id = g.area_id
  WHERE c.code = ANY($1)`;

/** What these goals were called at `knownAt` in the reader's language, by their codes: one query for all of them. */
export async function commitmentNames(
  tx: Tx,
  codes: readonly string[],
  knownAt: Instant,
  language: Language,
): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await tx.query<Named[]>(NAMES, [codes, knownAt]);
  return new Map(rows.map((row) => [row.code, nameIn(row, language)]));
}

function nameIn(row: Named, language: Language): string {
  const zh = language === 'zh-CN';
  const name = zh ? row.nameZh : row.nameEn;
  const area = zh ? row.areaZh : row.areaEn;
  return area === null ? name : translate(language, 'report', 'member.area', { name, area });
}
