import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Two things the application's role may besides: take back whom an identity provider means, and see how many ids
 * the trail has given out, which tells of a tail that is cut with all that knew of it.
 */
export class LinksAndIds1764000000024 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE application_privilege DROP CONSTRAINT ck_application_privilege,
        ADD CONSTRAINT ck_application_privilege CHECK (privilege IN ('SELECT', 'UPDATE', 'DELETE', 'READ ONLY'));
      INSERT INTO application_privilege (table_name, privilege) VALUES
        ('oidc_link', 'DELETE'), ('audit_event_id_seq', 'SELECT');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM application_privilege WHERE table_name IN ('oidc_link', 'audit_event_id_seq');
      ALTER TABLE application_privilege DROP CONSTRAINT ck_application_privilege,
        ADD CONSTRAINT ck_application_privilege CHECK (privilege IN ('UPDATE', 'DELETE', 'READ ONLY'));
    `);
  }
}
