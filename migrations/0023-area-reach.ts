import type { MigrationInterface, QueryRunner } from 'typeorm';

const commitmentInReach = (ofProgramme: string): string => `
  CREATE OR REPLACE FUNCTION commitment_in_reach(commitment_id integer, reach jsonb) RETURNS boolean
  LANGUAGE sql STABLE AS $$
    SELECT goal_in_reach($1, reach)
      OR EXISTS (SELECT 1 FROM goal m WHERE m.parent_id = $1 AND goal_in_reach(m.id, reach))
      OR EXISTS (SELECT 1 FROM programme p, jsonb_to_recordset(reach) AS r(departments integer[], areas integer[])
        WHERE p.id = $1 AND p.department_id = ANY(r.departments)${ofProgramme})
      OR EXISTS (SELECT 1 FROM programme_member m WHERE m.programme_id = $1 AND m.removed_at IS NULL
        AND (goal_in_reach(m.goal_id, reach) OR EXISTS (
          SELECT 1 FROM goal x WHERE x.parent_id = m.goal_id AND goal_in_reach(x.id, reach))))
  $$`;

/**
 * A reach limited to areas is limited for programmes too: to those that one of the areas answers for. Through its
 * members a programme is reached as they are.
 */
export class AreaReach1764000000023 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(commitmentInReach(' AND (r.areas IS NULL OR p.responsible_area_id = ANY(r.areas))'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(commitmentInReach(''));
  }
}
