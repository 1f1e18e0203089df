import { type Applied, type CatalogActual, type CatalogDocument, seriesIds } from '../catalog';
import { exact } from '../domain/number';
import { type Outbox, recordingFacts, type Tx } from '../platform/database';
import type { ActualsRepository, NewActual } from './actuals.repository';

/**
 * Puts the figures the source itself states at the beginning of the record. A figure this catalog has stated
 * already is not stated twice; one it states differently now becomes a correction with `reason`.
 */
export async function applyStated(
  tx: Tx,
  outbox: Outbox,
  actuals: ActualsRepository,
  document: CatalogDocument,
  reason: string | null,
): Promise<Applied> {
  const by = `catalog ${document.catalog}`;
  const ids = await seriesIds(tx, document.actuals);
  const said = await lastSaid(tx, by);
  const speakers = await speakerIds(tx, document.source.code);
  const added = document.actuals.flatMap((actual, index): NewActual[] => {
    const seriesId = ids[index] ?? 0;
    const before = said.get(`${seriesId} ${actual.periodEnd}`);
    if (before !== undefined && sameFigure(before, actual)) return [];
    const why = before === undefined ? null : (reason ?? document.source.titleZh);
    return [stated(actual, seriesId, speakers.get(actual.speaker ?? '') ?? null, why, by)];
  });
  if (added.length > 0) {
    await recordingFacts(tx);
    await actuals.append(tx, added);
    const touched = [...new Set(added.map(({ seriesId }) => seriesId))];
    await outbox.append(
      tx,
      touched.map((seriesId) => ({ topic: 'series.changed', payload: { seriesId } })),
    );
  }
  const updated = added.filter(({ kind }) => kind === 'correction').length;
  return { added: added.length - updated, updated };
}

/** `why` null: stated for the first time. */
function stated(
  actual: CatalogActual,
  seriesId: number,
  speakerId: number | null,
  why: string | null,
  by: string,
): NewActual {
  const { periodStart, periodEnd, value, qualifier, noteZh, noteEn } = actual;
  return {
    seriesId,
    periodStart,
    periodEnd,
    kind: why === null ? 'entry' : 'correction',
    value,
    numerator: null,
    denominator: null,
    qualifier,
    state: 'accepted',
    heldFor: null,
    reason: why,
    note: noteZh,
    noteEn,
    evidenceUrl: null,
    evidence: [],
    speakerId,
    by,
    person: null,
  };
}

interface Figure {
  readonly value: string;
  readonly qualifier: string;
}

const sameFigure = (one: Figure, other: CatalogActual): boolean =>
  exact(one.value).equals(exact(other.value)) && one.qualifier === other.qualifier;

async function lastSaid(tx: Tx, by: string): Promise<Map<string, Figure>> {
  const rows = await tx.query<({ key: string } & Figure)[]>(
    `SELECT DISTINCT ON (series_id, period_end) series_id || ' ' || period_end AS key, value::text, qualifier
     FROM actual WHERE recorded_by = $1 ORDER BY series_id, period_end, revision DESC`,
    [by],
  );
  return new Map(rows.map(({ key, ...figure }) => [key, figure]));
}

async function speakerIds(tx: Tx, source: string): Promise<Map<string, number>> {
  const rows = await tx.query<{ code: string; id: number }[]>(
    `SELECT k.code, k.id FROM speaker k JOIN source o ON o.id = k.source_id WHERE o.code = $1`,
    [source],
  );
  return new Map(rows.map(({ code, id }) => [code, id]));
}
