import { Injectable } from '@nestjs/common';
import { actorOf, recordEvents } from '../audit';
import { type Principal, reachOf } from '../domain/access';
import { Outbox, type Tx } from '../platform/database';
import { Problem, requireMatch, type WriteResult } from '../platform/http';
import { type ActualKeyText, keyOf, stateTag } from './actual-id';
import { amountMustFit, mustBeAnothers } from './actuals.policy';
import { ActualsRepository } from './actuals.repository';

export interface Decision {
  readonly state: 'accepted' | 'returned';
  readonly reason: string | null;
}

/** Accepts or returns a figure that waits for review: never one's own. */
@Injectable()
export class DecideActual {
  constructor(
    private readonly actuals: ActualsRepository,
    private readonly outbox: Outbox,
  ) {}

  /** Throws 404 for what is out of reach, 403 for one's own, 409 for what is decided, 412, 428. */
  async execute(
    tx: Tx,
    principal: Principal,
    id: ActualKeyText,
    ifMatch: string | undefined,
    decision: Decision,
  ): Promise<WriteResult> {
    const key = keyOf(id);
    const series = await this.actuals.open(tx, key.seriesId);
    const submitted = await this.actuals.one(key, reachOf(principal, 'actual.review') ?? [], tx);
    requireMatch(ifMatch, stateTag(submitted, await this.actuals.history(key, tx)));
    mustBeAnothers(await this.actuals.enteredBy(tx, key), principal);
    if (decision.state === 'accepted') amountMustFit(await this.actuals.accepted(tx, series.id), submitted);
    const { name: by, personId: person } = principal;
    const decided = await this.actuals.decide(tx, key, { ...decision, by, person });
    if (!decided) throw new Problem('conflict', 'actual.decided', { state: submitted.state });
    if (decision.state === 'accepted') {
      await this.outbox.append(tx, [{ topic: 'series.changed', payload: { seriesId: series.id } }]);
    }
    await recordEvents(tx, [
      {
        actor: actorOf(principal),
        action: `actual.${decision.state}`,
        subject: id,
        details: { reason: decision.reason },
      },
    ]);
    const body = await this.actuals.one(key, 'everywhere', tx);
    return { status: 200, body, etag: stateTag(body, await this.actuals.history(key, tx)) };
  }
}
