import { Injectable } from '@nestjs/common';
import { personReach } from '../access';
import { actorOf, recordEvents } from '../audit';
import type { Principal } from '../domain/access';
import type { Tx } from '../platform/database';
import { Problem, type WriteResult } from '../platform/http';
import { type Clocks } from '../progress';
import { mustBeInUse, mustKeep, readerOf } from './definitions.policy';
import { DefinitionsRepository } from './definitions.repository';
import { ProductionsRepository } from './productions.repository';

/** Writes down that a saved report is to be made now, for given clocks. */
@Injectable()
export class AskProduction {
  constructor(
    private readonly definitions: DefinitionsRepository,
    private readonly productions: ProductionsRepository,
  ) {}

  /** Throws 403 for somebody else's, 404, 409 where it is ended or its owner may read nothing. */
  async execute(
    tx: Tx,
    principal: Principal,
    definitionId: number,
    clocks: Clocks,
  ): Promise<WriteResult & { readonly id: number }> {
    const { view, ownerPerson } = await this.definitions.forEdit(tx, definitionId, readerOf(principal));
    mustKeep(ownerPerson, principal);
    mustBeInUse(view);
    if ((await personReach(tx, ownerPerson, 'record.read')) === null)
      throw new Problem('conflict', 'report_definition.owner_without_reach', { owner: view.owner });
    const id = await this.productions.begin(tx, definitionId, clocks, principal);
    await recordEvents(tx, [
      {
        actor: actorOf(principal),
        action: 'report_production.asked',
        subject: `report_production ${id}`,
        details: { ...clocks, definitionId },
      },
    ]);
    const body = await this.productions.one(definitionId, id, readerOf(principal), tx);
    const location = `/api/v1/report-definitions/${definitionId}/productions/${id}`;
    return { id, status: 202, body, location };
  }
}
