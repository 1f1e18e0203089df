import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { listPage, type ListShape, type Tx } from '../platform/database';
import { type ListQuery, notFound, type Page } from '../platform/http';
import type {
  AreaQuery,
  AreaView,
  DepartmentQuery,
  DepartmentView,
  IndicatorQuery,
  IndicatorView,
  SourceView,
} from './catalog.dto';

const CODE = { sql: 'listed.code', type: 'text' } as const;

const AREAS: ListShape = {
  select: `SELECT a.code, a.name_zh AS "nameZh", a.name_en AS "nameEn", a.level, p.code AS "parentCode"
    FROM area a LEFT JOIN area p ON p.id = a.parent_id`,
  sorts: { code: CODE, nameZh: { sql: 'listed."nameZh"', type: 'text' } },
  defaultSort: 'code',
  key: CODE,
};

const DEPARTMENTS: ListShape = {
  select: `SELECT d.code, d.name_zh AS "nameZh", d.name_en AS "nameEn", a.code AS "areaCode",
      p.code AS "parentCode", d.lead_zh AS "leadZh", d.lead_en AS "leadEn"
    FROM department d JOIN area a ON a.id = d.area_id LEFT JOIN department p ON p.id = d.parent_id`,
  sorts: { code: CODE, areaCode: { sql: 'listed."areaCode"', type: 'text' } },
  defaultSort: 'code',
  key: CODE,
};

const SOURCES: ListShape = {
  select: `SELECT s.code, s.title_zh AS "titleZh", s.title_en AS "titleEn", s.stated_on::text AS "statedOn", s.example,
      (SELECT coalesce(json_agg(json_build_object('code', k.code, 'nameZh', k.name_zh, 'nameEn', k.name_en,
        'roleZh', k.role_zh, 'roleEn', k.role_en) ORDER BY k.id), '[]') FROM speaker k WHERE k.source_id = s.id) AS speakers
    FROM source s`,
  sorts: { code: CODE, statedOn: { sql: 'listed."statedOn"', type: 'text' } },
  defaultSort: '-statedOn',
  key: CODE,
};

const INDICATORS: ListShape = {
  select: `SELECT code, name_zh AS "nameZh", name_en AS "nameEn", unit_zh AS "unitZh", unit_en AS "unitEn", measure,
      direction, entry_mode AS "entryMode", decimals, definition_zh AS "definitionZh", definition_en AS "definitionEn",
      cycle, due_working_day AS "dueWorkingDay", plausible_min::text AS "plausibleMin", plausible_max::text AS "plausibleMax"
    FROM indicator`,
  sorts: { code: CODE, measure: { sql: 'listed.measure', type: 'text' } },
  defaultSort: 'code',
  key: CODE,
};

/** Reads what is measured, where, and who stated it. */
@Injectable()
export class CatalogRepository {
  constructor(private readonly dataSource: DataSource) {}

  areas(query: AreaQuery): Promise<Page<AreaView>> {
    return listPage(this.dataSource.manager, AREAS, query, [
      { sql: 'listed."parentCode" = ?', value: query.parent },
    ]);
  }

  departments(query: DepartmentQuery): Promise<Page<DepartmentView>> {
    return listPage(this.dataSource.manager, DEPARTMENTS, query, [
      { sql: 'listed."areaCode" = ?', value: query.area },
    ]);
  }

  sources(query: ListQuery): Promise<Page<SourceView>> {
    return listPage(this.dataSource.manager, SOURCES, query, []);
  }

  indicators(query: IndicatorQuery): Promise<Page<IndicatorView>> {
    return listPage(this.dataSource.manager, INDICATORS, query, [
      { sql: 'listed.measure = ?', value: query.measure },
    ]);
  }

  area(code: string): Promise<AreaView> {
    return this.one(AREAS, code, 'area.not_found');
  }

  department(code: string): Promise<DepartmentView> {
    return this.one(DEPARTMENTS, code, 'department.not_found');
  }

  source(code: string): Promise<SourceView> {
    return this.one(SOURCES, code, 'source.not_found');
  }

  indicator(code: string): Promise<IndicatorView> {
    return this.one(INDICATORS, code, 'indicator.not_found');
  }

  /**
   * A department with none above it and the first below it: one that has any below it where there is such a one,
   * else the same twice. Null where there is no department.
   */
  async firstDepartments(tx: Tx): Promise<{ readonly top: string; readonly below: string } | null> {
    const [found] = await tx.query<{ top: string; below: string }[]>(
      `SELECT d.code AS top, coalesce(b.code, d.code) AS below FROM department d
       LEFT JOIN LATERAL (SELECT code FROM department b WHERE b.parent_id = d.id ORDER BY b.id LIMIT 1) b ON true
       WHERE d.parent_id IS NULL ORDER BY b.code IS NULL, d.id LIMIT 1`,
    );
    return found ?? null;
  }

  private async one<View>(shape: ListShape, code: string, missing: string): Promise<View> {
    const [found] = await this.dataSource.query<View[]>(
      `SELECT * FROM (${shape.select}) listed WHERE code = $1`,
      [code],
    );
    if (found === undefined) throw notFound(missing, { code });
    return found;
  }
}
