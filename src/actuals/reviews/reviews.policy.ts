import { etag, notFound, Problem } from '../../platform/http';
import type { DecisionFacts } from '../record.repository';

export const FATES = ['ready', 'own', 'decided', 'changed', 'not_found'] as const;
export type Fate = (typeof FATES)[number];

/** What a decision on this figure would come to, by this person who looked at it in the state `seen`. */
export function fateOf(
  facts: Pick<DecisionFacts, 'state' | 'latest' | 'enteredBy'> | undefined,
  seen: string,
  personId: number,
): Fate {
  if (facts === undefined) return 'not_found';
  if (facts.state !== 'submitted') return 'decided';
  if (facts.enteredBy === personId) return 'own';
  return seen === waitingTag(facts) ? 'ready' : 'changed';
}

/** The state tag of a figure that waits. */
export const waitingTag = ({ latest }: { readonly latest: number }): string => etag(`${latest}.submitted`);

/** What speaks against deciding; null where nothing does. */
export function problemOf(
  fate: Fate,
  facts: Pick<DecisionFacts, 'state' | 'latest'> | undefined,
): Problem | null {
  if (facts === undefined) return notFound('actual.not_found');
  switch (fate) {
    case 'own':
      return new Problem('forbidden', 'actual.own');
    case 'decided':
      return new Problem('conflict', 'actual.decided', { state: facts.state });
    case 'changed':
      return new Problem('precondition_failed', 'precondition.failed', { current: waitingTag(facts) });
    default:
      return null;
  }
}
