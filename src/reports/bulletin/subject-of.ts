import type { Reach } from '../../domain/access';
import type { Instant } from '../../domain/calendar';
import { inReach, reachParam, type Tx } from '../../platform/database';
import { notFound } from '../../platform/http';
import type { Language } from '../../platform/messages';
import type { Subject } from './bulletin-facts';

export const SUBJECTS = ['departments', 'programmes'] as const;
export type SubjectName = (typeof SUBJECTS)[number];

interface Found {
  readonly id: number;
  readonly subject: Subject;
}

interface Row {
  readonly id: number;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly departmentZh: string | null;
  readonly departmentEn: string | null;
  readonly leadZh: string | null;
  readonly leadEn: string | null;
  readonly areaZh: string | null;
  readonly areaEn: string | null;
}

const WHO = `d.name_zh AS "departmentZh", d.name_en AS "departmentEn", d.lead_zh AS "leadZh", d.lead_en AS "leadEn",
  a.name_zh AS "areaZh", a.name_en AS "areaEn"`;

/* $1 code, $2 knownAt, $3 reach: the departments a reach names include those below them. */
const SUBJECT: Readonly<Record<SubjectName, string>> = {
  departments: `
    SELECT d.id, d.name_zh AS "nameZh", d.name_en AS "nameEn", ${WHO}
    FROM department_at($2::timestamptz) d JOIN area_at($2::timestamptz) a ON a.id = d.area_id
    WHERE d.code = $1 AND d.recorded_at <= $2::timestamptz AND ($3::jsonb IS NULL OR EXISTS (
      SELECT 1 FROM jsonb_array_elements($3::jsonb) l WHERE l -> 'departments' @> to_jsonb(d.id)))`,
  programmes: `
    SELECT c.id, p.name_zh AS "nameZh", p.name_en AS "nameEn", ${WHO}
    FROM programme_at($2::timestamptz) p JOIN commitment c ON c.id = p.id
    LEFT JOIN department_at($2::timestamptz) d ON d.id = p.department_id
    LEFT JOIN area_at($2::timestamptz) a ON a.id = p.responsible_area_id
    WHERE c.code = $1 AND c.recorded_at <= $2::timestamptz AND ${inReach('commitment', 'c.id', '$3')}`,
};

const KINDS = { departments: 'department', programmes: 'programme' } as const;

/** Throws 404 for what is neither. */
export function subjectNamed(name: string): SubjectName {
  const found = SUBJECTS.find((one) => one === name);
  if (found === undefined) throw notFound('bulletin.not_found', { name, names: SUBJECTS.join(' ') });
  return found;
}

/** As it was known then. Throws 404, also for what is out of reach. */
export async function subjectOf(
  tx: Tx,
  name: SubjectName,
  code: string,
  { knownAt, reach, language }: { knownAt: Instant; reach: Reach; language: Language },
): Promise<Found> {
  const kind = KINDS[name];
  const [row] = await tx.query<Row[]>(SUBJECT[name], [code, knownAt, reachParam(reach)]);
  if (row === undefined) throw notFound(`${kind}.not_found`, { code });
  return { id: row.id, subject: { kind, code, ...(language === 'zh-CN' ? inChinese(row) : inEnglish(row)) } };
}

type Names = Omit<Subject, 'kind' | 'code'>;

const inChinese = ({ nameZh, departmentZh, leadZh, areaZh }: Row): Names => ({
  name: nameZh,
  department: departmentZh,
  lead: leadZh,
  area: areaZh,
});

const inEnglish = ({ nameEn, departmentEn, leadEn, areaEn }: Row): Names => ({
  name: nameEn,
  department: departmentEn,
  lead: leadEn,
  area: areaEn,
});
