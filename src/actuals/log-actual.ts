import { Injectable } from '@nestjs/common';
import { actorOf, recordEvents } from '../audit';
import { seriesIds } from '../catalog';
import { type Principal, reachOf } from '../domain/access';
import { attachEvidence } from '../evidence';
import { LocksRepository } from '../locks';
import type { Tx } from '../platform/database';
import { etag, invalidField, Problem, type WriteResult } from '../platform/http';
import { actualId } from './actual-id';
import type { ActualView, LogActualInput } from './actuals.dto';
import {
  kindOf,
  mustBePossible,
  mustNotBeLocked,
  mustNotWait,
  periodMustBeFree,
  periodOf,
} from './actuals.policy';
import { ActualsRepository, type NewActual } from './actuals.repository';
import { figureOf, findingsOf, needsReason } from './new-figure';
import type { Period } from './period';
import { type OpenSeries, RecordRepository } from './record.repository';

/** What was asked, once it is known to speak of a line of record in reach and of a period. */
interface Placed {
  readonly input: LogActualInput;
  readonly series: OpenSeries;
  readonly period: Period;
}

/** Logs figures and submits them for review: a person's own never counts before another has accepted it. */
@Injectable()
export class LogActual {
  constructor(
    private readonly actuals: ActualsRepository,
    private readonly record: RecordRepository,
    private readonly locks: LocksRepository,
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
    const placed = await this.place(tx, principal, inputs);
    const known = placed.filter((one): one is Placed => !(one instanceof Problem));
    const locks = await this.locks.holding(
      tx,
      principal.personId,
      known.map(({ series, period }) => ({ seriesId: series.id, periodEnd: period.end })),
    );
    const lockOf = new Map(known.map((one, index) => [one, locks[index] ?? null]));
    const waiting = new Map(known.map(({ series }) => [series.id, [...series.waiting]]));
    return placed.map((one) => {
      if (one instanceof Problem) return one;
      const before = waiting.get(one.series.id) ?? [];
      return attempt(() => {
        mustNotBeLocked(lockOf.get(one) ?? null, one.period);
        const figure = judge({ ...one, series: { ...one.series, waiting: before } }, principal);
        before.push(one.period);
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

  private async place(
    tx: Tx,
    principal: Principal,
    inputs: readonly LogActualInput[],
  ): Promise<(Placed | Problem)[]> {
    const ids = await seriesIds(tx, inputs);
    const known = ids.filter((id) => id !== null);
    const within = await this.record.within(tx, known, reachOf(principal, 'actual.log') ?? []);
    const open = await this.record.open(tx, [...within]);
    return inputs.map((input, index) => {
      const series = open.get(ids[index] ?? 0);
      // Out of reach and unknown look the same from outside.
      if (series === undefined)
        return invalidField('indicator', 'series.unknown', { indicator: input.indicator, area: input.area });
      return attempt(() => ({ input, series, period: periodOf(input.period, series) }));
    });
  }
}

function judge({ input, series, period }: Placed, { name: by, personId: person }: Principal): NewActual {
  mustBePossible(series, input);
  periodMustBeFree(series.accepted, period, input.independent);
  mustNotWait(series.waiting, period);
  const findings = findingsOf(series, period, input, 'entry');
  if (findings.length > 0 && input.reason === undefined) throw needsReason(findings);
  const kind = kindOf(series.accepted, period, input.independent);
  const reason = input.reason ?? null;
  return { ...figureOf(series.id, period, input, findings), kind, reason, by, person };
}

/** What `work` gives, or the problem it throws. */
function attempt<T>(work: () => T): T | Problem {
  try {
    return work();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
