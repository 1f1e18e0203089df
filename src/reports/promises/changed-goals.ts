import { type TermsContent, TERMS_JSON, type TermsView } from '../../goals';
import { inReach, instantSql, reachParam, streamRows, type Tx } from '../../platform/database';
import type { ReportOptions } from '../report';

/** A proposal as it was known then; `state` is what was decided by then. */
export interface ProposalThen {
  readonly baseVersion: number;
  readonly state: 'pending' | 'approved' | 'rejected' | 'withdrawn';
  readonly content: TermsContent;
  readonly effectiveFrom: string;
  readonly reason: string;
  readonly document: string | null;
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly decisionReason: string | null;
}

/** A goal that somebody changed or proposed to change, with all versions and proposals known then. */
export interface ChangedGoal {
  readonly code: string;
  readonly name: string;
  readonly indicatorCode: string;
  readonly areaCode: string;
  readonly areaName: string;
  readonly departmentCode: string | null;
  readonly departmentName: string | null;
  readonly unit: string;
  readonly versions: readonly TermsView[];
  readonly proposals: readonly ProposalThen[];
}

/*
 * $1 knownAt, $2 reach, $3 department, $4 area, $5 indicator, each null for all. A proposal decided after $1 was
 * pending then; one that was approved became a version in the same transaction, and counts from the same moment on.
 */
const changedSql = (lang: 'zh' | 'en'): string => `
  WITH RECURSIVE under AS (
    SELECT id FROM department_at($1::timestamptz) WHERE code = $3
    UNION SELECT d.id FROM department_at($1::timestamptz) d JOIN under ON d.parent_id = under.id),
  proposal AS (
    SELECT p.*, CASE WHEN p.state = 'approved' THEN v.recorded_at ELSE p.decided_at END AS settled_at
    FROM terms_proposal p
    LEFT JOIN goal_terms v ON v.goal_id = p.goal_id AND v.version = p.base_version + 1
    WHERE p.proposed_at <= $1::timestamptz)
  SELECT c.code, i.name_${lang} AS name, i.code AS "indicatorCode", a.code AS "areaCode", a.name_${lang} AS "areaName",
    d.code AS "departmentCode", d.name_${lang} AS "departmentName", i.unit_${lang} AS unit,
    (SELECT json_agg(${TERMS_JSON} ORDER BY t.version) FROM goal_terms t
      WHERE t.goal_id = g.id AND (t.version = 1 OR t.recorded_at <= $1::timestamptz)) AS versions,
    (SELECT coalesce(json_agg(json_build_object('baseVersion', p.base_version,
        'state', CASE WHEN p.settled_at <= $1::timestamptz THEN p.state ELSE 'pending' END, 'content', p.content,
        'effectiveFrom', p.effective_from, 'reason', p.reason, 'document', p.document, 'proposedBy', p.proposed_by,
        'proposedAt', ${instantSql('p.proposed_at')},
        'decidedBy', CASE WHEN p.settled_at <= $1::timestamptz THEN p.decided_by END,
        'decidedAt', CASE WHEN p.settled_at <= $1::timestamptz THEN ${instantSql('p.settled_at')} END,
        'decisionReason', CASE WHEN p.settled_at <= $1::timestamptz THEN p.decision_reason END) ORDER BY p.id), '[]')
      FROM proposal p WHERE p.goal_id = g.id) AS proposals
  FROM goal_at($1::timestamptz) g JOIN commitment c ON c.id = g.id
  JOIN indicator_at($1::timestamptz) i ON i.id = g.indicator_id JOIN area_at($1::timestamptz) a ON a.id = g.area_id
  LEFT JOIN department_at($1::timestamptz) d ON d.id = g.department_id
  WHERE c.recorded_at <= $1::timestamptz AND ${inReach('commitment', 'g.id', '$2')}
    AND ($3::text IS NULL OR g.department_id IN (SELECT id FROM under))
    AND ($4::text IS NULL OR a.code = $4) AND ($5::text IS NULL OR i.code = $5)
    AND (EXISTS (SELECT 1 FROM goal_terms t WHERE t.goal_id = g.id AND t.version > 1 AND t.recorded_at <= $1::timestamptz)
      OR EXISTS (SELECT 1 FROM terms_proposal p WHERE p.goal_id = g.id AND p.proposed_at <= $1::timestamptz))
  ORDER BY c.code`;

/** In the order of their codes, batch by batch. */
export function changedGoals(tx: Tx, options: ReportOptions): AsyncGenerator<ChangedGoal[]> {
  const { clocks, reach, filter, language } = options;
  const { department = null, area = null, indicator = null } = filter;
  const params = [clocks.knownAt, reachParam(reach), department, area, indicator];
  return streamRows<ChangedGoal>(tx, changedSql(language === 'zh-CN' ? 'zh' : 'en'), params);
}
