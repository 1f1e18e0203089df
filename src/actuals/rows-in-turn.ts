import type { Principal } from '../domain/access';
import { type ActualEntry, standingEntries } from '../domain/progress';
import { attempt, type Problem } from '../platform/http';
import { kindOf, mustBePossible, mustNotBeLocked, mustNotWait, periodMustBeFree } from './actuals.policy';
import type { LogActualInput } from './actuals.dto';
import type { NewActual } from './actuals.repository';
import { figureOf, findingsOf } from './new-figure';
import type { Placed } from './place-figures';
import type { FigureOfRecord, WaitingFigure } from './record.repository';
import { isPeriod, isSame, isSameText, leftAside, mustStand, originOf, type Remark } from './same-figure';

/**
 * What a figure of a table comes to: a new one; a correction of the one in force (`revision`); one that looks wrong
 * and needs a reason (`warning`); one that is on record already, in force or waiting, or as what it was exported from
 * (`same`).
 */
export type HandedIn =
  | { readonly fate: 'new' | 'revision' | 'warning'; readonly figure: NewActual }
  | {
      readonly fate: 'same';
      /** What is said beside the figure and differs: it stays as it is on record. */
      readonly leftAside: readonly Remark[];
    };

/** A line of record while its rows are judged: what is in force, and what waits, with those before. */
interface Known {
  readonly inForce: readonly ActualEntry[];
  readonly waiting: WaitingFigure[];
}

/** Judges rows one after the other, each as if those before it were submitted already. */
export class RowsInTurn {
  private readonly known = new Map<number, Known>();

  constructor(
    private readonly principal: Principal,
    /** What rows may have been exported from, by id. */
    private readonly named: ReadonlyMap<string, FigureOfRecord>,
  ) {}

  next(row: Placed, exportedFrom: string | null): HandedIn | Problem {
    const { inForce, waiting } = this.of(row.series);
    return attempt(() => {
      const origin = exportedFrom === null ? null : originOf(row, exportedFrom, this.named);
      const outcome = judge(row, { origin, inForce, waiting }, this.principal);
      const { value, qualifier } = row.input;
      if (outcome.fate !== 'same') waiting.push({ ...row.period, value, qualifier });
      return outcome;
    });
  }

  private of({ id, accepted, waiting }: Placed['series']): Known {
    const known = this.known.get(id) ?? { inForce: standingEntries(accepted), waiting: [...waiting] };
    this.known.set(id, known);
    return known;
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
  const unchanged = origin === null ? null : unchangedFrom(origin, input);
  if (unchanged !== null) return unchanged;
  const said = waiting.find((one) => isPeriod(one, period)) ?? corrected;
  if (said !== undefined && isSame(said, input)) return { fate: 'same', leftAside: [] };
  return figureFor({ input, series, period, lock }, { origin, inForce, waiting, corrected }, principal);
}

/** Null where the row says something else; also where what came back says more than it did. */
function unchangedFrom(origin: FigureOfRecord, input: LogActualInput): HandedIn | null {
  if (!isSame(origin, input)) return null;
  const aside = leftAside(origin, input);
  return origin.state === 'returned' && aside.length > 0 ? null : { fate: 'same', leftAside: aside };
}

function figureFor(
  { input, series, period, lock }: Placed,
  { origin, inForce, waiting, corrected }: OnRecord & { readonly corrected: ActualEntry | undefined },
  { name: by, personId: person }: Principal,
): HandedIn {
  mustNotBeLocked(lock, period);
  mustNotWait(waiting, period);
  if (origin !== null && corrected !== undefined) mustStand(origin, inForce);
  if (corrected === undefined) periodMustBeFree(series.accepted, period, false);
  const kind = corrected === undefined ? kindOf(series.accepted, period, false) : 'correction';
  const findings = findingsOf(series, period, input, kind);
  // Why the figure it was exported from was right says nothing of this one.
  const reason = isSameText(input.reason, origin?.reason) ? null : (input.reason ?? null);
  const figure = figureOf(series.id, period, input, findings, { kind, reason, by, person });
  return { fate: fateOf(figure), figure };
}

function fateOf({ kind, heldFor }: Pick<NewActual, 'kind' | 'heldFor'>): 'new' | 'revision' | 'warning' {
  if (kind === 'correction') return 'revision';
  return heldFor === null ? 'new' : 'warning';
}
