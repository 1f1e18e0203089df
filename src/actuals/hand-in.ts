import { Injectable } from '@nestjs/common';
import type { Principal } from '../domain/access';
import { type ActualEntry, standingEntries } from '../domain/progress';
import type { Tx } from '../platform/database';
import { attempt, Problem } from '../platform/http';
import type { LogActualInput } from './actuals.dto';
import { kindOf, mustBePossible, mustNotBeLocked, mustNotWait, periodMustBeFree } from './actuals.policy';
import type { NewActual } from './actuals.repository';
import { figureOf, findingsOf } from './new-figure';
import { type Placed, PlaceFigures } from './place-figures';
import { type FigureOfRecord, RecordRepository, type WaitingFigure } from './record.repository';
import { isPeriod, isSame, leftAside, mustStand, originOf, type Remark } from './same-figure';

/** A figure of a table, and the id of the one on record that the row was exported from; null for none. */
export interface HandedRow {
  readonly input: LogActualInput;
  readonly exportedFrom: string | null;
}

/**
 * What a figure of a table comes to: a new one; a correction of the one in force (`revision`); one that looks wrong
 * and needs a reason (`warning`); one that is on record already, accepted or waiting (`same`).
 */
export type HandedIn =
  | { readonly fate: 'new' | 'revision' | 'warning'; readonly figure: NewActual }
  | {
      readonly fate: 'same';
      /** What is said beside the figure and differs: it stays as it is on record. */
      readonly leftAside: readonly Remark[];
    };

/** Judges figures as rows of a table, where the same one may come twice and a new one may correct. */
@Injectable()
export class HandIn {
  constructor(
    private readonly place: PlaceFigures,
    private readonly record: RecordRepository,
  ) {}

  /** Each as if those before it were submitted already; what speaks against one is its problem. */
  async execute(tx: Tx, principal: Principal, rows: readonly HandedRow[]): Promise<(HandedIn | Problem)[]> {
    const placed = await this.place.seen(
      tx,
      principal,
      rows.map(({ input }) => input),
    );
    const named = await this.record.named(
      tx,
      rows.flatMap(({ exportedFrom }) => exportedFrom ?? []),
    );
    const waiting = new Map<number, WaitingFigure[]>();
    const standing = new Map<number, ActualEntry[]>();
    return placed.map((one, index) => {
      if (one instanceof Problem) return one;
      const { id, accepted } = one.series;
      const before = waiting.get(id) ?? [...one.series.waiting];
      const inForce = standing.get(id) ?? standingEntries(accepted);
      waiting.set(id, before);
      standing.set(id, inForce);
      return attempt(() => {
        const exportedFrom = rows[index]?.exportedFrom ?? null;
        const origin = exportedFrom === null ? null : originOf(one, exportedFrom, named);
        const outcome = judge(one, { origin, inForce, waiting: before }, principal);
        const { value, qualifier } = one.input;
        if (outcome.fate !== 'same') before.push({ ...one.period, value, qualifier });
        return outcome;
      });
    });
  }
}

interface OnRecord {
  /** What the row was exported from. */
  readonly origin: FigureOfRecord | null;
  readonly inForce: readonly ActualEntry[];
  readonly waiting: readonly WaitingFigure[];
}

function judge(
  { input, series, period, lock }: Placed,
  { origin, inForce, waiting }: OnRecord,
  principal: Principal,
): HandedIn {
  mustBePossible(series, input);
  const corrected = inForce.findLast(({ periodStart: start, periodEnd: end }) =>
    isPeriod({ start, end }, period),
  );
  if (origin !== null && isSame(origin, input)) return { fate: 'same', leftAside: leftAside(origin, input) };
  const said = waiting.find((one) => isPeriod(one, period)) ?? corrected;
  if (said !== undefined && isSame(said, input)) return { fate: 'same', leftAside: [] };
  return figureFor({ input, series, period, lock }, { origin, inForce, waiting, corrected }, principal);
}

function figureFor(
  { input, series, period, lock }: Placed,
  { origin, inForce, waiting, corrected }: OnRecord & { readonly corrected: ActualEntry | undefined },
  { name: by, personId: person }: Principal,
): HandedIn {
  mustStand(origin, series, inForce);
  mustNotBeLocked(lock, period);
  mustNotWait(waiting, period);
  if (corrected === undefined) periodMustBeFree(series.accepted, period, false);
  const kind = corrected === undefined ? kindOf(series.accepted, period, false) : 'correction';
  const findings = findingsOf(series, period, input, kind);
  // Why the figure it was exported from was right says nothing of this one.
  const reason = input.reason === origin?.reason ? null : (input.reason ?? null);
  const figure = figureOf(series.id, period, input, findings, { kind, reason, by, person });
  return { fate: fateOf(figure), figure };
}

function fateOf({ kind, heldFor }: Pick<NewActual, 'kind' | 'heldFor'>): 'new' | 'revision' | 'warning' {
  if (kind === 'correction') return 'revision';
  return heldFor === null ? 'new' : 'warning';
}
