import { exact } from '../domain/number';
import type { ActualEntry } from '../domain/progress';
import { invalidField, Problem } from '../platform/http';
import type { LogActualInput } from './actuals.dto';
import type { Period } from './period';
import type { Placed } from './place-figures';
import type { FigureOfRecord, OpenSeries, WaitingFigure } from './record.repository';

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

const REMARKS = ['numerator', 'denominator', 'note', 'evidenceUrl'] as const;
export type Remark = (typeof REMARKS)[number];

/** What the row says beside the figure, and does not say as the record does. */
export function leftAside(origin: FigureOfRecord, input: LogActualInput): Remark[] {
  const onRecord: Record<Remark, readonly (string | null)[]> = {
    numerator: [origin.numerator],
    denominator: [origin.denominator],
    note: [origin.note, origin.noteEn],
    evidenceUrl: [origin.evidenceUrl],
  };
  const plain = (text: string): string => text.replaceAll('\r\n', '\n').trim();
  return REMARKS.filter((name) => {
    const said = input[name];
    return (
      said !== undefined && !onRecord[name].some((there) => there !== null && plain(there) === plain(said))
    );
  });
}

/** Throws 400 where the row names no figure, or one of another line of record or period. */
export function originOf(
  { series, period }: Placed,
  id: string,
  named: ReadonlyMap<string, FigureOfRecord>,
): FigureOfRecord {
  const origin = named.get(id);
  if (origin?.seriesId !== series.id || !isPeriod(origin, period))
    throw invalidField('id', 'actual.other_figure', { id });
  return origin;
}

/** What was corrected meanwhile, or since long, is not what a correction is made of. */
export function mustStand(
  origin: FigureOfRecord | null,
  { accepted }: OpenSeries,
  inForce: readonly ActualEntry[],
): void {
  const isIt = (one: ActualEntry): boolean =>
    one.periodEnd === origin?.end && one.revision === origin.revision;
  if (accepted.some(isIt) && !inForce.some(isIt))
    throw new Problem('conflict', 'actual.not_standing', { state: 'superseded' });
}
