import { Injectable } from '@nestjs/common';
import { actorOf, recordEvents } from '../audit';
import type { Principal } from '../domain/access';
import { recordingFacts, type Tx } from '../platform/database';
import { etag, requireMatch, type WriteResult } from '../platform/http';
import type { BaselineView, ChangeTermsInput, TermsContent } from './goals.dto';
import { mayAdoptBaseline, mayChangeTerms, mustBeCoherent } from './goals.policy';
import { type GoalForEdit, GoalsRepository } from './goals.repository';
import { mustHaveNonePending, proposalTag } from './proposals.policy';
import { type NewProposal, ProposalsRepository } from './proposals.repository';
import { onlyContent } from './terms-content';

/** Proposes to change a promise. Nothing changes until another person approves it. */
@Injectable()
export class ProposeTerms {
  constructor(
    private readonly goals: GoalsRepository,
    private readonly proposals: ProposalsRepository,
  ) {}

  /** Throws 400 or 422 for terms that cannot be, 404, 409 beside a pending proposal, 412, 428. */
  async execute(
    tx: Tx,
    principal: Principal,
    code: string,
    ifMatch: string | undefined,
    input: ChangeTermsInput,
  ): Promise<WriteResult> {
    const goal = await this.open(tx, code, ifMatch);
    mayChangeTerms(goal, input);
    const { reason, effectiveFrom, document = null } = input;
    const content = merged(goal.terms, input);
    return this.store(tx, principal, goal, { reason, effectiveFrom, document, content });
  }

  /** Proposes an observation as the baseline of a goal that was stated without one. */
  async adoptBaseline(
    tx: Tx,
    principal: Principal,
    code: string,
    ifMatch: string | undefined,
    adoption: { readonly reason: string; readonly observed: Omit<BaselineView, 'basis'> | null },
  ): Promise<WriteResult> {
    const goal = await this.open(tx, code, ifMatch);
    const { reason, observed } = adoption;
    mayAdoptBaseline(goal, observed);
    const { value, at, qualifier } = observed;
    const content = { ...onlyContent(goal.terms), baseline: { value, at, qualifier, basis: 'provisional' } };
    const effectiveFrom = at > goal.terms.effectiveFrom ? at : goal.terms.effectiveFrom;
    return this.store(tx, principal, goal, { reason, document: null, effectiveFrom, content });
  }

  /** The goal, locked; with it nobody else proposes for it or changes it meanwhile. */
  private async open(tx: Tx, code: string, ifMatch: string | undefined): Promise<GoalForEdit> {
    // First of all: reports tell of proposals, and none may appear behind a moment that was reported.
    await recordingFacts(tx);
    const goal = await this.goals.goalForEdit(tx, code);
    requireMatch(ifMatch, etag(goal.version));
    mustHaveNonePending(await this.proposals.pendingOf(tx, goal.id));
    return goal;
  }

  private async store(
    tx: Tx,
    principal: Principal,
    goal: GoalForEdit,
    change: Pick<NewProposal, 'content' | 'effectiveFrom' | 'reason' | 'document'>,
  ): Promise<WriteResult> {
    mustBeCoherent(goal, change.content);
    const { name: by, personId: person } = principal;
    const proposal = { goalId: goal.id, baseVersion: goal.terms.version, ...change, by, person };
    const id = await this.proposals.add(tx, proposal);
    await recordEvents(tx, [
      {
        actor: actorOf(principal),
        action: 'promise.proposed',
        subject: goal.code,
        details: { proposal: id, ...change },
      },
    ]);
    const body = await this.proposals.one(id, 'everywhere', tx);
    return { status: 201, body, etag: proposalTag(body), location: `/api/v1/terms-proposals/${id}` };
  }
}

/** What is given replaces what was promised; what is left out stays. */
function merged(before: TermsContent, input: ChangeTermsInput): TermsContent {
  const { comparator, target, baseline, startOn, deadline, deadlineBasis, stages, graceDays } = input;
  const given = { comparator, target, baseline, startOn, deadline, deadlineBasis, stages, graceDays };
  return {
    ...onlyContent(before),
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
}
