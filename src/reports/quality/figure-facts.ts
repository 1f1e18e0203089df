import type { CivilDate } from '../../domain/calendar';
import type { Tx } from '../../platform/database';
import type { Clocks } from '../../progress';

/** A figure that waited for a decision then. */
export interface WaitingFigure {
  readonly id: string;
  /** The day in Shanghai on which it was entered. */
  readonly since: CivilDate;
  readonly held: boolean;
}

/** What the figures of a goal are like. */
export interface FigureFacts {
  readonly id: number;
  /** How many accepted figures stand that count by both clocks, and how many of them are exact. */
  readonly standing: number;
  readonly exact: number;
  readonly lastAt: CivilDate | null;
  /** In the order of their entry. */
  readonly waiting: readonly WaitingFigure[];
  /** Those of which two stand for one period, by period. */
  readonly conflicting: readonly string[];
}

/*
 * $1 ids, $2 asOf, $3 knownAt. A goal on a sum is judged by the lines of the areas right below its own. A figure
 * stands unless a correction of its period was accepted after it.
 */
const FACTS = `
  WITH line AS (
    SELECT g.id AS goal_id, s.id AS series_id FROM goal_at($3::timestamptz) g
    JOIN area_at($3::timestamptz) a ON (g.scope = 'area' AND a.id = g.area_id) OR (g.scope = 'sum' AND a.parent_id = g.area_id)
    JOIN series s ON s.indicator_id = g.indicator_id AND s.area_id = a.id AND s.definition = g.definition
    WHERE g.id = ANY($1)),
  figure AS (
    SELECT l.goal_id, x.*, concat_ws('.', x.series_id, x.period_end, x.revision) AS id,
      x.state = 'accepted' AND x.decided_at <= $3::timestamptz AS accepted,
      x.decided_at IS NULL OR x.decided_at > $3::timestamptz AS waits
    FROM line l JOIN actual x ON x.series_id = l.series_id
    WHERE x.recorded_at <= $3::timestamptz AND x.period_end <= $2::date),
  standing AS (
    SELECT f.*, count(*) OVER (PARTITION BY f.goal_id, f.series_id, f.period_end) AS beside FROM figure f
    WHERE f.accepted AND NOT EXISTS (SELECT 1 FROM actual c WHERE c.series_id = f.series_id AND c.period_end = f.period_end
      AND c.kind = 'correction' AND c.state = 'accepted' AND c.decided_at <= $3::timestamptz
      AND (c.decided_at, c.revision) > (f.decided_at, f.revision)))
  SELECT g.id,
    (SELECT count(*)::int FROM standing s WHERE s.goal_id = g.id) AS standing,
    (SELECT count(*)::int FROM standing s WHERE s.goal_id = g.id AND s.qualifier = '=') AS exact,
    (SELECT max(s.period_end)::text FROM standing s WHERE s.goal_id = g.id) AS "lastAt",
    (SELECT coalesce(json_agg(json_build_object('id', f.id, 'since', (f.recorded_at AT TIME ZONE 'Asia/Shanghai')::date,
        'held', f.held_for IS NOT NULL) ORDER BY f.recorded_at, f.series_id, f.period_end, f.revision), '[]')
      FROM figure f WHERE f.goal_id = g.id AND f.waits) AS waiting,
    (SELECT coalesce(json_agg(s.id ORDER BY s.series_id, s.period_end, s.revision), '[]')
      FROM standing s WHERE s.goal_id = g.id AND s.beside > 1) AS conflicting
  FROM unnest($1::int[]) AS g(id)`;

/** By the ids of goals; one query for all of them. */
export async function figureFacts(
  tx: Tx,
  ids: readonly number[],
  { asOf, knownAt }: Clocks,
): Promise<Map<number, FigureFacts>> {
  const rows = await tx.query<FigureFacts[]>(FACTS, [ids, asOf, knownAt]);
  return new Map(rows.map((row) => [row.id, row]));
}
