import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the application's role may do, as rows: each migration adds those of its own tables. Reading and
 * appending is allowed everywhere; what else is allowed is said here, table by table.
 */
export class Privileges1764000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE application_privilege (
        table_name text NOT NULL,
        privilege text NOT NULL,
        PRIMARY KEY (table_name, privilege),
        CONSTRAINT ck_application_privilege CHECK (privilege IN ('UPDATE', 'DELETE'))
      );
      INSERT INTO application_privilege (table_name, privilege)
        SELECT unnest(ARRAY['area', 'department', 'source', 'speaker', 'indicator', 'goal', 'goal_terms', 'programme',
          'programme_member', 'actual', 'job_run', 'progress_current', 'progress_failure', 'outbox', 'idempotency_key']), 'UPDATE'
        UNION ALL SELECT unnest(ARRAY['goal_speaker', 'programme_speaker', 'outbox', 'idempotency_key',
          'progress_failure']), 'DELETE';

      CREATE OR REPLACE FUNCTION grant_application(role_name text) RETURNS void LANGUAGE plpgsql AS $$
      DECLARE
        one record;
      BEGIN
        EXECUTE format('GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA %I TO %I', current_schema, role_name);
        EXECUTE format('REVOKE INSERT ON application_privilege FROM %I', role_name);
        FOR one IN SELECT * FROM application_privilege LOOP
          EXECUTE format('GRANT %s ON %I TO %I', one.privilege, one.table_name, role_name);
        END LOOP;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION grant_application(role_name text) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        EXECUTE format('GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA %I TO %I', current_schema, role_name);
        EXECUTE format('GRANT UPDATE ON area, department, source, speaker, indicator, goal, goal_terms,
          programme, programme_member, actual, job_run, progress_current, progress_failure, outbox, idempotency_key
          TO %I', role_name);
        EXECUTE format('GRANT DELETE ON goal_speaker, programme_speaker, outbox, idempotency_key,
          progress_failure TO %I', role_name);
      END $$;
      DROP TABLE application_privilege;
    `);
  }
}
