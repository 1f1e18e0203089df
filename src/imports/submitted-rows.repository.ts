import { Injectable } from '@nestjs/common';
import { type Actor, recordEvents } from '../audit';
import type { Principal } from '../domain/access';
import type { Tx } from '../platform/database';

/* A figure is told of in the trail as one entered by hand is, and names the import it came with. */
const SUBMIT = `
  WITH added AS (
    INSERT INTO actual (series_id, period_end, revision, period_start, kind, value, numerator, denominator, qualifier,
      state, held_for, reason, note, evidence_url, recorded_by, recorded_person)
    SELECT f.series_id, f.period_end, 1 + coalesce((SELECT max(a.revision) FROM actual a
        WHERE a.series_id = f.series_id AND a.period_end = f.period_end), 0),
      f.period_start, f.kind, f.value, f.numerator, f.denominator, f.qualifier, 'submitted', f.held_for,
      CASE WHEN f.kind = 'correction' OR f.held_for IS NOT NULL THEN coalesce(f.reason, $4) ELSE f.reason END,
      f.note, f.evidence_url, $2, $3
    FROM import_fate f WHERE f.batch_id = $1 AND f.series_id IS NOT NULL ORDER BY f.line
    RETURNING series_id, period_start, period_end, revision, kind, value, numerator, denominator, qualifier, held_for,
      reason, note, evidence_url),
  told AS (
    INSERT INTO audit_event (actor, person_id, account_id, via, address, action, subject, details)
    SELECT $2, $3, $5, $6, $7, 'actual.submitted', series_id || '.' || period_end || '.' || revision,
      jsonb_strip_nulls(jsonb_build_object('import', $1::int, 'seriesId', series_id, 'periodStart', period_start,
        'periodEnd', period_end, 'kind', kind, 'value', value::text, 'numerator', numerator::text,
        'denominator', denominator::text, 'qualifier', qualifier, 'heldFor', held_for, 'reason', reason, 'note', note,
        'evidenceUrl', evidence_url))
    FROM added)
  SELECT count(*)::int AS count FROM added`;

/** What an import puts on record, in one statement. */
@Injectable()
export class SubmittedRowsRepository {
  /** The lines of record it would write to. */
  async series(tx: Tx, batch: number): Promise<number[]> {
    const rows = await tx.query<{ id: number }[]>(
      `SELECT DISTINCT series_id AS id FROM import_fate WHERE batch_id = $1 AND series_id IS NOT NULL`,
      [batch],
    );
    return rows.map(({ id }) => id);
  }

  /** Rows that correct or look wrong and do not say why. */
  async wantingReason(tx: Tx, batch: number): Promise<number> {
    const [{ count }] = await tx.query<[{ count: number }]>(
      `SELECT count(*)::int AS count FROM import_fate
       WHERE batch_id = $1 AND reason IS NULL AND (kind = 'correction' OR held_for IS NOT NULL)`,
      [batch],
    );
    return count;
  }

  /** Returns how many figures were added. */
  async submit(
    tx: Tx,
    batch: number,
    { personId }: Principal,
    { name, accountId, via, address }: Actor,
    reason: string | null,
  ): Promise<number> {
    const [{ count }] = await tx.query<[{ count: number }]>(SUBMIT, [
      batch,
      name,
      personId,
      reason,
      accountId,
      via,
      address,
    ]);
    return count;
  }

  async tell(tx: Tx, batch: number, actor: Actor, details: Record<string, unknown>): Promise<void> {
    await recordEvents(tx, [{ actor, action: 'import.committed', subject: `import ${batch}`, details }]);
  }
}
