import type { Applied, CatalogDocument, CatalogGoal, CatalogProgramme } from '../catalog';
import { type Outbox, recordingFacts, type Tx } from '../platform/database';

/** Thrown when a file calls by a known code what is something else in the record. */
export class CodeMeansAnother extends Error {
  constructor(readonly codes: readonly string[]) {
    super(`recorded otherwise: ${codes.join(', ')}`);
  }
}

export interface StoredGoals {
  readonly applied: Applied;
  id(code: string): number;
}

const GOAL_ROWS = `jsonb_to_recordset($1::jsonb) AS n(code text, indicator text, scope jsonb, definition text,
    department text, follows text, "noteZh" text, "noteEn" text, speakers jsonb)
  JOIN indicator i ON i.code = n.indicator JOIN area a ON a.code = n.scope->>'area'
  JOIN source o ON o.code = $2 LEFT JOIN department d ON d.code = n.department`;

/* A goal is known from the moment on from which its commitment is. */
const STORE_GOALS = `
  INSERT INTO goal AS g (id, scope, indicator_id, area_id, definition, source_id, department_id, follows_id, note_zh,
    note_en, recorded_at)
  SELECT c.id, n.scope->>'kind', i.id, a.id, n.definition, o.id, d.id, f.id, n."noteZh", n."noteEn", c.recorded_at
  FROM ${GOAL_ROWS} JOIN commitment c ON c.code = n.code LEFT JOIN commitment f ON f.code = n.follows
  ON CONFLICT (id) DO UPDATE SET department_id = excluded.department_id, follows_id = excluded.follows_id,
    note_zh = excluded.note_zh, note_en = excluded.note_en
  WHERE (g.department_id, g.follows_id, g.note_zh, g.note_en) IS DISTINCT FROM
    (excluded.department_id, excluded.follows_id, excluded.note_zh, excluded.note_en)
  RETURNING id`;

/** Adds the goals of the file and brings what is said about them up to date; what they are cannot change. */
export async function applyGoals(tx: Tx, document: CatalogDocument): Promise<StoredGoals> {
  await recordingFacts(tx);
  const rows = JSON.stringify(document.goals satisfies readonly CatalogGoal[]);
  const known = [rows, document.source.code];
  const other = await tx.query<{ code: string }[]>(
    `SELECT n.code FROM ${GOAL_ROWS} JOIN commitment c ON c.code = n.code LEFT JOIN goal g ON g.id = c.id
     WHERE (g.indicator_id, g.area_id, g.scope, g.definition, g.source_id)
       IS DISTINCT FROM (i.id, a.id, n.scope->>'kind', n.definition, o.id) ORDER BY n.code`,
    known,
  );
  if (other.length > 0) throw new CodeMeansAnother(other.map(({ code }) => code));
  const added = await addCommitments(tx, document.goals, 'goal');
  const stored = await tx.query<{ id: number }[]>(STORE_GOALS, known);
  const respoken = await keepSpeakers(tx, 'goal', document.goals, document.source.code);
  const touched = new Set([...stored.map(({ id }) => id), ...respoken]);
  const ids = await tx.query<{ code: string; id: number }[]>(
    `SELECT code, id FROM commitment WHERE code = ANY($1)`,
    [document.goals.map(({ code }) => code)],
  );
  const byCode = new Map(ids.map(({ code, id }) => [code, id]));
  return { applied: { added, updated: touched.size - added }, id: (code) => byCode.get(code) ?? 0 };
}

const PROGRAMME_ROWS = `jsonb_to_recordset($1::jsonb) AS n(code text, "nameZh" text, "nameEn" text, rule text,
    "responsibleArea" text, department text, members jsonb)
  JOIN source o ON o.code = $2 LEFT JOIN area a ON a.code = n."responsibleArea"
  LEFT JOIN department d ON d.code = n.department`;

export async function applyProgrammes(tx: Tx, outbox: Outbox, document: CatalogDocument): Promise<Applied> {
  const known = [
    JSON.stringify(document.programmes satisfies readonly CatalogProgramme[]),
    document.source.code,
  ];
  await refuseOtherProgrammes(tx, known);
  const added = await addCommitments(tx, document.programmes, 'programme');
  const touched = await tx.query<{ id: number }[]>(
    `INSERT INTO programme AS p (id, name_zh, name_en, rule, responsible_area_id, department_id, source_id, recorded_at)
     SELECT c.id, n."nameZh", n."nameEn", n.rule, a.id, d.id, o.id, c.recorded_at FROM ${PROGRAMME_ROWS} JOIN commitment c ON c.code = n.code
     ON CONFLICT (id) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en, rule = excluded.rule,
       responsible_area_id = excluded.responsible_area_id, department_id = excluded.department_id
     WHERE (p.name_zh, p.name_en, p.rule, p.responsible_area_id, p.department_id) IS DISTINCT FROM
       (excluded.name_zh, excluded.name_en, excluded.rule, excluded.responsible_area_id, excluded.department_id)
     RETURNING id`,
    known,
  );
  const moved = await keepProgrammeMembers(tx, known);
  const respoken = await keepSpeakers(tx, 'programme', document.programmes, document.source.code);
  const changed = new Set([...touched.map(({ id }) => id), ...moved, ...respoken]);
  await outbox.append(
    tx,
    [...changed].map((id) => ({ topic: 'commitment.changed', payload: { commitmentId: id } })),
  );
  return { added, updated: changed.size - added };
}

/** A code of the file that is a goal, or a programme of another source, on record. */
async function refuseOtherProgrammes(tx: Tx, known: unknown[]): Promise<void> {
  const other = await tx.query<{ code: string }[]>(
    `SELECT n.code FROM ${PROGRAMME_ROWS} JOIN commitment c ON c.code = n.code LEFT JOIN programme p ON p.id = c.id
     WHERE p.source_id IS DISTINCT FROM o.id ORDER BY n.code`,
    known,
  );
  if (other.length > 0) throw new CodeMeansAnother(other.map(({ code }) => code));
}

/** Ends memberships the file no longer names and begins those it names anew; returns the programmes touched. */
async function keepProgrammeMembers(tx: Tx, known: unknown[]): Promise<number[]> {
  const wanted = `SELECT c.id AS programme_id, m.id AS goal_id, (x->>'weight')::numeric AS weight
    FROM ${PROGRAMME_ROWS} JOIN commitment c ON c.code = n.code, jsonb_array_elements(n.members) x
    JOIN commitment m ON m.code = x->>'goal'`;
  const [ended] = await tx.query<[{ id: number }[], number]>(
    `UPDATE programme_member p SET removed_at = clock_timestamp()
     WHERE p.removed_at IS NULL AND p.programme_id IN (SELECT c.id FROM ${PROGRAMME_ROWS} JOIN commitment c ON c.code = n.code)
       AND NOT EXISTS (SELECT 1 FROM (${wanted}) w WHERE w.programme_id = p.programme_id AND w.goal_id = p.goal_id
         AND w.weight IS NOT DISTINCT FROM p.weight)
     RETURNING p.programme_id AS id`,
    known,
  );
  const begun = await tx.query<{ id: number }[]>(
    `INSERT INTO programme_member (programme_id, goal_id, weight)
     SELECT w.* FROM (${wanted}) w WHERE NOT EXISTS (SELECT 1 FROM programme_member p
       WHERE p.programme_id = w.programme_id AND p.goal_id = w.goal_id AND p.removed_at IS NULL)
     RETURNING programme_id AS id`,
    known,
  );
  return [...ended, ...begun].map(({ id }) => id);
}

async function addCommitments(
  tx: Tx,
  rows: readonly { readonly code: string }[],
  kind: 'goal' | 'programme',
): Promise<number> {
  const added = await tx.query<unknown[]>(
    `INSERT INTO commitment (code, kind) SELECT code, $2 FROM unnest($1::text[]) WITH ORDINALITY AS n(code, position)
     ORDER BY position ON CONFLICT (code) DO NOTHING RETURNING id`,
    [rows.map(({ code }) => code), kind],
  );
  return added.length;
}

/** Returns the goals or programmes that are said by others now. */
async function keepSpeakers(
  tx: Tx,
  noun: 'goal' | 'programme',
  rows: readonly { readonly code: string; readonly speakers: readonly string[] }[],
  source: string,
): Promise<number[]> {
  const wanted = `SELECT c.id AS ${noun}_id, k.id AS speaker_id
    FROM jsonb_to_recordset($1::jsonb) AS n(code text, speakers jsonb) JOIN commitment c ON c.code = n.code,
      jsonb_array_elements_text(n.speakers) spoken
    JOIN speaker k ON k.code = spoken AND k.source_id = (SELECT id FROM source WHERE code = $2)`;
  const known = [JSON.stringify(rows.map(({ code, speakers }) => ({ code, speakers }))), source];
  const [silent] = await tx.query<[{ id: number }[], number]>(
    `DELETE FROM ${noun}_speaker s WHERE s.${noun}_id IN (SELECT w.${noun}_id FROM (${wanted}) w)
       AND NOT EXISTS (SELECT 1 FROM (${wanted}) w WHERE w.${noun}_id = s.${noun}_id AND w.speaker_id = s.speaker_id)
     RETURNING s.${noun}_id AS id`,
    known,
  );
  const speaking = await tx.query<{ id: number }[]>(
    `INSERT INTO ${noun}_speaker (${noun}_id, speaker_id) ${wanted} ON CONFLICT DO NOTHING RETURNING ${noun}_id AS id`,
    known,
  );
  return [...silent, ...speaking].map(({ id }) => id);
}
