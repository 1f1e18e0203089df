import type { TermsView } from '../goals';
import { TERMS_JSON } from '../goals';
import type { CivilDate, Instant } from '../domain/calendar';
import type { Comparator, Cycle, EntryMode, GoalTerms, Measure, Qualifier } from '../domain/goal';
import { exact } from '../domain/number';
import type { ActualEntry, CompositeRule, GoalInput } from '../domain/progress';
import type { WorkingCalendar } from '../domain/calendar';
import { instantSql, streamRows, type Tx } from '../platform/database';

/** The two clocks of a computation. */
export interface Clocks {
  readonly asOf: CivilDate;
  readonly knownAt: Instant;
}

/** One goal with all that its judgement depends on, as the database gives it. */
export interface GoalRow {
  readonly id: number;
  readonly code: string;
  readonly scope: 'area' | 'sum';
  readonly measure: Measure;
  readonly entryMode: EntryMode;
  readonly cycle: Cycle;
  readonly dueWorkingDay: number;
  readonly decimals: number;
  readonly terms: TermsView;
  readonly original: TermsView;
  readonly records: readonly (readonly [areaCode: string, entries: readonly EntryRow[]])[];
}

type EntryRow = readonly [
  periodStart: CivilDate | null,
  periodEnd: CivilDate,
  revision: number,
  kind: ActualEntry['kind'],
  value: string,
  numerator: string | null,
  denominator: string | null,
  qualifier: Qualifier,
  acceptedAt: Instant,
];

/** One composite with its members as known then. */
export interface CompositeRow {
  readonly id: number;
  readonly code: string;
  readonly rule: CompositeRule;
  readonly members: readonly (readonly [id: number, code: string, weight: string | null])[];
}

/*
 * One pass over the goals in the order of their codes; per goal index scans bring the terms and the entries.
 * $1 asOf, $2 knownAt, $3 ids or null for all. Terms in force on a day before the first version are those
 * first stated. What an indicator, an area or a goal says of itself is read as it was recorded then (area_at, …).
 */
const GOALS = `
  SELECT g.id, c.code, g.scope, i.measure, i.entry_mode AS "entryMode", i.cycle, i.due_working_day AS "dueWorkingDay",
    i.decimals,
    coalesce((SELECT ${TERMS_JSON} FROM goal_terms t WHERE t.goal_id = g.id AND t.recorded_at <= $2::timestamptz
        AND t.effective_from <= $1::date ORDER BY t.version DESC LIMIT 1),
      (SELECT ${TERMS_JSON} FROM goal_terms t WHERE t.goal_id = g.id AND t.version = 1)) AS terms,
    (SELECT ${TERMS_JSON} FROM goal_terms t WHERE t.goal_id = g.id AND t.version = 1) AS original,
    (SELECT coalesce(json_agg(json_build_array(a.code, (
        SELECT coalesce(json_agg(json_build_array(x.period_start, x.period_end, x.revision, x.kind, x.value::text,
          x.numerator::text, x.denominator::text, x.qualifier, ${instantSql('x.decided_at')})
          ORDER BY x.period_end, x.revision), '[]')
        FROM actual x WHERE x.series_id = (SELECT s.id FROM series s WHERE s.indicator_id = g.indicator_id
            AND s.area_id = a.id AND s.definition = g.definition)
          AND x.state = 'accepted' AND x.decided_at <= $2::timestamptz AND x.period_end <= $1::date))
        ORDER BY a.code), '[]')
      FROM (
        SELECT id, code FROM area_at($2::timestamptz) WHERE g.scope = 'area' AND id = g.area_id
        UNION ALL SELECT id, code FROM area_at($2::timestamptz) WHERE g.scope = 'sum' AND parent_id = g.area_id) a) AS records
  FROM commitment c JOIN goal_at($2::timestamptz) g ON g.id = c.id
  JOIN indicator_at($2::timestamptz) i ON i.id = g.indicator_id
  WHERE g.scope <> 'each_area' AND c.recorded_at <= $2::timestamptz AND ($3::int[] IS NULL OR c.id = ANY($3))
  ORDER BY c.code`;

/*
 * Each-area goals before programmes: a programme may have one as a member. Of an each-area goal those count whose
 * area lay right below its own then.
 */
const COMPOSITES = `
  SELECT g.id, c.code, 'each_area' AS rule, 1 AS rank, (
      SELECT coalesce(json_agg(json_build_array(m.id, mc.code, NULL) ORDER BY mc.code), '[]')
      FROM goal_at($1::timestamptz) m JOIN commitment mc ON mc.id = m.id
      JOIN area_at($1::timestamptz) a ON a.id = m.area_id AND a.parent_id = g.area_id
      WHERE m.parent_id = g.id AND mc.recorded_at <= $1::timestamptz) AS members
  FROM goal_at($1::timestamptz) g JOIN commitment c ON c.id = g.id
  WHERE g.scope = 'each_area' AND c.recorded_at <= $1::timestamptz AND ($2::int[] IS NULL OR c.id = ANY($2))
  UNION ALL
  SELECT p.id, c.code, p.rule, 2, (
      SELECT coalesce(json_agg(json_build_array(m.goal_id, mc.code, m.weight::text) ORDER BY mc.code), '[]')
      FROM programme_member m JOIN commitment mc ON mc.id = m.goal_id
      WHERE m.programme_id = p.id AND m.recorded_at <= $1::timestamptz
        AND (m.removed_at IS NULL OR m.removed_at > $1::timestamptz))
  FROM programme_at($1::timestamptz) p JOIN commitment c ON c.id = p.id
  WHERE c.recorded_at <= $1::timestamptz AND ($2::int[] IS NULL OR c.id = ANY($2))
  ORDER BY rank, code`;

export function goalRows(tx: Tx, clocks: Clocks, ids: readonly number[] | null): AsyncGenerator<GoalRow[]> {
  return streamRows<GoalRow>(tx, GOALS, [clocks.asOf, clocks.knownAt, ids]);
}

export function compositeRows(
  tx: Tx,
  clocks: Clocks,
  ids: readonly number[] | null,
): Promise<CompositeRow[]> {
  return tx.query(COMPOSITES, [clocks.knownAt, ids]);
}

/** The row in the words of the domain. Throws a RangeError for what cannot be read as such. */
export function goalInput(row: GoalRow, clocks: Clocks, calendar: WorkingCalendar): GoalInput {
  const { measure, entryMode, cycle, dueWorkingDay, decimals } = row;
  return {
    ...clocks,
    calendar,
    indicator: { measure, entryMode, cycle, dueWorkingDay, decimals },
    terms: goalTerms(row.terms),
    original: goalTerms(row.original),
    scope: row.scope,
    records: row.records.map(([areaCode, entries]) => ({ areaCode, entries: entries.map(actualEntry) })),
  };
}

function goalTerms(terms: TermsView): GoalTerms {
  const { baseline } = terms;
  return {
    version: terms.version,
    comparator: terms.comparator as Comparator,
    target: exact(terms.target),
    baseline: baseline && ({ ...baseline, value: exact(baseline.value) } as GoalTerms['baseline']),
    start: terms.startOn as CivilDate | null,
    deadline: terms.deadline as CivilDate,
    stages: terms.stages.map(({ at, value }) => ({ at: at as CivilDate, value: exact(value) })),
    graceDays: terms.graceDays,
    preset: presetOf(terms),
  };
}

function presetOf(terms: TermsView): GoalTerms['preset'] {
  if (terms.preset === 'custom' && terms.presetOnTrack !== null && terms.presetBehind !== null) {
    return { name: 'custom', onTrack: exact(terms.presetOnTrack), behind: exact(terms.presetBehind) };
  }
  return { name: terms.preset === 'points' ? 'points' : 'standard' };
}

function actualEntry(row: EntryRow): ActualEntry {
  const [periodStart, periodEnd, revision, kind, value, numerator, denominator, qualifier, acceptedAt] = row;
  const parts =
    numerator === null || denominator === null
      ? null
      : { numerator: exact(numerator), denominator: exact(denominator) };
  return { periodStart, periodEnd, revision, kind, value: exact(value), parts, qualifier, acceptedAt };
}
