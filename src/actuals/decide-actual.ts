import { Injectable } from '@nestjs/common';
import { OPERATOR, recordEvents } from '../audit';
import { Outbox, type Tx } from '../platform/database';
import { Problem, requireMatch, type WriteResult } from '../platform/http';
import { type ActualKeyText, keyOf, stateTag } from './actual-id';
import { amountMustFit } from './actuals.policy';
import { ActualsRepository } from './actuals.repository';

/** Accepts or returns a figure that was held for review. */
@Injectable()
export class DecideActual {
  constructor(
    private readonly actuals: ActualsRepository,
    private readonly outbox: Outbox,
  ) {}

  async execute(
    tx: Tx,
    id: ActualKeyText,
    ifMatch: string | undefined,
    decision: { readonly state: 'accepted' | 'returned'; readonly reason: string | null },
  ): Promise<WriteResult> {
    const key = keyOf(id);
    const series = await this.actuals.open(tx, key.seriesId);
    const submitted = await this.actuals.one(key, tx);
    requireMatch(ifMatch, stateTag(submitted, await this.actuals.history(key, tx)));
    if (decision.state === 'accepted') amountMustFit(await this.actuals.accepted(tx, series.id), submitted);
    const decided = await this.actuals.decide(tx, key, decision.state, OPERATOR.name, decision.reason);
    if (!decided) throw new Problem('conflict', 'actual.decided', { state: submitted.state });
    if (decision.state === 'accepted') {
      await this.outbox.append(tx, [{ topic: 'series.changed', payload: { seriesId: series.id } }]);
    }
    await recordEvents(tx, [
      {
        actor: OPERATOR,
        action: `actual.${decision.state}`,
        subject: id,
        details: { reason: decision.reason },
      },
    ]);
    const body = await this.actuals.one(key, tx);
    return { status: 200, body, etag: stateTag(body, await this.actuals.history(key, tx)) };
  }
}
