import type { TermsView } from '../../goals';
import { TERMS_JSON } from '../../goals';
import type { Clocks } from '../../progress';
import type { Tx } from '../../platform/database';

/** What is said of a commitment beside its figures. Composites of goals have no terms of their own. */
export interface Described {
  readonly id: number;
  readonly rule: string | null;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly indicatorCode: string | null;
  readonly unitZh: string | null;
  readonly unitEn: string | null;
  readonly measure: string | null;
  readonly areaCode: string | null;
  readonly areaNameZh: string | null;
  readonly areaNameEn: string | null;
  readonly definition: string | null;
  readonly departmentCode: string | null;
  readonly departmentNameZh: string | null;
  readonly departmentNameEn: string | null;
  readonly parentCode: string | null;
  readonly terms: TermsView | null;
  readonly original: TermsView | null;
  readonly sourceCode: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly statedOn: string;
  readonly speakersZh: string;
  readonly speakersEn: string;
  readonly noteZh: string | null;
  readonly noteEn: string | null;
  readonly closedOn: string | null;
  readonly closedVerdict: string | null;
}

const speakers = (noun: 'goal' | 'programme', language: 'zh' | 'en'): string => `
  coalesce((SELECT string_agg(k.name_${language}, '; ' ORDER BY k.id)
    FROM ${noun}_speaker_at($3::timestamptz) x JOIN speaker_at($3::timestamptz) k ON k.id = x.speaker_id WHERE x.${noun}_id = c.id), '')`;

/* $1 ids, $2 asOf, $3 knownAt: the terms that were judged, and those first stated; all else as recorded then. */
const DESCRIBED = `
  SELECT c.id, CASE g.scope WHEN 'area' THEN NULL ELSE g.scope END AS rule, i.name_zh AS "nameZh", i.name_en AS "nameEn",
    i.code AS "indicatorCode", i.unit_zh AS "unitZh", i.unit_en AS "unitEn", i.measure, a.code AS "areaCode",
    a.name_zh AS "areaNameZh", a.name_en AS "areaNameEn", g.definition, d.code AS "departmentCode",
    d.name_zh AS "departmentNameZh", d.name_en AS "departmentNameEn", p.code AS "parentCode",
    coalesce((SELECT ${TERMS_JSON} FROM goal_terms t WHERE t.goal_id = g.id AND t.recorded_at <= $3::timestamptz
      AND t.effective_from <= $2::date ORDER BY t.version DESC LIMIT 1),
      (SELECT ${TERMS_JSON} FROM goal_terms t WHERE t.goal_id = g.id AND t.version = 1)) AS terms,
    (SELECT ${TERMS_JSON} FROM goal_terms t WHERE t.goal_id = g.id AND t.version = 1) AS original,
    o.code AS "sourceCode", o.title_zh AS "titleZh", o.title_en AS "titleEn", o.stated_on::text AS "statedOn",
    ${speakers('goal', 'zh')} AS "speakersZh", ${speakers('goal', 'en')} AS "speakersEn",
    g.note_zh AS "noteZh", g.note_en AS "noteEn", k.as_of::text AS "closedOn", k.verdict AS "closedVerdict"
  FROM goal_at($3::timestamptz) g JOIN commitment c ON c.id = g.id
  JOIN indicator_at($3::timestamptz) i ON i.id = g.indicator_id JOIN area_at($3::timestamptz) a ON a.id = g.area_id
  JOIN source_at($3::timestamptz) o ON o.id = g.source_id
  LEFT JOIN department_at($3::timestamptz) d ON d.id = g.department_id
  LEFT JOIN commitment p ON p.id = g.parent_id
  LEFT JOIN closing_at($2::date, $3::timestamptz) k ON k.commitment_id = c.id
  WHERE c.id = ANY($1)
  UNION ALL
  SELECT c.id, p.rule, p.name_zh, p.name_en, NULL, NULL, NULL, NULL, a.code, a.name_zh, a.name_en, NULL, d.code,
    d.name_zh, d.name_en, NULL, NULL, NULL, o.code, o.title_zh, o.title_en, o.stated_on::text,
    ${speakers('programme', 'zh')}, ${speakers('programme', 'en')}, NULL, NULL,
    k.as_of::text, k.verdict
  FROM programme_at($3::timestamptz) p JOIN commitment c ON c.id = p.id
  JOIN source_at($3::timestamptz) o ON o.id = p.source_id
  LEFT JOIN area_at($3::timestamptz) a ON a.id = p.responsible_area_id
  LEFT JOIN department_at($3::timestamptz) d ON d.id = p.department_id
  LEFT JOIN closing_at($2::date, $3::timestamptz) k ON k.commitment_id = c.id
  WHERE c.id = ANY($1)`;

/** The descriptions of a batch, by id: one query for all of them. */
export async function describeCommitments(
  tx: Tx,
  ids: readonly number[],
  clocks: Clocks,
): Promise<Map<number, Described>> {
  const rows = await tx.query<Described[]>(DESCRIBED, [ids, clocks.asOf, clocks.knownAt]);
  return new Map(rows.map((row) => [row.id, row]));
}
