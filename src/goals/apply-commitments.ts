import { CATALOG } from '../audit';
import type { Applied, CatalogDocument, CatalogGoal } from '../catalog';
import type { Outbox, Tx } from '../platform/database';
import { addTerms, type NewTerms } from './add-terms';
import { keepMembers } from './each-area';
import { applyGoals, applyProgrammes } from './store-commitments';
import { TERMS_JSON } from './terms-json';
import type { TermsContent } from './goals.dto';
import { sameContent } from './terms-content';

/** Why the file now promises something else, and from when. */
export interface Change {
  readonly reason: string;
  readonly document: string | null;
  readonly effectiveFrom: string;
}

/** Thrown when a file changes promises already recorded and does not say why. */
export class ChangeNeedsReason extends Error {
  constructor(readonly goals: readonly string[]) {
    super(`no reason given for new terms of ${goals.join(', ')}`);
  }
}

/**
 * Brings goals and programmes up to what the file says. A goal whose terms differ from what this catalog said
 * last gets a new version with `change`; terms changed in the product since are not taken back by a file that
 * says the same as before. Throws ChangeNeedsReason.
 */
export async function applyCommitments(
  tx: Tx,
  outbox: Outbox,
  document: CatalogDocument,
  change: Change | null,
): Promise<Record<string, Applied>> {
  const author = `catalog ${document.catalog}`;
  const goals = await applyGoals(tx, document);
  const said = await lastSaid(tx, author);
  const differing = document.goals.filter((goal) => !saidSame(said.get(goal.code), goal));
  const changed = differing.filter(({ code }) => said.has(code));
  if (change === null && changed.length > 0) throw new ChangeNeedsReason(changed.map(({ code }) => code));
  const first = { reason: document.source.titleZh, document: null, effectiveFrom: document.source.statedOn };
  const added = differing.map((goal): NewTerms => {
    const before = said.get(goal.code);
    const why =
      before === undefined || change === null ? first : { ...change, effectiveFrom: later(change, before) };
    const known = { goalId: goals.id(goal.code), goalCode: goal.code, content: contentOf(goal) };
    return { ...known, author, approvedBy: null, ...why };
  });
  await addTerms(tx, outbox, CATALOG, added);
  return {
    goals: goals.applied,
    terms: { added: added.length - changed.length, updated: changed.length },
    members: await keepMembers(tx, outbox, CATALOG),
    programmes: await applyProgrammes(tx, outbox, document),
  };
}

const saidSame = (before: Said | undefined, goal: CatalogGoal): boolean =>
  before !== undefined && sameContent(before.content, contentOf(goal));

const later = (change: Change, before: Said): string =>
  change.effectiveFrom > before.effectiveFrom ? change.effectiveFrom : before.effectiveFrom;

function contentOf(goal: CatalogGoal): TermsContent {
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

interface Said {
  readonly content: TermsContent;
  /** Of the latest version by anyone: a new one cannot begin before it. */
  readonly effectiveFrom: string;
}

/** The terms as this catalog said them last, by goal. */
async function lastSaid(tx: Tx, author: string): Promise<Map<string, Said>> {
  const rows = await tx.query<{ code: string; content: TermsContent; effectiveFrom: string }[]>(
    `SELECT c.code, said.content, (
        SELECT t.effective_from::text FROM goal_terms t WHERE t.goal_id = c.id ORDER BY t.version DESC LIMIT 1) AS "effectiveFrom"
     FROM commitment c JOIN LATERAL (
        SELECT ${TERMS_JSON} AS content FROM goal_terms t
        WHERE t.goal_id = c.id AND t.author = $1 ORDER BY t.version DESC LIMIT 1) said ON true`,
    [author],
  );
  return new Map(rows.map(({ code, ...said }) => [code, said]));
}
