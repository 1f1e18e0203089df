import type { Principal } from '../domain/access';
import { etag, Problem } from '../platform/http';
import type { ProposalView } from './proposals.dto';

/** Changes when the proposal is decided. */
export const proposalTag = ({ id, state }: Pick<ProposalView, 'id' | 'state'>): string =>
  etag(`${id}.${state}`);

/** Throws 409 where the goal has a proposal that waits: one change at a time can be judged. */
export function mustHaveNonePending(pending: number | null): void {
  if (pending !== null) throw new Problem('conflict', 'promise.pending', { id: pending });
}

/** Throws 409 for what is decided already. */
export function mustBePending({ id, state }: ProposalView): void {
  if (state !== 'pending') throw new Problem('conflict', 'promise.decided', { id, state });
}

/** Throws 403 where the one who decides is the person who proposed it, through whatever account. */
export function mustBeAnothers(proposedBy: number, { personId }: Principal): void {
  if (proposedBy === personId) throw new Problem('forbidden', 'promise.own');
}

/** Throws 403 where somebody else proposed it. */
export function mustBeOnesOwn(proposedBy: number, { personId }: Principal): void {
  if (proposedBy !== personId) throw new Problem('forbidden', 'promise.not_own');
}

/** Throws 409 where the promise has changed since it was proposed to change it. */
export function mustBeUpToDate({ baseVersion }: ProposalView, version: number): void {
  if (version !== baseVersion)
    throw new Problem('conflict', 'promise.outdated', { base: baseVersion, version });
}
