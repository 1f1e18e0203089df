import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Principal, reachOf } from '../../domain/access';
import { Transactions, type Tx } from '../../platform/database';
import { Problem, RowsProblem, type WriteResult } from '../../platform/http';
import { type ActualKeyText, keyOf } from '../actual-id';
import { type ActualKey, ActualsRepository } from '../actuals.repository';
import { DecideActual } from '../decide-actual';
import { type Decision, type DecisionFacts, RecordRepository } from '../record.repository';
import type { AcceptInput, PreviewInput, BatchPreviewView, ReturnInput, ReviewItem } from './reviews.dto';
import { type Fate, fateOf, problemOf } from './reviews.policy';

interface Judged {
  readonly item: ReviewItem;
  readonly facts: DecisionFacts | undefined;
  readonly fate: Fate;
}

/** Decides on many figures at once: on all of them, as it was previewed, or on none. */
@Injectable()
export class ReviewBatch {
  constructor(
    private readonly transactions: Transactions,
    private readonly record: RecordRepository,
    private readonly actuals: ActualsRepository,
    private readonly decideActual: DecideActual,
  ) {}

  /** What accepting these would come to; nothing is written. */
  async preview(principal: Principal, { items }: PreviewInput): Promise<BatchPreviewView> {
    const judged = await this.transactions.read((tx) => this.judge(tx, principal, items, keysOf(items)));
    return {
      digest: digestOf(judged),
      ready: judged.filter(({ fate }) => fate === 'ready').length,
      items: judged.map(({ item: { id }, facts, fate }) => ({ id, fate, state: facts?.state ?? null })),
    };
  }

  /** Throws 412 where it would not come to what was previewed, 422 where not all can be accepted. */
  accept(tx: Tx, principal: Principal, { items, previewed }: AcceptInput): Promise<WriteResult> {
    return this.decide(tx, principal, items, { state: 'accepted', reason: null }, previewed);
  }

  /** Throws 422 where not all can be returned. */
  return(tx: Tx, principal: Principal, { items, reason }: ReturnInput): Promise<WriteResult> {
    return this.decide(tx, principal, items, { state: 'returned', reason }, null);
  }

  private async decide(
    tx: Tx,
    principal: Principal,
    items: readonly ReviewItem[],
    decision: Decision,
    previewed: string | null,
  ): Promise<WriteResult> {
    const asked = keysOf(items);
    await this.record.take(
      tx,
      [...asked.values()].map(({ seriesId }) => seriesId),
    );
    const judged = await this.judge(tx, principal, items, asked);
    if (previewed !== null && previewed !== digestOf(judged))
      throw new Problem('precondition_failed', 'review.changed');
    const rows = judged.map(({ item: { id }, facts, fate }) => ({ id, problem: problemOf(fate, facts) }));
    if (rows.some(({ problem }) => problem !== null)) throw new RowsProblem('review.rows', rows);
    const keys = judged.flatMap(({ facts }) => (facts === undefined ? [] : [facts.key]));
    await this.decideActual.carryOut(tx, principal, keys, decision);
    return { status: 200, body: { items: await this.actuals.many(keys, tx) } };
  }

  private async judge(
    tx: Tx,
    principal: Principal,
    items: readonly ReviewItem[],
    asked: ReadonlyMap<ActualKeyText, ActualKey>,
  ): Promise<Judged[]> {
    const reach = reachOf(principal, 'actual.review') ?? [];
    const found = await this.record.forDecision(tx, [...asked.values()], reach);
    const byId = new Map(found.map((facts) => [facts.id, facts]));
    return items.map((item) => {
      const facts = byId.get(item.id);
      return { item, facts, fate: fateOf(facts, item.etag, principal.personId) };
    });
  }
}

/** The keys of those that can be ids at all. */
function keysOf(items: readonly ReviewItem[]): Map<ActualKeyText, ActualKey> {
  return new Map(
    items.flatMap(({ id }): [ActualKeyText, ActualKey][] => {
      try {
        return [[id, keyOf(id)]];
      } catch {
        return [];
      }
    }),
  );
}

/** Names the outcome: which figures, in which state, with which fate. */
function digestOf(judged: readonly Judged[]): string {
  const outcome = judged.map(({ item, facts, fate }) => [item.id, item.etag, fate, facts?.value ?? null]);
  return createHash('sha256').update(JSON.stringify(outcome)).digest('hex');
}
