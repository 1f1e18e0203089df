import { Injectable } from '@nestjs/common';
import { actorOf, recordEvents } from '../audit';
import type { Principal } from '../domain/access';
import { attachEvidence } from '../evidence';
import type { Tx } from '../platform/database';
import { attempt, etag, Problem, type WriteResult } from '../platform/http';
import { actualId } from './actual-id';
import type { ActualView, LogActualInput } from './actuals.dto';
import { kindOf, mustBePossible, mustNotBeLocked, mustNotWait, periodMustBeFree } from './actuals.policy';
import { ActualsRepository, type NewActual } from './actuals.repository';
import { figureOf, findingsOf, needsReason } from './new-figure';
import { type Placed, PlaceFigures } from './place-figures';
import type { WaitingFigure } from './record.repository';

/** Logs figures and submits them for review: a person's own never counts before another has accepted it. */
@Injectable()
export class LogActual {
  constructor(
    private readonly actuals: ActualsRepository,
    private readonly place: PlaceFigures,
  ) {}

  async log(tx: Tx, principal: Principal, input: LogActualInput): Promise<WriteResult> {
    const [prepared] = await this.prepare(tx, principal, [input]);
    if (prepared === undefined || prepared instanceof Problem)
      throw prepared ?? new Error('nothing prepared');
    const [body] = (await this.submit(tx, principal, [prepared])) as [ActualView];
    return {
      status: 201,
      body,
      etag: etag(`${body.revision}.${body.state}`),
      location: `/api/v1/actuals/${body.id}`,
    };
  }

  /**
   * Judges each as if those before it were submitted already; what speaks against one is its problem. Takes the
   * lines of record for this transaction. Nothing is submitted yet.
   */
  async prepare(
    tx: Tx,
    principal: Principal,
    inputs: readonly LogActualInput[],
  ): Promise<(NewActual | Problem)[]> {
    const placed = await this.place.taken(tx, principal, inputs);
    const waiting = new Map<number, WaitingFigure[]>();
    return placed.map((one) => {
      if (one instanceof Problem) return one;
      const before = waiting.get(one.series.id) ?? [...one.series.waiting];
      waiting.set(one.series.id, before);
      return attempt(() => {
        const figure = judge(one, before, principal);
        before.push({ ...one.period, value: figure.value, qualifier: figure.qualifier });
        return figure;
      });
    });
  }

  /** Appends what was prepared and tells the trail. */
  async submit(tx: Tx, principal: Principal, figures: readonly NewActual[]): Promise<ActualView[]> {
    const keys = await this.actuals.append(tx, figures);
    for (const [index, key] of keys.entries())
      await attachEvidence(tx, key, figures[index]?.evidence ?? [], principal);
    const actor = actorOf(principal);
    await recordEvents(
      tx,
      keys.map((key, index) => ({
        actor,
        action: 'actual.submitted',
        subject: actualId(key),
        details: { ...figures[index] },
      })),
    );
    return this.actuals.many(keys, tx);
  }
}

function judge(
  { input, series, period, lock }: Placed,
  waiting: readonly WaitingFigure[],
  { name: by, personId: person }: Principal,
): NewActual {
  mustNotBeLocked(lock, period);
  mustBePossible(series, input);
  periodMustBeFree(series.accepted, period, input.independent);
  mustNotWait(waiting, period);
  const findings = findingsOf(series, period, input, 'entry');
  if (findings.length > 0 && input.reason === undefined) throw needsReason(findings);
  const kind = kindOf(series.accepted, period, input.independent);
  const reason = input.reason ?? null;
  return figureOf(series.id, period, input, findings, { kind, reason, by, person });
}
