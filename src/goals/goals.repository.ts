import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Reach } from '../domain/access';
import {
  findListed,
  inReach,
  listPage,
  type ListShape,
  reachCondition,
  reachParam,
  type Tx,
} from '../platform/database';
import { notFound, type Page } from '../platform/http';
import { latestTermsJson, TERMS_JSON } from './terms-json';
import type { GoalQuery, GoalView, ProgrammeQuery, ProgrammeView, TermsView } from './goals.dto';

const speakersJson = (noun: 'goal' | 'programme'): string => `
  (SELECT coalesce(json_agg(json_build_object('code', k.code, 'nameZh', k.name_zh, 'nameEn', k.name_en,
      'roleZh', k.role_zh, 'roleEn', k.role_en) ORDER BY k.id), '[]')
    FROM ${noun}_speaker x JOIN speaker k ON k.id = x.speaker_id WHERE x.${noun}_id = c.id)`;

const CODE = { sql: 'listed.code', type: 'text' } as const;

const GOALS: ListShape = {
  select: `SELECT c.id AS _id, c.code, g.scope, i.code AS "indicatorCode", i.name_zh AS "indicatorNameZh", i.name_en AS "indicatorNameEn",
      i.measure, i.unit_zh AS "unitZh", i.unit_en AS "unitEn", a.code AS "areaCode", a.name_zh AS "areaNameZh",
      a.name_en AS "areaNameEn", g.definition, d.code AS "departmentCode", o.code AS "sourceCode",
      ${speakersJson('goal')} AS speakers, p.code AS "parentCode", f.code AS "followsCode", g.note_zh AS "noteZh",
      g.note_en AS "noteEn", g.version, t.deadline::text AS deadline, ${TERMS_JSON} AS terms
    FROM goal g JOIN commitment c ON c.id = g.id JOIN indicator i ON i.id = g.indicator_id
    JOIN area a ON a.id = g.area_id JOIN source o ON o.id = g.source_id
    JOIN LATERAL (SELECT * FROM goal_terms v WHERE v.goal_id = g.id ORDER BY v.version DESC LIMIT 1) t ON true
    LEFT JOIN department d ON d.id = g.department_id LEFT JOIN commitment p ON p.id = g.parent_id
    LEFT JOIN commitment f ON f.id = g.follows_id`,
  sorts: {
    code: CODE,
    deadline: { sql: 'listed.deadline', type: 'text' },
    areaCode: { sql: 'listed."areaCode"', type: 'text' },
  },
  defaultSort: 'code',
  key: CODE,
};

const PROGRAMMES: ListShape = {
  select: `SELECT c.id AS _id, c.code, p.name_zh AS "nameZh", p.name_en AS "nameEn", p.rule, a.code AS "responsibleAreaCode",
      d.code AS "departmentCode", o.code AS "sourceCode", ${speakersJson('programme')} AS speakers,
      (SELECT coalesce(json_agg(json_build_object('goalCode', m.code, 'weight', x.weight::text) ORDER BY m.code), '[]')
        FROM programme_member x JOIN commitment m ON m.id = x.goal_id
        WHERE x.programme_id = p.id AND x.removed_at IS NULL) AS members
    FROM programme p JOIN commitment c ON c.id = p.id JOIN source o ON o.id = p.source_id
    LEFT JOIN area a ON a.id = p.responsible_area_id LEFT JOIN department d ON d.id = p.department_id`,
  sorts: { code: CODE, nameZh: { sql: 'listed."nameZh"', type: 'text' } },
  defaultSort: 'code',
  key: CODE,
};

/** A goal as an edit needs it: locked until the edit is committed. */
export interface GoalForEdit {
  readonly id: number;
  readonly code: string;
  readonly scope: string;
  readonly measure: string;
  readonly parentCode: string | null;
  readonly version: number;
  readonly terms: TermsView;
}

@Injectable()
export class GoalsRepository {
  constructor(private readonly dataSource: DataSource) {}

  list(query: GoalQuery, reach: Reach): Promise<Page<GoalView>> {
    return listPage(this.dataSource.manager, GOALS, query, [
      reachCondition('commitment', 'listed._id', reach),
      { sql: 'listed."indicatorCode" = ?', value: query.indicator },
      { sql: 'listed."areaCode" = ?', value: query.area },
      { sql: 'listed."departmentCode" = ?', value: query.department },
      { sql: 'listed."sourceCode" = ?', value: query.source },
      { sql: 'listed."parentCode" = ?', value: query.parent },
      { sql: 'listed.measure = ?', value: query.measure },
      { sql: 'listed.deadline <= ?', value: query.dueBy },
    ]);
  }

  /** Throws 404, also for what is out of reach. */
  async goal(code: string, reach: Reach, tx: Tx = this.dataSource.manager): Promise<GoalView> {
    const found = await findListed<GoalView>(tx, GOALS, [
      { sql: 'listed.code = ?', value: code },
      reachCondition('commitment', 'listed._id', reach),
    ]);
    if (found === null) throw notFound('goal.not_found', { code });
    return found;
  }

  /** Every version of the terms, first to last. */
  async termsOf(code: string, reach: Reach): Promise<TermsView[]> {
    const rows = await this.dataSource.query<{ terms: TermsView }[]>(
      `SELECT ${TERMS_JSON} AS terms FROM goal_terms t JOIN commitment c ON c.id = t.goal_id
       WHERE c.code = $1 AND ${inReach('commitment', 'c.id', '$2')} ORDER BY t.version`,
      [code, reachParam(reach)],
    );
    if (rows.length === 0) throw notFound('goal.not_found', { code });
    return rows.map((row) => row.terms);
  }

  async goalForEdit(tx: Tx, code: string): Promise<GoalForEdit> {
    const [found] = await tx.query<GoalForEdit[]>(
      `SELECT g.id, c.code, g.scope, i.measure, p.code AS "parentCode", g.version, ${latestTermsJson('g.id')} AS terms
       FROM goal g JOIN commitment c ON c.id = g.id JOIN indicator i ON i.id = g.indicator_id
       LEFT JOIN commitment p ON p.id = g.parent_id
       WHERE c.code = $1 FOR NO KEY UPDATE OF g`,
      [code],
    );
    if (found === undefined) throw notFound('goal.not_found', { code });
    return found;
  }

  programmes(query: ProgrammeQuery, reach: Reach): Promise<Page<ProgrammeView>> {
    return listPage(this.dataSource.manager, PROGRAMMES, query, [
      {
        sql: `EXISTS (SELECT 1 FROM json_array_elements(listed.members) m WHERE m->>'goalCode' = ?)`,
        value: query.goal,
      },
      reachCondition('commitment', 'listed._id', reach),
    ]);
  }

  /** Throws 404, also for what is out of reach. */
  async programme(code: string, reach: Reach): Promise<ProgrammeView> {
    const found = await findListed<ProgrammeView>(this.dataSource.manager, PROGRAMMES, [
      { sql: 'listed.code = ?', value: code },
      reachCondition('commitment', 'listed._id', reach),
    ]);
    if (found === null) throw notFound('programme.not_found', { code });
    return found;
  }
}
