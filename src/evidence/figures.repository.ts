import type { Principal } from '../domain/access';
import type { Tx } from '../platform/database';
import { Problem } from '../platform/http';
import type { EvidenceRef } from './evidence.dto';

/** Which revision of which period of which series. */
export interface FigureKey {
  readonly seriesId: number;
  readonly periodEnd: string;
  readonly revision: number;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Says where a figure comes from, in the transaction that records it. Throws a Problem with `evidence.0`, … for
 * each id that names no file, or a file that another person uploaded: both are answered alike.
 */
export async function attachEvidence(
  tx: Tx,
  key: FigureKey,
  evidenceIds: readonly string[],
  principal: Principal,
): Promise<void> {
  if (evidenceIds.length === 0) return;
  const own = await ownAmong(tx, evidenceIds, principal.personId);
  const fields = evidenceIds.flatMap((id, index) =>
    own.has(id.toLowerCase()) ? [] : [{ path: `evidence.${index}`, code: 'evidence.unknown', params: {} }],
  );
  if (fields.length > 0) throw new Problem('invalid', 'request.invalid', {}, fields);
  await tx.query(
    `INSERT INTO actual_evidence (series_id, period_end, revision, evidence_id)
     SELECT $1, $2, $3, unnest($4::uuid[])`,
    [key.seriesId, key.periodEnd, key.revision, [...own]],
  );
}

async function ownAmong(tx: Tx, ids: readonly string[], personId: number): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string }[]>(
    `SELECT id FROM evidence_file WHERE id = ANY($1::uuid[]) AND person_id = $2`,
    [ids.filter((id) => UUID.test(id)), personId],
  );
  return new Set(rows.map(({ id }) => id));
}

/** The files of each figure, oldest first, in the order of `keys`; one query however many there are. */
export async function evidenceOf(tx: Tx, keys: readonly FigureKey[]): Promise<EvidenceRef[][]> {
  const rows = await tx.query<(EvidenceRef & { at: number })[]>(
    `SELECT k.at, f.id, f.name, f.media_type AS "mediaType", f.bytes::int AS bytes, f.digest
     FROM jsonb_to_recordset($1::jsonb) AS k(at int, "seriesId" int, "periodEnd" date, revision int)
     JOIN actual_evidence e ON (e.series_id, e.period_end, e.revision) = (k."seriesId", k."periodEnd", k.revision)
     JOIN evidence_file f ON f.id = e.evidence_id ORDER BY f.uploaded_at, f.id`,
    [JSON.stringify(keys.map((key, at) => ({ ...key, at })))],
  );
  const files = keys.map((): EvidenceRef[] => []);
  for (const { at, ...file } of rows) files[at]?.push(file);
  return files;
}
