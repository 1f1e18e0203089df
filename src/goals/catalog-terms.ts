import type { CatalogGoal } from '../catalog';
import type { Tx } from '../platform/database';
import type { TermsContent, TermsView } from './goals.dto';
import { latestTermsJson } from './terms-json';

/** What is promised, as the file says it. */
export function contentOf(goal: CatalogGoal): TermsContent {
  const { preset } = goal;
  return {
    comparator: goal.comparator,
    target: goal.target,
    baseline: goal.baseline,
    startOn: goal.start,
    deadline: goal.deadline,
    deadlineBasis: goal.deadlineBasis,
    stages: [...goal.stages],
    graceDays: goal.graceDays,
    preset: preset.name,
    presetOnTrack: preset.name === 'custom' ? preset.onTrack : null,
    presetBehind: preset.name === 'custom' ? preset.behind : null,
  };
}

/** What a file said of a goal before, and what its terms are now, by whomever. */
export interface Said {
  readonly before: TermsContent;
  readonly current: TermsView;
}

/** By the codes of the goals; those of which no file has spoken are not there. */
export async function lastSaid(tx: Tx, codes: readonly string[]): Promise<Map<string, Said>> {
  const rows = await tx.query<({ code: string } & Said)[]>(
    `SELECT c.code, s.content AS before, ${latestTermsJson('c.id')} AS current
     FROM commitment c JOIN catalog_terms s ON s.goal_id = c.id WHERE c.code = ANY($1)`,
    [codes],
  );
  return new Map(rows.map(({ code, ...said }) => [code, said]));
}

/** Keeps what the file says now for the next file to be compared with. */
export async function keepSaid(
  tx: Tx,
  said: readonly { readonly goalId: number; readonly content: TermsContent }[],
): Promise<void> {
  await tx.query(
    `INSERT INTO catalog_terms AS s (goal_id, content)
     SELECT "goalId", content FROM jsonb_to_recordset($1::jsonb) AS n("goalId" int, content jsonb)
     ON CONFLICT (goal_id) DO UPDATE SET content = excluded.content WHERE s.content <> excluded.content`,
    [JSON.stringify(said)],
  );
}
