import { inReach, instantSql, reachParam } from '../../platform/database';
import type { ReportOptions } from '../report';

/** By line of record, period and revision: the order of the key. */
export const LEDGER_ORDER = '_series, _end, _revision';

/** A query whose columns are those of the report, each as text, in `LEDGER_ORDER`. */
export interface Ledger {
  readonly sql: string;
  readonly params: readonly (string | null)[];
}

/* The lines of record in reach and asked for, described as recorded then. */
const linesSql = (lang: 'zh' | 'en'): string => `
  SELECT s.id, i.code AS indicator_code, i.name_${lang} AS indicator_name, r.code AS area_code,
    r.name_${lang} AS area_name, s.definition, nullif(i.unit_${lang}, '') AS unit
  FROM series s JOIN indicator_at($2::timestamptz) i ON i.id = s.indicator_id
  JOIN area_at($2::timestamptz) r ON r.id = s.area_id
  WHERE ${inReach('series', 's.id', '$3')}
    AND ($5::text IS NULL OR r.code = $5) AND ($6::text IS NULL OR i.code = $6)
    AND ($4::text IS NULL OR EXISTS (
      SELECT 1 FROM goal_at($2::timestamptz) g WHERE g.department_id IN (SELECT id FROM under)
        AND g.indicator_id = s.indicator_id AND g.definition = s.definition
        AND (g.area_id = s.area_id OR (g.scope = 'sum' AND g.area_id = r.parent_id))))`;

/* The figures as they are stored, in order, each beside what replaced it. Of corrections and files there are few. */
const figuresSql = (lang: 'zh' | 'en'): string => `
  SELECT a.series_id, a.period_end AS end_on, a.revision AS revision_number, a.period_start AS start_on,
    a.kind AS figure_kind, a.value, a.qualifier, a.numerator, a.denominator, a.state, a.held_for AS findings, a.reason,
    ${lang === 'en' ? 'coalesce(a.note_en, a.note)' : 'a.note'} AS note, a.evidence_url, a.recorded_by,
    a.recorded_at AS entered_at, a.recorded_person, coalesce(a.decided_at <= $2::timestamptz, false) AS decided,
    a.decided_by AS decider, a.decided_at AS decision_at, a.decided_person, a.decision_reason AS decision,
    c.decided_at AS replaced_at, c.revision AS replaced_by, coalesce(e.files, 0) AS files,
    line.indicator_code, line.indicator_name, line.area_code, line.area_name, line.definition, line.unit
  FROM actual a JOIN line ON line.id = a.series_id
  LEFT JOIN replaced c ON c.series_id = a.series_id AND c.period_end = a.period_end
  LEFT JOIN file e ON e.series_id = a.series_id AND e.period_end = a.period_end AND e.revision = a.revision
  WHERE a.recorded_at <= $2::timestamptz AND a.period_end <= $1::date AND ($8::date IS NULL OR a.period_end = $8::date)
  ORDER BY a.series_id, a.period_end, a.revision`;

/*
 * $1 asOf, $2 knownAt, $3 reach, $4 department, $5 area, $6 indicator, each null for all; $7 knownAt as it is printed;
 * $8 the last day of the period, null for all.
 * A figure decided after $2 was waiting then. Rows are put in order as they are stored and worded afterwards: what is
 * sorted is as narrow as it can be (OFFSET 0 keeps the two apart).
 */
const ledgerSql = (lang: 'zh' | 'en'): string => `
  WITH RECURSIVE under AS (
    SELECT id FROM department_at($2::timestamptz) WHERE code = $4
    UNION SELECT d.id FROM department_at($2::timestamptz) d JOIN under ON d.parent_id = under.id),
  line AS (${linesSql(lang)}),
  replaced AS (
    SELECT DISTINCT ON (series_id, period_end) series_id, period_end, decided_at, revision FROM actual
    WHERE kind = 'correction' AND state = 'accepted' AND decided_at <= $2::timestamptz
    ORDER BY series_id, period_end, decided_at DESC, revision DESC),
  file AS (SELECT series_id, period_end, revision, count(*) AS files FROM actual_evidence GROUP BY 1, 2, 3)
  SELECT f.series_id AS _series, f.end_on AS _end, f.revision_number AS _revision,
    concat_ws('.', f.series_id, f.end_on, f.revision_number) AS id,
    f.indicator_code, f.indicator_name, f.area_code, f.area_name, f.definition, f.start_on::text AS period_start,
    f.end_on::text AS period_end, f.revision_number::text AS revision, f.figure_kind, f.value::text, f.qualifier,
    f.numerator::text, f.denominator::text, f.unit,
    CASE WHEN NOT f.decided THEN 'submitted'
      WHEN f.state = 'returned' THEN CASE WHEN f.decided_person = f.recorded_person THEN 'withdrawn' ELSE 'returned' END
      WHEN (f.replaced_at, f.replaced_by) > (f.decision_at, f.revision_number) THEN 'superseded'
      ELSE 'accepted' END AS figure_state,
    CASE WHEN f.findings IS NOT NULL THEN (SELECT string_agg(x.one->>'code', ' ' ORDER BY x.place)
      FROM jsonb_array_elements(f.findings) WITH ORDINALITY x(one, place)) END AS held_for,
    f.reason, f.note, f.files::text AS evidence_count, f.evidence_url, f.recorded_by,
    ${instantSql('f.entered_at')} AS recorded_at, CASE WHEN f.decided THEN f.decider END AS decided_by,
    CASE WHEN f.decided THEN ${instantSql('f.decision_at')} END AS decided_at,
    CASE WHEN f.decided THEN f.decision END AS decision_reason, $1::date::text AS as_of, $7::text AS known_at
  FROM (${figuresSql(lang)} OFFSET 0) f
  ORDER BY ${LEDGER_ORDER}`;

/** Every revision of every figure that was recorded then, in the order of their ids. */
export function ledgerOf({ clocks, reach, filter, language }: ReportOptions): Ledger {
  const { asOf, knownAt } = clocks;
  const { department = null, area = null, indicator = null, period = null } = filter;
  return {
    sql: ledgerSql(language === 'zh-CN' ? 'zh' : 'en'),
    params: [asOf, knownAt, reachParam(reach), department, area, indicator, knownAt, period],
  };
}
