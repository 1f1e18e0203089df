import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where a permission reaches, asked inside the queries. A reach is `[{"departments": [...], "areas": [...]}]`,
 * ids with all that lies below; `areas` null for no limit. One place for the rule, whoever asks.
 */
export class Reach1764000000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION goal_in_reach(goal_id integer, reach jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (
          SELECT 1 FROM goal g, jsonb_to_recordset(reach) AS r(departments integer[], areas integer[])
          WHERE g.id = $1 AND g.department_id = ANY(r.departments) AND (r.areas IS NULL OR g.area_id = ANY(r.areas)))
      $$;

      -- A whole is in reach where it is answered for, and where one of its parts is.
      CREATE FUNCTION commitment_in_reach(commitment_id integer, reach jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT goal_in_reach($1, reach)
          OR EXISTS (SELECT 1 FROM goal m WHERE m.parent_id = $1 AND goal_in_reach(m.id, reach))
          OR EXISTS (SELECT 1 FROM programme p, jsonb_to_recordset(reach) AS r(departments integer[])
            WHERE p.id = $1 AND p.department_id = ANY(r.departments))
          OR EXISTS (SELECT 1 FROM programme_member m WHERE m.programme_id = $1 AND m.removed_at IS NULL
            AND (goal_in_reach(m.goal_id, reach) OR EXISTS (
              SELECT 1 FROM goal x WHERE x.parent_id = m.goal_id AND goal_in_reach(x.id, reach))))
      $$;

      -- A line of record is in reach of whoever answers for a goal that is judged by it.
      CREATE FUNCTION series_in_reach(series_id integer, reach jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (
          SELECT 1 FROM series s JOIN area a ON a.id = s.area_id
            JOIN goal g ON g.indicator_id = s.indicator_id AND g.definition = s.definition
              AND (g.area_id = s.area_id OR (g.scope = 'sum' AND g.area_id = a.parent_id)),
            jsonb_to_recordset(reach) AS r(departments integer[], areas integer[])
          WHERE s.id = $1 AND g.department_id = ANY(r.departments) AND (r.areas IS NULL OR s.area_id = ANY(r.areas)))
      $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION series_in_reach, commitment_in_reach, goal_in_reach`);
  }
}
