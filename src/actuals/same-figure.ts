import { shown } from '../domain/entry';
import { exact } from '../domain/number';
import type { ActualEntry } from '../domain/progress';
import { invalidField, Problem } from '../platform/http';
import type { LogActualInput } from './actuals.dto';
import type { Period } from './period';
import type { Placed } from './place-figures';
import type { FigureOfRecord, WaitingFigure } from './record.repository';

export const isPeriod = (one: Period, other: Period): boolean =>
  one.end === other.end && one.start === other.start;

/** By its exact value: 62000 and 62000.0 are one figure. */
export function isSame(
  said: { readonly value: WaitingFigure['value'] | ActualEntry['value']; readonly qualifier: string },
  { value, qualifier }: LogActualInput,
): boolean {
  const there = typeof said.value === 'string' ? exact(said.value) : said.value;
  return there.compare(exact(value)) === 0 && said.qualifier === qualifier;
}

const REMARKS = ['numerator', 'denominator', 'note', 'evidenceUrl', 'reason'] as const;
export type Remark = (typeof REMARKS)[number];

/** What the row says beside the figure, and does not say as the record does. */
export function leftAside(origin: FigureOfRecord, input: LogActualInput): Remark[] {
  const isSaid: Record<Remark, boolean> = {
    numerator: isSameNumber(input.numerator, origin.numerator),
    denominator: isSameNumber(input.denominator, origin.denominator),
    note: isSameText(input.note, origin.note) || isSameText(input.note, origin.noteEn),
    evidenceUrl: isSameText(input.evidenceUrl, origin.evidenceUrl),
    reason: isSameText(input.reason, origin.reason),
  };
  return REMARKS.filter((name) => input[name] !== undefined && !isSaid[name]);
}

/** Spreadsheets end lines in their own way, and nobody sees a blank at the end. */
const plain = (text: string): string => text.replaceAll('\r\n', '\n').trim();

export const isSameText = (said: string | undefined, there: string | null | undefined): boolean =>
  said !== undefined && there != null && plain(said) === plain(there);

const isSameNumber = (said: string | undefined, there: string | null): boolean =>
  said !== undefined && there !== null && exact(said).compare(exact(there)) === 0;

/** Throws 400 where the row names no figure, or one of another line of record or period. */
export function originOf(
  { series, period }: Placed,
  id: string,
  named: ReadonlyMap<string, FigureOfRecord>,
): FigureOfRecord {
  const origin = named.get(id);
  if (origin?.seriesId !== series.id || !isPeriod(origin, period))
    throw invalidField('id', 'actual.other_figure', { id: shown(id) });
  return origin;
}

/** Where something else is in force, a row that was exported from what is not would correct what it never saw. */
export function mustStand({ state, revision, end }: FigureOfRecord, inForce: readonly ActualEntry[]): void {
  if (inForce.some((one) => one.periodEnd === end && one.revision === revision)) return;
  throw new Problem('conflict', 'actual.not_standing', {
    state: state === 'accepted' ? 'superseded' : state,
  });
}
