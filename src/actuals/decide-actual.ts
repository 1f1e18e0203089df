import { Injectable } from '@nestjs/common';
import { actorOf, recordEvents } from '../audit';
import { type Principal, reachOf } from '../domain/access';
import { Outbox, type Tx } from '../platform/database';
import { notFound, Problem, requireMatch, type WriteResult } from '../platform/http';
import { actualId, type ActualKeyText, keyOf, stateTag } from './actual-id';
import { amountMustFit, mustBeAnothers, mustBeOwn } from './actuals.policy';
import { type ActualKey, ActualsRepository } from './actuals.repository';
import { type Decision, type DecisionFacts, RecordRepository } from './record.repository';

/** Accepts or returns what waits for review, never one's own; or takes one's own back. */
@Injectable()
export class DecideActual {
  constructor(
    private readonly actuals: ActualsRepository,
    private readonly record: RecordRepository,
    private readonly outbox: Outbox,
  ) {}

  /** Throws 404 for what is out of reach, 403 for one's own, 409 for what is decided, 412, 428. */
  async decide(
    tx: Tx,
    principal: Principal,
    id: ActualKeyText,
    ifMatch: string | undefined,
    decision: Decision,
  ): Promise<WriteResult> {
    const facts = await this.load(tx, principal, id, 'actual.review');
    requireMatch(ifMatch, await this.tag(tx, facts));
    mustBeAnothers(facts.enteredBy, principal);
    mustWait(facts);
    if (decision.state === 'accepted') await this.mustFit(tx, facts.key);
    await this.carryOut(tx, principal, [facts.key], decision);
    return this.result(tx, facts.key);
  }

  /** Takes back what the same person submitted, before anybody has decided on it. Throws as `decide` does. */
  async withdraw(
    tx: Tx,
    principal: Principal,
    id: ActualKeyText,
    ifMatch: string | undefined,
    reason: string,
  ): Promise<WriteResult> {
    const facts = await this.load(tx, principal, id, 'actual.log');
    requireMatch(ifMatch, await this.tag(tx, facts));
    mustBeOwn(facts.enteredBy, principal);
    mustWait(facts);
    await this.carryOut(tx, principal, [facts.key], { state: 'returned', reason }, 'actual.withdrawn');
    return this.result(tx, facts.key);
  }

  /** Decides on all of these, which wait, were taken by `tx`, and are not checked again; tells who listens. */
  async carryOut(
    tx: Tx,
    principal: Principal,
    keys: readonly ActualKey[],
    decision: Decision,
    action = `actual.${decision.state}`,
  ): Promise<void> {
    const { name: by, personId: person } = principal;
    const decided = await this.record.decide(tx, keys, { ...decision, by, person });
    if (decided !== keys.length) throw new Problem('conflict', 'record.concurrent');
    if (decision.state === 'accepted') {
      const touched = [...new Set(keys.map(({ seriesId }) => seriesId))];
      await this.outbox.append(
        tx,
        touched.map((seriesId) => ({ topic: 'series.changed', payload: { seriesId } })),
      );
    }
    const [actor, details] = [actorOf(principal), { reason: decision.reason }];
    await recordEvents(
      tx,
      keys.map((key) => ({ actor, action, subject: actualId(key), details })),
    );
  }

  /** Throws where it overlaps in part what was accepted, by a catalog, since it was submitted. */
  private async mustFit(tx: Tx, key: ActualKey): Promise<void> {
    const series = (await this.record.open(tx, [key.seriesId])).get(key.seriesId);
    amountMustFit(series?.accepted ?? [], await this.actuals.one(key, 'everywhere', tx));
  }

  private async load(
    tx: Tx,
    principal: Principal,
    id: ActualKeyText,
    permission: 'actual.review' | 'actual.log',
  ): Promise<DecisionFacts> {
    const key = keyOf(id);
    await this.record.take(tx, [key.seriesId]);
    const [facts] = await this.record.forDecision(tx, [key], reachOf(principal, permission) ?? []);
    if (facts === undefined) throw notFound('actual.not_found');
    return facts;
  }

  private async tag(tx: Tx, { key }: DecisionFacts): Promise<string> {
    return stateTag(await this.actuals.one(key, 'everywhere', tx), await this.actuals.history(key, tx));
  }

  private async result(tx: Tx, key: ActualKey): Promise<WriteResult> {
    const body = await this.actuals.one(key, 'everywhere', tx);
    return { status: 200, body, etag: stateTag(body, await this.actuals.history(key, tx)) };
  }
}

function mustWait({ state }: DecisionFacts): void {
  if (state !== 'submitted') throw new Problem('conflict', 'actual.decided', { state });
}
