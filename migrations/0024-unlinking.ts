import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom an identity provider means can be taken back. */
export class Unlinking1764000000024 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `INSERT INTO application_privilege (table_name, privilege) VALUES ('oidc_link', 'DELETE')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM application_privilege WHERE table_name = 'oidc_link'`);
  }
}
