import { Injectable } from '@nestjs/common';
import type { Principal } from '../domain/access';
import type { Tx } from '../platform/database';
import type { WriteResult } from '../platform/http';
import { ProposeTerms } from '../goals';
import { ActualsRepository } from './actuals.repository';

/** Proposes the first standing observation as the baseline of a goal stated without one. */
@Injectable()
export class AdoptBaseline {
  constructor(
    private readonly actuals: ActualsRepository,
    private readonly proposeTerms: ProposeTerms,
  ) {}

  async execute(
    tx: Tx,
    principal: Principal,
    goal: string,
    ifMatch: string | undefined,
    reason: string,
  ): Promise<WriteResult> {
    const observed = await this.actuals.firstStanding(tx, goal);
    return this.proposeTerms.adoptBaseline(tx, principal, goal, ifMatch, { reason, observed });
  }
}
