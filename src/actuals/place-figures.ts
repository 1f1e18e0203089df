import { Injectable } from '@nestjs/common';
import { seriesIds } from '../catalog';
import { type Principal, reachOf } from '../domain/access';
import { type HoldingLock, LocksRepository } from '../locks';
import type { Tx } from '../platform/database';
import { attempt, invalidField, Problem } from '../platform/http';
import type { LogActualInput } from './actuals.dto';
import { periodOf } from './actuals.policy';
import type { Period } from './period';
import { type OpenSeries, RecordRepository } from './record.repository';

/** What was asked, once it is known to speak of a line of record in reach and of a period. */
export interface Placed {
  readonly input: LogActualInput;
  readonly series: OpenSeries;
  readonly period: Period;
  /** What closes the period to whoever asks. */
  readonly lock: HoldingLock | null;
}

type Unlocked = Omit<Placed, 'lock'>;

/** Finds the lines of record and the periods that figures speak of; for many at once as for one. */
@Injectable()
export class PlaceFigures {
  constructor(
    private readonly record: RecordRepository,
    private readonly locks: LocksRepository,
  ) {}

  /** Takes the lines of record for this transaction. */
  taken(tx: Tx, principal: Principal, inputs: readonly LogActualInput[]): Promise<(Placed | Problem)[]> {
    return this.place(tx, principal, inputs, (ids) => this.record.open(tx, ids));
  }

  /** Only looks: what is said here may not hold any more when something is written. */
  seen(tx: Tx, principal: Principal, inputs: readonly LogActualInput[]): Promise<(Placed | Problem)[]> {
    return this.place(tx, principal, inputs, (ids) => this.record.look(tx, ids));
  }

  private async place(
    tx: Tx,
    principal: Principal,
    inputs: readonly LogActualInput[],
    open: (ids: number[]) => Promise<Map<number, OpenSeries>>,
  ): Promise<(Placed | Problem)[]> {
    const ids = await seriesIds(tx, inputs);
    const known = ids.filter((id) => id !== null);
    const within = await this.record.within(tx, known, reachOf(principal, 'actual.log') ?? []);
    const series = await open([...within]);
    const placed = inputs.map((input, index) => onRecord(input, series.get(ids[index] ?? 0)));
    return this.withLocks(tx, principal, placed);
  }

  private async withLocks(
    tx: Tx,
    { personId }: Principal,
    placed: readonly (Unlocked | Problem)[],
  ): Promise<(Placed | Problem)[]> {
    const known = placed.filter((one): one is Unlocked => !(one instanceof Problem));
    const periods = known.map(({ series, period }) => ({ seriesId: series.id, periodEnd: period.end }));
    const locks = await this.locks.holding(tx, personId, periods);
    const lockOf = new Map(known.map((one, index) => [one, locks[index] ?? null]));
    return placed.map((one) => (one instanceof Problem ? one : { ...one, lock: lockOf.get(one) ?? null }));
  }
}

function onRecord(input: LogActualInput, series: OpenSeries | undefined): Unlocked | Problem {
  // Out of reach and unknown look the same from outside.
  if (series === undefined)
    return invalidField('indicator', 'series.unknown', { indicator: input.indicator, area: input.area });
  return attempt(() => ({ input, series, period: periodOf(input.period, series) }));
}
