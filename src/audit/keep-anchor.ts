import { instantSql, type Tx } from '../platform/database';

/** What the chain was: up to a position, with its hash. Whoever has this can tell whether it was rewritten. */
export interface Anchor {
  readonly day: string;
  readonly position: number;
  readonly hash: string;
  readonly sealedAt: string;
}

/** `a` is a row of `audit_anchor`. */
export const ANCHOR = `a.day::text AS day, a.position::float8 AS position, encode(a.hash, 'hex') AS hash,
  ${instantSql('a.sealed_at')} AS "sealedAt"`;

const TODAY = `(now() AT TIME ZONE 'Asia/Shanghai')::date`;
const KEEP = `
  INSERT INTO audit_anchor (day, position, hash, sealed_at)
  SELECT ${TODAY}, h.position, h.hash, l.sealed_at FROM audit_head h JOIN audit_link l ON l.position = h.position`;

/** Keeps where the chain stands once a day; two replicas at the same moment may keep two places of it. */
export async function keepAnchorOfToday(tx: Tx): Promise<void> {
  await tx.query(
    `${KEEP} WHERE NOT EXISTS (SELECT FROM audit_anchor a WHERE a.day = ${TODAY}) ON CONFLICT DO NOTHING`,
  );
}

/** Keeps where the chain stands now. Null while nothing is sealed. */
export async function keepAnchorNow(tx: Tx): Promise<Anchor | null> {
  await tx.query(`${KEEP} ON CONFLICT DO NOTHING`);
  const [anchor] = await tx.query<Anchor[]>(
    `SELECT ${ANCHOR} FROM audit_anchor a JOIN audit_head h ON h.position = a.position WHERE a.day = ${TODAY}`,
  );
  return anchor ?? null;
}
