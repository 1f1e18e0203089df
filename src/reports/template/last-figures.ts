import { type CivilDate, type Instant, periodText, spanText } from '../../domain/calendar';
import type { Tx } from '../../platform/database';
import type { OwedSeries } from '../../reporting';

/** What was reported of a line of record before a period. */
export interface LastFigure {
  /** In the notation of the record. */
  readonly period: string;
  readonly value: string;
}

interface Place {
  readonly seriesId: number;
  readonly before: string;
}

interface LastRow extends Place {
  /** Null where only the last day counts. */
  readonly start: CivilDate | null;
  readonly end: CivilDate;
  readonly value: string;
}

/* $1 lines of record and days, $2 knownAt. Of the last period before the day what counts: the newest accepted. */
const LAST = `
  SELECT k."seriesId", k.before::text, x.period_start::text AS start, x.period_end::text AS end, x.value::text
  FROM jsonb_to_recordset($1::jsonb) AS k("seriesId" int, before date)
  CROSS JOIN LATERAL (SELECT a.period_start, a.period_end, a.value FROM actual a
    WHERE a.series_id = k."seriesId" AND a.period_end < k.before AND a.state = 'accepted'
      AND a.decided_at <= $2::timestamptz
    ORDER BY a.period_end DESC, a.decided_at DESC, a.revision DESC LIMIT 1) x`;

/** Finds what was last reported before a period of a line of record. */
export type LastFigureOf = (series: OwedSeries['row'], periodEnd: string) => LastFigure | null;

/** For all that these owe, as it was known then; one query. */
export async function lastFigures(
  tx: Tx,
  owed: readonly OwedSeries[],
  knownAt: Instant,
): Promise<LastFigureOf> {
  const places = owed.flatMap(({ row: { seriesId }, cells }) =>
    seriesId === null ? [] : cells.map(({ periodEnd: before }): Place => ({ seriesId, before })),
  );
  const rows = await tx.query<LastRow[]>(LAST, [JSON.stringify(places), knownAt]);
  const found = new Map(rows.map((row) => [keyOf(row), row]));
  return ({ seriesId, cycle }, before) => {
    const last = seriesId === null ? undefined : found.get(keyOf({ seriesId, before }));
    return last === undefined ? null : { period: textOf(cycle, last), value: last.value };
  };
}

/** An amount is of all its days. */
const textOf = (cycle: OwedSeries['row']['cycle'], { start, end }: LastRow): string =>
  start === null ? periodText(cycle, end) : spanText(start, end);

const keyOf = ({ seriesId, before }: Place): string => `${seriesId} ${before}`;
