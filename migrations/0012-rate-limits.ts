import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often somebody asked within the minute. Unlogged: a crash of the server may forget it, and nothing waits for the disk. */
export class RateLimits1764000000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Half of each page stays free, so that a count is raised in place and no index is touched.
      CREATE UNLOGGED TABLE rate_limit (
        key text PRIMARY KEY,
        hits integer NOT NULL,
        window_ends timestamptz NOT NULL,
        CONSTRAINT ck_rate_limit_key CHECK (length(key) BETWEEN 1 AND 200),
        CONSTRAINT ck_rate_limit_hits CHECK (hits > 0)
      ) WITH (fillfactor = 50);

      INSERT INTO application_privilege (table_name, privilege) VALUES
        ('rate_limit', 'UPDATE'), ('rate_limit', 'DELETE');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM application_privilege WHERE table_name = 'rate_limit';
      DROP TABLE rate_limit;
    `);
  }
}
