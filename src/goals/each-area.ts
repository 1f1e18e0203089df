import type { Actor } from '../audit';
import type { Outbox, Tx } from '../platform/database';
import { addTerms } from './add-terms';
import type { TermsView } from './goals.dto';
import { latestTermsJson } from './terms-json';
import { sameContent } from './terms-content';

// A member answers to the government of its own area where there is one, else to whom the whole answers to.
const ADD_MEMBERS = `
  WITH missing AS (
    SELECT g.*, c.code || '-' || a.code AS member_code, a.id AS member_area
    FROM goal g JOIN commitment c ON c.id = g.id JOIN area a ON a.parent_id = g.area_id
    WHERE g.scope = 'each_area' AND ($1::int IS NULL OR g.id = $1)
      AND NOT EXISTS (SELECT 1 FROM goal m WHERE m.parent_id = g.id AND m.area_id = a.id)),
  named AS (
    INSERT INTO commitment (code, kind) SELECT member_code, 'goal' FROM missing RETURNING id, code, recorded_at),
  made AS (
    INSERT INTO goal (id, scope, indicator_id, area_id, definition, department_id, source_id, parent_id, note_zh, note_en,
      recorded_at)
    SELECT n.id, 'area', m.indicator_id, m.member_area, m.definition,
      coalesce((SELECT d.id FROM department d WHERE d.area_id = m.member_area ORDER BY d.code LIMIT 1), m.department_id),
      m.source_id, m.id, m.note_zh, m.note_en, n.recorded_at
    FROM missing m JOIN named n ON n.code = m.member_code RETURNING id, parent_id),
  spoken AS (
    INSERT INTO goal_speaker (goal_id, speaker_id)
    SELECT made.id, s.speaker_id FROM made JOIN goal_speaker s ON s.goal_id = made.parent_id)
  SELECT count(*)::int AS added FROM made`;

interface MemberTerms {
  readonly id: number;
  readonly code: string;
  readonly own: TermsView | null;
  readonly parent: TermsView;
}

/**
 * Keeps each-area goals in step with the list of areas and with themselves: a member for every area right
 * below, promising what the whole promises. `parentId` null means all of them.
 */
export async function keepMembers(
  tx: Tx,
  outbox: Outbox,
  actor: Actor,
  parentId: number | null = null,
): Promise<{ added: number; updated: number }> {
  const [made] = await tx.query<[{ added: number }]>(ADD_MEMBERS, [parentId]);
  const members = await tx.query<MemberTerms[]>(
    `SELECT m.id, c.code, ${latestTermsJson('m.id')} AS own, ${latestTermsJson('m.parent_id')} AS parent
     FROM goal m JOIN commitment c ON c.id = m.id
     WHERE m.parent_id IS NOT NULL AND ($1::int IS NULL OR m.parent_id = $1)`,
    [parentId],
  );
  const behind = members.filter(({ own, parent }) => own === null || !sameContent(own, parent));
  await addTerms(
    tx,
    outbox,
    actor,
    behind.map(({ id, code, parent }) => ({
      goalId: id,
      goalCode: code,
      effectiveFrom: parent.effectiveFrom,
      content: parent,
      reason: parent.reason,
      document: parent.document,
      author: parent.author,
      approvedBy: parent.approvedBy,
    })),
  );
  return { added: made.added, updated: behind.length - made.added };
}
