import { Injectable } from '@nestjs/common';
import type { Actor } from '../audit';
import type { Tx } from '../platform/database';
import type { WriteResult } from '../platform/http';
import { ChangeTerms } from '../goals';
import { ActualsRepository } from './actuals.repository';

/** Adopts the first standing observation as the baseline of a goal stated without one: an explicit, audited act. */
@Injectable()
export class AdoptBaseline {
  constructor(
    private readonly actuals: ActualsRepository,
    private readonly changeTerms: ChangeTerms,
  ) {}

  async execute(
    tx: Tx,
    actor: Actor,
    goal: string,
    ifMatch: string | undefined,
    reason: string,
  ): Promise<WriteResult> {
    const observed = await this.actuals.firstStanding(tx, goal);
    return this.changeTerms.adoptBaseline(tx, actor, goal, ifMatch, { reason, observed });
  }
}
