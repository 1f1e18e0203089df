import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What happened and what is still to be told: audit events, the outbox, idempotency keys, privileges. */
export class Trail1764000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_event (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        actor title NOT NULL,
        action text NOT NULL,
        subject text NOT NULL,
        details jsonb NOT NULL
      );
      CREATE TRIGGER keep_audit_event BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- Written with the fact it tells of, taken by who acts on it: no fact is forgotten by a crash between.
      CREATE TABLE outbox (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        topic text NOT NULL,
        payload jsonb NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );

      CREATE TABLE idempotency_key (
        scope text NOT NULL,
        key text NOT NULL,
        request_digest text NOT NULL,
        -- json, not jsonb: the answer is given again to the letter.
        response json,
        recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (scope, key),
        CONSTRAINT ck_idempotency_key_length CHECK (length(key) BETWEEN 1 AND 200)
      );
      CREATE INDEX ix_idempotency_key_recorded ON idempotency_key (recorded_at);

      -- What the application's own role may do, table by table; run after every migration.
      CREATE FUNCTION grant_application(role_name text) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        EXECUTE format('GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA %I TO %I', current_schema, role_name);
        EXECUTE format('GRANT UPDATE ON area, department, source, speaker, indicator, goal, goal_terms,
          programme, programme_member, actual, job_run, progress_current, progress_failure, outbox, idempotency_key
          TO %I', role_name);
        EXECUTE format('GRANT DELETE ON goal_speaker, programme_speaker, outbox, idempotency_key,
          progress_failure TO %I', role_name);
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE idempotency_key, outbox, audit_event;
      DROP FUNCTION grant_application;
    `);
  }
}
