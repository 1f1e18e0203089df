import { Injectable } from '@nestjs/common';
import type { Actor } from '../audit';
import { Outbox, type Tx } from '../platform/database';
import { etag, requireMatch, type WriteResult } from '../platform/http';
import { addTerms, type NewTerms } from './add-terms';
import { keepMembers } from './each-area';
import type { BaselineView, ChangeTermsInput } from './goals.dto';
import { mayAdoptBaseline, mayChangeTerms, mustBeCoherent } from './goals.policy';
import { type GoalForEdit, GoalsRepository } from './goals.repository';
import type { TermsContent } from './terms-content';

/** Changes a promise: a new version of its terms, with reason, never an overwrite. */
@Injectable()
export class ChangeTerms {
  constructor(
    private readonly goals: GoalsRepository,
    private readonly outbox: Outbox,
  ) {}

  async execute(
    tx: Tx,
    actor: Actor,
    code: string,
    ifMatch: string | undefined,
    input: ChangeTermsInput,
  ): Promise<WriteResult> {
    const goal = await this.goals.goalForEdit(tx, code);
    requireMatch(ifMatch, etag(goal.version));
    mayChangeTerms(goal, input);
    const content = merged(goal.terms, input);
    mustBeCoherent(goal.terms, content);
    const { reason, effectiveFrom, document = null } = input;
    return this.store(tx, actor, goal, { reason, effectiveFrom, document }, content);
  }

  /** Takes an observation as the baseline of a goal that was stated without one. */
  async adoptBaseline(
    tx: Tx,
    actor: Actor,
    code: string,
    ifMatch: string | undefined,
    adoption: { readonly reason: string; readonly observed: Omit<BaselineView, 'basis'> | null },
  ): Promise<WriteResult> {
    const goal = await this.goals.goalForEdit(tx, code);
    requireMatch(ifMatch, etag(goal.version));
    const { reason, observed } = adoption;
    mayAdoptBaseline(goal, observed);
    const { value, at, qualifier } = observed;
    const content = { ...goal.terms, baseline: { value, at, qualifier, basis: 'provisional' } };
    mustBeCoherent(goal.terms, content);
    const effectiveFrom = observed.at > goal.terms.effectiveFrom ? observed.at : goal.terms.effectiveFrom;
    return this.store(tx, actor, goal, { reason, document: null, effectiveFrom }, content);
  }

  private async store(
    tx: Tx,
    actor: Actor,
    goal: GoalForEdit,
    change: Pick<NewTerms, 'effectiveFrom' | 'reason' | 'document'>,
    content: TermsContent,
  ): Promise<WriteResult> {
    const terms = { goalId: goal.id, goalCode: goal.code, content, author: actor.name, ...change };
    await addTerms(tx, this.outbox, actor, [terms]);
    await keepMembers(tx, this.outbox, actor, goal.id);
    const body = await this.goals.goal(goal.code, 'everywhere', tx);
    return { status: 201, body, etag: etag(body.version), location: `/api/v1/goals/${goal.code}/terms` };
  }
}

/** What is given replaces what was promised; what is left out stays. */
function merged(before: TermsContent, input: ChangeTermsInput): TermsContent {
  const { comparator, target, baseline, startOn, deadline, deadlineBasis, stages, graceDays } = input;
  const given = { comparator, target, baseline, startOn, deadline, deadlineBasis, stages, graceDays };
  return {
    ...before,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
}
