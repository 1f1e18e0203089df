import { CATALOG } from '../audit';
import { type Applied, CatalogContradicts, type CatalogDocument, type CatalogGoal } from '../catalog';
import type { Outbox, Tx } from '../platform/database';
import { addTerms, type NewTerms } from './add-terms';
import { contentOf, keepSaid, lastSaid, type Said } from './catalog-terms';
import { contradictionsOf } from './contradictions-of';
import { keepMembers } from './each-area';
import type { TermsContent } from './goals.dto';
import { mergeTerms } from './merge-terms';
import { applyGoals, applyProgrammes, type StoredGoals } from './store-commitments';
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
 * Brings goals and programmes up to what the file says. A goal of which the file says something else than last time
 * gets a new version with `change`: what it says anew, on top of what the terms are now. Throws ChangeNeedsReason,
 * and CatalogContradicts where the same was changed in the product meanwhile.
 */
export async function applyCommitments(
  tx: Tx,
  outbox: Outbox,
  document: CatalogDocument,
  change: Change | null,
): Promise<Record<string, Applied>> {
  const goals = await applyGoals(tx, document);
  const said = await lastSaid(
    tx,
    document.goals.map(({ code }) => code),
  );
  const contradictions = document.goals.flatMap((goal) => contradictionsOf(goal, said.get(goal.code)));
  if (contradictions.length > 0) throw new CatalogContradicts(contradictions);
  const differing = document.goals.filter((goal) => !isPromised(goal, said.get(goal.code)));
  const changed = differing.filter(({ code }) => said.has(code));
  if (change === null && changed.length > 0) throw new ChangeNeedsReason(changed.map(({ code }) => code));
  const added = differing.map((goal) => newTerms(document, goals, goal, said.get(goal.code), change));
  await addTerms(tx, outbox, CATALOG, added);
  await keepSaid(
    tx,
    document.goals.map((goal) => ({ goalId: goals.id(goal.code), content: contentOf(goal) })),
  );
  return {
    goals: goals.applied,
    terms: { added: added.length - changed.length, updated: changed.length },
    members: await keepMembers(tx, outbox, CATALOG),
    programmes: await applyProgrammes(tx, outbox, document),
  };
}

/** What the terms are to be: what the file says, or what it says anew on top of what they are. */
const wanted = (goal: CatalogGoal, said: Said | undefined): TermsContent =>
  said === undefined ? contentOf(goal) : mergeTerms(said.before, contentOf(goal), said.current).content;

const isPromised = (goal: CatalogGoal, said: Said | undefined): boolean =>
  said !== undefined && sameContent(said.current, wanted(goal, said));

function newTerms(
  { catalog, source }: CatalogDocument,
  goals: StoredGoals,
  goal: CatalogGoal,
  said: Said | undefined,
  change: Change | null,
): NewTerms {
  const first = { reason: source.titleZh, document: null, effectiveFrom: source.statedOn };
  const why =
    said === undefined || change === null ? first : { ...change, effectiveFrom: later(change, said.current) };
  const known = { goalId: goals.id(goal.code), goalCode: goal.code, content: wanted(goal, said) };
  return { ...known, author: `catalog ${catalog}`, approvedBy: null, ...why };
}

/** A new version cannot begin before the latest one. */
const later = (change: Change, { effectiveFrom }: { readonly effectiveFrom: string }): string =>
  change.effectiveFrom > effectiveFrom ? change.effectiveFrom : effectiveFrom;
