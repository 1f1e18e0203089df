import { Injectable } from '@nestjs/common';
import { actorOf, recordEvents } from '../audit';
import { type Permission, type Principal, reachOf } from '../domain/access';
import { Outbox, recordingFacts, type Tx } from '../platform/database';
import { requireMatch, type WriteResult } from '../platform/http';
import { addTerms } from './add-terms';
import { keepMembers } from './each-area';
import { type GoalForEdit, GoalsRepository } from './goals.repository';
import type { ProposalState, ProposalView } from './proposals.dto';
import {
  mustBeAnothers,
  mustBeOnesOwn,
  mustBePending,
  mustBeUpToDate,
  proposalTag,
} from './proposals.policy';
import { ProposalsRepository } from './proposals.repository';

interface Found {
  readonly goal: GoalForEdit;
  readonly proposal: ProposalView;
  readonly proposedBy: number;
}

/** Decides on a proposal to change a promise: another person approves or rejects it, or its own withdraws it. */
@Injectable()
export class DecideProposal {
  constructor(
    private readonly goals: GoalsRepository,
    private readonly proposals: ProposalsRepository,
    private readonly outbox: Outbox,
  ) {}

  /** Changes the promise. Throws 403 for one's own, 404, 409 for what is decided or outdated, 412, 428. */
  async approve(tx: Tx, principal: Principal, id: number, ifMatch: string | undefined): Promise<WriteResult> {
    const { goal, proposal, proposedBy } = await this.open(tx, principal, 'promise.approve', id, ifMatch);
    mustBeAnothers(proposedBy, principal);
    mustBeUpToDate(proposal, goal.terms.version);
    const { proposed: content, effectiveFrom, reason, document, proposedBy: author } = proposal;
    const terms = { content, effectiveFrom, reason, document, author, approvedBy: principal.name };
    const actor = actorOf(principal);
    await addTerms(tx, this.outbox, actor, [{ goalId: goal.id, goalCode: goal.code, ...terms }]);
    await keepMembers(tx, this.outbox, actor, goal.id);
    return this.decided(tx, principal, proposal, { state: 'approved', reason: null });
  }

  /** Leaves the promise as it is, saying why. Throws as `approve`, but also what is outdated can be rejected. */
  async reject(
    tx: Tx,
    principal: Principal,
    id: number,
    ifMatch: string | undefined,
    reason: string,
  ): Promise<WriteResult> {
    const { proposal, proposedBy } = await this.open(tx, principal, 'promise.approve', id, ifMatch);
    mustBeAnothers(proposedBy, principal);
    return this.decided(tx, principal, proposal, { state: 'rejected', reason });
  }

  /** Takes one's own proposal back. Throws 403 for what somebody else proposed. */
  async withdraw(
    tx: Tx,
    principal: Principal,
    id: number,
    ifMatch: string | undefined,
  ): Promise<WriteResult> {
    const { proposal, proposedBy } = await this.open(tx, principal, 'promise.change', id, ifMatch);
    mustBeOnesOwn(proposedBy, principal);
    return this.decided(tx, principal, proposal, { state: 'withdrawn', reason: null });
  }

  private async open(
    tx: Tx,
    principal: Principal,
    permission: Permission,
    id: number,
    ifMatch: string | undefined,
  ): Promise<Found> {
    const reach = reachOf(principal, permission) ?? [];
    const { goalCode } = await this.proposals.one(id, reach, tx);
    await recordingFacts(tx);
    const goal = await this.goals.goalForEdit(tx, goalCode);
    // Read again behind the lock: of two who decide at once the second sees what the first decided.
    const proposal = await this.proposals.one(id, reach, tx);
    requireMatch(ifMatch, proposalTag(proposal));
    mustBePending(proposal);
    return { goal, proposal, proposedBy: await this.proposals.proposedBy(tx, id) };
  }

  private async decided(
    tx: Tx,
    principal: Principal,
    { id, goalCode }: ProposalView,
    decision: { readonly state: Exclude<ProposalState, 'pending'>; readonly reason: string | null },
  ): Promise<WriteResult> {
    const { name: by, personId: person } = principal;
    await this.proposals.decide(tx, id, { ...decision, by, person });
    await recordEvents(tx, [
      {
        actor: actorOf(principal),
        action: `promise.${decision.state}`,
        subject: goalCode,
        details: { proposal: id, reason: decision.reason },
      },
    ]);
    const body = await this.proposals.one(id, 'everywhere', tx);
    return { status: 200, body, etag: proposalTag(body) };
  }
}
