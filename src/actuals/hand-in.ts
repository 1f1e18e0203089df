import { Injectable } from '@nestjs/common';
import type { Principal } from '../domain/access';
import { exact } from '../domain/number';
import { type ActualEntry, standingEntries } from '../domain/progress';
import type { Tx } from '../platform/database';
import { attempt, Problem } from '../platform/http';
import type { LogActualInput } from './actuals.dto';
import { kindOf, mustBePossible, mustNotBeLocked, mustNotWait, periodMustBeFree } from './actuals.policy';
import type { NewActual } from './actuals.repository';
import { figureOf, findingsOf } from './new-figure';
import type { Period } from './period';
import { type Placed, PlaceFigures } from './place-figures';
import type { WaitingFigure } from './record.repository';

/**
 * What a figure of a table comes to: a new one; a correction of the one in force (`revision`); one that looks wrong
 * and needs a reason (`warning`); one that is on record already, accepted or waiting (`same`).
 */
export type HandedIn =
  { readonly fate: 'new' | 'revision' | 'warning'; readonly figure: NewActual } | { readonly fate: 'same' };

/** Judges figures as rows of a table, where the same one may come twice and a new one may correct. */
@Injectable()
export class HandIn {
  constructor(private readonly place: PlaceFigures) {}

  /** Each as if those before it were submitted already; what speaks against one is its problem. */
  async execute(
    tx: Tx,
    principal: Principal,
    inputs: readonly LogActualInput[],
  ): Promise<(HandedIn | Problem)[]> {
    const placed = await this.place.seen(tx, principal, inputs);
    const waiting = new Map<number, WaitingFigure[]>();
    const standing = new Map<number, ActualEntry[]>();
    return placed.map((one) => {
      if (one instanceof Problem) return one;
      const { id, accepted } = one.series;
      const before = waiting.get(id) ?? [...one.series.waiting];
      const inForce = standing.get(id) ?? standingEntries(accepted);
      waiting.set(id, before);
      standing.set(id, inForce);
      return attempt(() => {
        const outcome = judge(one, inForce, before, principal);
        const { value, qualifier } = one.input;
        if (outcome.fate !== 'same') before.push({ ...one.period, value, qualifier });
        return outcome;
      });
    });
  }
}

function judge(
  { input, series, period, lock }: Placed,
  inForce: readonly ActualEntry[],
  waiting: readonly WaitingFigure[],
  { name: by, personId: person }: Principal,
): HandedIn {
  mustBePossible(series, input);
  const corrected = inForce.findLast(({ periodStart: start, periodEnd: end }) =>
    isPeriod({ start, end }, period),
  );
  const said = waiting.find((one) => isPeriod(one, period)) ?? corrected;
  if (said !== undefined && isSame(said, input)) return { fate: 'same' };
  mustNotBeLocked(lock, period);
  mustNotWait(waiting, period);
  if (corrected === undefined) periodMustBeFree(series.accepted, period, false);
  const kind = corrected === undefined ? kindOf(series.accepted, period, false) : 'correction';
  const findings = findingsOf(series, period, input, kind);
  const figure = { ...figureOf(series.id, period, input, findings), kind, by, person } as const;
  return { fate: fateOf(figure), figure: { ...figure, reason: input.reason ?? null } };
}

const isPeriod = (one: Period, other: Period): boolean => one.end === other.end && one.start === other.start;

function fateOf({ kind, heldFor }: Pick<NewActual, 'kind' | 'heldFor'>): 'new' | 'revision' | 'warning' {
  if (kind === 'correction') return 'revision';
  return heldFor === null ? 'new' : 'warning';
}

/** By its exact value: 62000 and 62000.0 are one figure. */
function isSame(
  said: { readonly value: WaitingFigure['value'] | ActualEntry['value']; readonly qualifier: string },
  { value, qualifier }: LogActualInput,
): boolean {
  const there = typeof said.value === 'string' ? exact(said.value) : said.value;
  return there.compare(exact(value)) === 0 && said.qualifier === qualifier;
}
