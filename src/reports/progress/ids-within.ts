import type { Instant } from '../../domain/calendar';
import type { Tx } from '../../platform/database';
import type { ReportFilter } from '../report';

/* $1 department, $2 area, $3 indicator, each a code or null; $4 knownAt. */
const WITHIN = `
  WITH RECURSIVE under AS (
    SELECT id FROM department_at($4::timestamptz) WHERE code = $1
    UNION SELECT d.id FROM department_at($4::timestamptz) d JOIN under ON d.parent_id = under.id)
  SELECT g.id FROM goal_at($4::timestamptz) g JOIN indicator_at($4::timestamptz) i ON i.id = g.indicator_id
    JOIN area_at($4::timestamptz) a ON a.id = g.area_id
  WHERE ($1::text IS NULL OR g.department_id IN (SELECT id FROM under)) AND ($2::text IS NULL OR a.code = $2)
    AND ($3::text IS NULL OR i.code = $3)
  UNION ALL
  SELECT p.id FROM programme_at($4::timestamptz) p LEFT JOIN area_at($4::timestamptz) a ON a.id = p.responsible_area_id
  WHERE ($1::text IS NULL OR p.department_id IN (SELECT id FROM under)) AND ($2::text IS NULL OR a.code = $2)
    AND $3::text IS NULL`;

/** The commitments a filter leaves, as they were known then; null where nothing is asked for. */
export async function idsWithin(
  tx: Tx,
  { department, area, indicator }: ReportFilter,
  knownAt: Instant,
): Promise<ReadonlySet<number> | null> {
  const asked = [department ?? null, area ?? null, indicator ?? null];
  if (asked.every((one) => one === null)) return null;
  const rows = await tx.query<{ id: number }[]>(WITHIN, [...asked, knownAt]);
  return new Set(rows.map(({ id }) => id));
}
