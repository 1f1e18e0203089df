import { Injectable } from '@nestjs/common';
import type { Reach } from '../domain/access';
import type { CivilDate, Instant } from '../domain/calendar';
import type { Cycle, EntryMode, Measure, TermsDates } from '../domain/goal';
import type { ReportedEntry } from '../domain/reporting';
import { streamRows, type Tx } from '../platform/database';
import { reachParameter, withinReach } from './within-reach';

/** A goal that asks for the figures of a series, by its terms in force. */
export interface AskingGoal {
  readonly code: string;
  readonly departmentCode: string | null;
  readonly departmentNameZh: string | null;
  readonly departmentNameEn: string | null;
  /** From when the first version of its terms holds. */
  readonly promisedOn: CivilDate;
  readonly terms: TermsDates;
}

/** A series that somebody owes figures for, with what is there. */
export interface OwingRow {
  readonly indicatorCode: string;
  readonly indicatorNameZh: string;
  readonly indicatorNameEn: string;
  readonly unitZh: string;
  readonly unitEn: string;
  readonly measure: Measure;
  readonly cycle: Cycle;
  readonly entryMode: EntryMode;
  readonly dueWorkingDay: number;
  readonly areaCode: string;
  readonly areaNameZh: string;
  readonly areaNameEn: string;
  readonly definition: string;
  /** Null where nothing was ever logged. */
  readonly seriesId: number | null;
  readonly goals: readonly AskingGoal[];
  readonly entries: readonly ReportedEntry[];
}

export interface OwingFilter {
  readonly reach: Reach | null;
  readonly cycle?: string | undefined;
  /** One or several; each by itself, without those below it. */
  readonly department?: string | readonly string[] | undefined;
  readonly area?: string | undefined;
  readonly indicator?: string | undefined;
  readonly today: CivilDate;
  /** Only what was recorded by then; null for all of it. */
  readonly knownAt: Instant | null;
  /** Only entries that say something of the days after `after` up to `to`. */
  readonly after: CivilDate;
  readonly to: CivilDate;
}

/** Indicator, area and definition of the last series of the page before. */
export type SeriesPlace = readonly [indicator: string, area: string, definition: string];

/** The moment as of which everything is read. A transaction sees nothing that was recorded after it began. */
const KNOWN = 'coalesce($13::timestamptz, now())';

/*
 * A goal on one area, also as a member of an each-area goal, asks for its own series; one on a sum asks for that of
 * every area right below. $1 reach, $2 cycle, $3 departments, $4 area, $5 indicator, $6 to $8 the place after which
 * to begin, $9 how many, $10 and $11 the days of the entries, $12 today, $13 knownAt. What was decided after $13 was
 * waiting then.
 */
const OWING = `
  WITH promised AS (
    SELECT g.* FROM goal_at(${KNOWN}) g JOIN commitment c ON c.id = g.id WHERE c.recorded_at <= ${KNOWN}),
  owing AS (
    SELECT g.id, g.indicator_id, g.area_id, g.definition, g.department_id FROM promised g WHERE g.scope = 'area'
    UNION ALL
    SELECT g.id, g.indicator_id, a.id, g.definition, g.department_id
    FROM promised g JOIN area_at(${KNOWN}) a ON a.parent_id = g.area_id WHERE g.scope = 'sum'),
  listed AS (
    SELECT i.id AS indicator_id, a.id AS area_id, i.code AS indicator, a.code AS area, o.definition,
      array_agg(o.id) AS goals
    FROM owing o JOIN indicator_at(${KNOWN}) i ON i.id = o.indicator_id JOIN area_at(${KNOWN}) a ON a.id = o.area_id
    LEFT JOIN department_at(${KNOWN}) d ON d.id = o.department_id
    WHERE i.measure <> 'milestone' AND ${withinReach('$1', 'o.department_id', 'o.area_id')}
      AND ($2::text IS NULL OR i.cycle = $2::text) AND ($3::text[] IS NULL OR d.code = ANY($3::text[]))
      AND ($4::text IS NULL OR a.code = $4::text) AND ($5::text IS NULL OR i.code = $5::text)
      AND ($6::text IS NULL OR (i.code::text, a.code::text, o.definition::text) > ($6::text, $7::text, $8::text))
    GROUP BY i.id, i.code, a.id, a.code, o.definition ORDER BY i.code, a.code, o.definition LIMIT $9::int)
  SELECT l.indicator AS "indicatorCode", i.name_zh AS "indicatorNameZh", i.name_en AS "indicatorNameEn",
    i.unit_zh AS "unitZh", i.unit_en AS "unitEn", i.measure, i.cycle, i.entry_mode AS "entryMode", i.due_working_day AS "dueWorkingDay", l.area AS "areaCode", a.name_zh AS "areaNameZh",
    a.name_en AS "areaNameEn", l.definition, s.id AS "seriesId",
    (SELECT json_agg(json_build_object('code', c.code, 'departmentCode', d.code, 'departmentNameZh', d.name_zh,
        'departmentNameEn', d.name_en, 'promisedOn', f.effective_from,
        'terms', json_build_object('start', t.start_on, 'deadline', t.deadline,
          'baseline', CASE WHEN t.baseline_at IS NOT NULL THEN json_build_object('at', t.baseline_at) END,
          'stages', (SELECT coalesce(json_agg(json_build_object('at', x.at) ORDER BY x.at), '[]')
            FROM goal_stage x WHERE x.goal_id = t.goal_id AND x.version = t.version))) ORDER BY c.code)
      FROM goal_at(${KNOWN}) g JOIN commitment c ON c.id = g.id
      LEFT JOIN department_at(${KNOWN}) d ON d.id = g.department_id
      JOIN goal_terms f ON f.goal_id = g.id AND f.version = 1
      JOIN LATERAL (SELECT * FROM goal_terms v WHERE v.goal_id = g.id AND (v.version = 1
          OR (v.effective_from <= $12::date AND v.recorded_at <= ${KNOWN})) ORDER BY v.version DESC LIMIT 1) t ON true
      WHERE g.id = ANY(l.goals)) AS goals,
    (SELECT coalesce(json_agg(json_build_object('periodStart', x.period_start, 'periodEnd', x.period_end,
        'revision', x.revision, 'state', CASE WHEN x.decided_at > ${KNOWN} THEN 'submitted' ELSE x.state END)
        ORDER BY x.period_end, x.revision), '[]')
      FROM actual x WHERE x.series_id = s.id AND x.period_end > $10::date AND x.recorded_at <= ${KNOWN}
        AND coalesce(x.period_start, x.period_end) <= $11::date) AS entries
  FROM listed l JOIN indicator_at(${KNOWN}) i ON i.id = l.indicator_id JOIN area_at(${KNOWN}) a ON a.id = l.area_id
  LEFT JOIN series s ON s.indicator_id = l.indicator_id AND s.area_id = l.area_id AND s.definition = l.definition
  ORDER BY l.indicator, l.area, l.definition`;

/** Who owes which figures, and which of them are there. */
@Injectable()
export class OwingRepository {
  /** The next `limit` series in the order of indicator, area and definition. */
  page(tx: Tx, filter: OwingFilter, after: SeriesPlace | null, limit: number): Promise<OwingRow[]> {
    return tx.query(OWING, parameters(filter, after, limit));
  }

  /** Every series, batch by batch. */
  all(tx: Tx, filter: OwingFilter): AsyncGenerator<OwingRow[]> {
    return streamRows<OwingRow>(tx, OWING, parameters(filter, null, null));
  }
}

function parameters(filter: OwingFilter, place: SeriesPlace | null, limit: number | null): unknown[] {
  const { reach, cycle, department, area, indicator, today, knownAt, after, to } = filter;
  const departments = department === undefined ? undefined : [department].flat();
  const wanted = [cycle, departments, area, indicator].map((value) => value ?? null);
  const days = [after, to, today];
  return [reachParameter(reach), ...wanted, ...(place ?? [null, null, null]), limit, ...days, knownAt];
}
