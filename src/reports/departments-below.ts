import type { Instant } from '../domain/calendar';
import type { Tx } from '../platform/database';

const BELOW = `
  WITH RECURSIVE under AS (
    SELECT id, code FROM department_at($2::timestamptz) WHERE code = $1
    UNION SELECT d.id, d.code FROM department_at($2::timestamptz) d JOIN under ON d.parent_id = under.id)
  SELECT code FROM under`;

/** A department with those below it, as they were known then: their codes; none where there was no such one. */
export async function departmentsBelow(tx: Tx, code: string, knownAt: Instant): Promise<string[]> {
  const rows = await tx.query<{ code: string }[]>(BELOW, [code, knownAt]);
  return rows.map((row) => row.code);
}
