import { streamRows, type Tx } from '../platform/database';

/** A published goal with what is told of it, in both languages. */
export interface PublishedGoal {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly areaZh: string;
  readonly areaEn: string;
  readonly sourceZh: string;
  readonly sourceEn: string;
  readonly statedOn: string;
  readonly speakersZh: string;
  readonly speakersEn: string;
  readonly comparator: string;
  readonly target: string;
  readonly unitZh: string;
  readonly unitEn: string;
  readonly milestone: boolean;
  readonly deadline: string;
  readonly value: string | null;
  readonly valueAt: string | null;
  readonly qualifier: string | null;
  readonly status: string | null;
  readonly light: string | null;
}

const speakers = (language: 'zh' | 'en'): string =>
  `coalesce((SELECT string_agg(k.name_${language}, '; ' ORDER BY k.id) FROM goal_speaker x
    JOIN speaker k ON k.id = x.speaker_id WHERE x.goal_id = g.id), '')`;

const PUBLISHED = `EXISTS (SELECT 1 FROM publication b WHERE b.withdrawn_at IS NULL
  AND (b.source_id = o.id OR (b.source_id IS NULL AND NOT o.example)))`;

/* Column by column: nobody who answers for a goal, logged or decided a figure, and no note is among them. */
const GOALS = `
  SELECT c.code, i.name_zh AS "nameZh", i.name_en AS "nameEn", a.name_zh AS "areaZh", a.name_en AS "areaEn",
    o.title_zh AS "sourceZh", o.title_en AS "sourceEn", o.stated_on::text AS "statedOn",
    ${speakers('zh')} AS "speakersZh", ${speakers('en')} AS "speakersEn", t.comparator, t.target::text AS target,
    i.unit_zh AS "unitZh", i.unit_en AS "unitEn", i.measure = 'milestone' AS milestone, t.deadline::text AS deadline,
    p.quantities->>'value' AS value, p.quantities->>'value_at' AS "valueAt", p.quantities->>'qualifier' AS qualifier,
    p.status, p.light
  FROM goal g JOIN commitment c ON c.id = g.id JOIN source o ON o.id = g.source_id
  JOIN indicator i ON i.id = g.indicator_id JOIN area a ON a.id = g.area_id
  JOIN LATERAL (SELECT * FROM goal_terms t WHERE t.goal_id = g.id AND (t.version = 1
      OR t.effective_from <= (now() AT TIME ZONE 'Asia/Shanghai')::date)
    ORDER BY t.version DESC LIMIT 1) t ON true
  LEFT JOIN progress_current p ON p.commitment_id = g.id
  WHERE ${PUBLISHED} ORDER BY c.code`;

/** The published goals in the order of their codes, as they come. */
export const publishedGoals = (tx: Tx): AsyncGenerator<PublishedGoal[]> =>
  streamRows<PublishedGoal>(tx, GOALS, []);

/** Whether anything is published that there is to see. */
export async function isAnythingPublished(tx: Tx): Promise<boolean> {
  const rows = await tx.query<unknown[]>(
    `SELECT 1 FROM goal g JOIN source o ON o.id = g.source_id WHERE ${PUBLISHED} LIMIT 1`,
  );
  return rows.length > 0;
}
