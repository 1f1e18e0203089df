import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a catalog file last said of each goal is kept by itself: the terms may hold what the product says since. */
export class CatalogTerms1764000000025 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE catalog_terms (
        goal_id integer PRIMARY KEY CONSTRAINT fk_catalog_terms_goal REFERENCES goal,
        content jsonb NOT NULL,
        CONSTRAINT ck_catalog_terms_content CHECK (jsonb_typeof(content) = 'object')
      );
      INSERT INTO application_privilege (table_name, privilege) VALUES ('catalog_terms', 'UPDATE');

      -- Until now a file wrote all it said into the version it made.
      INSERT INTO catalog_terms (goal_id, content)
      SELECT DISTINCT ON (t.goal_id) t.goal_id, jsonb_build_object(
        'comparator', t.comparator, 'target', t.target::text,
        'baseline', CASE WHEN t.baseline_at IS NOT NULL THEN jsonb_build_object('value', t.baseline_value::text,
          'at', t.baseline_at, 'qualifier', t.baseline_qualifier, 'basis', t.baseline_basis) END,
        'startOn', t.start_on, 'deadline', t.deadline, 'deadlineBasis', t.deadline_basis,
        'stages', (SELECT coalesce(jsonb_agg(jsonb_build_object('at', s.at, 'value', s.value::text) ORDER BY s.at), '[]')
          FROM goal_stage s WHERE s.goal_id = t.goal_id AND s.version = t.version),
        'graceDays', t.grace_days, 'preset', t.preset, 'presetOnTrack', t.preset_on_track::text,
        'presetBehind', t.preset_behind::text)
      FROM goal_terms t JOIN goal g ON g.id = t.goal_id
      WHERE g.parent_id IS NULL AND t.author LIKE 'catalog %' AND t.approved_by IS NULL
      ORDER BY t.goal_id, t.version DESC;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE catalog_terms;
      DELETE FROM application_privilege WHERE table_name = 'catalog_terms';
    `);
  }
}
