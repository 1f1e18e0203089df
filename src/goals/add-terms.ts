import { type Actor, recordEvents } from '../audit';
import { type Outbox, recordingFacts, type Tx } from '../platform/database';
import type { TermsContent } from './goals.dto';

export interface NewTerms {
  readonly goalId: number;
  readonly goalCode: string;
  readonly effectiveFrom: string;
  readonly content: TermsContent;
  readonly reason: string;
  readonly document: string | null;
  readonly author: string;
  /** The second of two people; null where a catalog says it. */
  readonly approvedBy: string | null;
}

const END_TERMS = `
  UPDATE goal_terms t SET effective_until = n."effectiveFrom"
  FROM jsonb_to_recordset($1::jsonb) AS n("goalId" int, "effectiveFrom" date)
  WHERE t.goal_id = n."goalId" AND t.effective_until IS NULL
  RETURNING t.goal_id AS "goalId", t.version`;

const STORE_TERMS = `
  INSERT INTO goal_terms (goal_id, version, effective_from, comparator, target, baseline_value, baseline_at,
    baseline_qualifier, baseline_basis, start_on, deadline, deadline_basis, grace_days, preset, preset_on_track,
    preset_behind, reason, document, author, approved_by)
  SELECT "goalId", version, "effectiveFrom", content->>'comparator', (content->>'target')::numeric,
    (content->'baseline'->>'value')::numeric, (content->'baseline'->>'at')::date, content->'baseline'->>'qualifier',
    content->'baseline'->>'basis', (content->>'startOn')::date, (content->>'deadline')::date, content->>'deadlineBasis',
    (content->>'graceDays')::int, content->>'preset', (content->>'presetOnTrack')::numeric,
    (content->>'presetBehind')::numeric, reason, document, author, "approvedBy"
  FROM jsonb_to_recordset($1::jsonb) AS n("goalId" int, version int, "effectiveFrom" date, content jsonb, reason text,
    document text, author text, "approvedBy" text)`;

const STORE_STAGES = `
  INSERT INTO goal_stage (goal_id, version, at, value)
  SELECT n."goalId", n.version, (s->>'at')::date, (s->>'value')::numeric
  FROM jsonb_to_recordset($1::jsonb) AS n("goalId" int, version int, content jsonb),
    jsonb_array_elements(n.content->'stages') s`;

/**
 * Adds a version of the terms to each of these goals: ends the one before on the day the new one takes effect,
 * tells the trail why, and lets progress know. First versions are added in the same way.
 */
export async function addTerms(
  tx: Tx,
  outbox: Outbox,
  actor: Actor,
  added: readonly NewTerms[],
): Promise<void> {
  if (added.length === 0) return;
  await recordingFacts(tx);
  const [ended] = await tx.query<[{ goalId: number; version: number }[], number]>(END_TERMS, [
    JSON.stringify(added),
  ]);
  const versions = new Map(ended.map(({ goalId, version }) => [goalId, version]));
  const rows = JSON.stringify(
    added.map((terms) => ({ ...terms, version: (versions.get(terms.goalId) ?? 0) + 1 })),
  );
  await tx.query(STORE_TERMS, [rows]);
  await tx.query(STORE_STAGES, [rows]);
  await tx.query(`UPDATE goal SET version = version + 1 WHERE id = ANY($1)`, [[...versions.keys()]]);
  await outbox.append(
    tx,
    added.map(({ goalId }) => ({ topic: 'commitment.changed', payload: { commitmentId: goalId } })),
  );
  await recordEvents(
    tx,
    added.map(({ goalCode, effectiveFrom, content, reason, document, author, approvedBy }) => ({
      actor,
      action: 'terms.added',
      subject: goalCode,
      details: { effectiveFrom, content, reason, document, author, approvedBy },
    })),
  );
}
