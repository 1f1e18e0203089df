import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What comes before and around the record: drafts, what waits for review, and periods that are closed. */
export class Workflow1764000000017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Working space of one person, no part of the record: as typed, incomplete or wrong.
      CREATE TABLE actual_draft (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        person_id integer NOT NULL CONSTRAINT fk_actual_draft_person REFERENCES person,
        series_id integer NOT NULL CONSTRAINT fk_actual_draft_series REFERENCES series,
        period text NOT NULL,
        fields jsonb NOT NULL,
        version integer NOT NULL DEFAULT 1,
        saved_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT uq_actual_draft UNIQUE (person_id, series_id, period),
        CONSTRAINT ck_actual_draft_period CHECK (length(period) BETWEEN 1 AND 40),
        CONSTRAINT ck_actual_draft_fields CHECK (jsonb_typeof(fields) = 'object'),
        CONSTRAINT ck_actual_draft_version CHECK (version >= 1)
      );

      -- What reviewers ask for: few among the many that are decided.
      CREATE INDEX ix_actual_waiting ON actual (recorded_at) WHERE state = 'submitted';

      -- Periods that ended by a day are closed: for everything, for a department, or for an indicator.
      CREATE TABLE period_lock (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        up_to date NOT NULL,
        department_id integer CONSTRAINT fk_period_lock_department REFERENCES department,
        indicator_id integer CONSTRAINT fk_period_lock_indicator REFERENCES indicator,
        reason remark NOT NULL,
        locked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        locked_by title NOT NULL,
        locked_person integer NOT NULL CONSTRAINT fk_period_lock_locked_person REFERENCES person,
        lifted_at timestamptz,
        lifted_by title,
        lifted_person integer CONSTRAINT fk_period_lock_lifted_person REFERENCES person,
        lift_reason remark,
        CONSTRAINT ck_period_lock_scope CHECK (num_nonnulls(department_id, indicator_id) <= 1),
        CONSTRAINT ck_period_lock_lifted CHECK (num_nonnulls(lifted_at, lifted_by, lifted_person, lift_reason) IN (0, 4))
      );
      CREATE INDEX ix_period_lock_in_force ON period_lock (up_to) WHERE lifted_at IS NULL;

      CREATE TABLE lock_exception (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        lock_id integer NOT NULL CONSTRAINT fk_lock_exception_lock REFERENCES period_lock,
        department_id integer CONSTRAINT fk_lock_exception_department REFERENCES department,
        person_id integer CONSTRAINT fk_lock_exception_person REFERENCES person,
        expires_at timestamptz NOT NULL,
        reason remark NOT NULL,
        granted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        granted_by title NOT NULL,
        granted_person integer NOT NULL CONSTRAINT fk_lock_exception_granted_person REFERENCES person,
        CONSTRAINT ck_lock_exception_whose CHECK (num_nonnulls(department_id, person_id) = 1),
        CONSTRAINT ck_lock_exception_expires CHECK (expires_at > granted_at)
      );
      CREATE INDEX ix_lock_exception_lock ON lock_exception (lock_id);

      CREATE FUNCTION keep_period_lock() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        lifting text[] := ARRAY['lifted_at', 'lifted_by', 'lifted_person', 'lift_reason'];
      BEGIN
        IF TG_OP = 'UPDATE' AND OLD.lifted_at IS NULL AND to_jsonb(NEW) - lifting = to_jsonb(OLD) - lifting THEN
          RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a lock is set and lifted, never rewritten' USING ERRCODE = 'DX001';
      END $$;
      CREATE TRIGGER keep_period_lock BEFORE UPDATE OR DELETE ON period_lock
        FOR EACH ROW EXECUTE FUNCTION keep_period_lock();
      CREATE TRIGGER keep_period_lock_whole BEFORE TRUNCATE ON period_lock
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER keep_lock_exception BEFORE UPDATE OR DELETE OR TRUNCATE ON lock_exception
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- A line of record is a department's where it, or one below it, answers for a goal judged by the line.
      CREATE FUNCTION series_of_department(series_id integer, department_id integer) RETURNS boolean
      LANGUAGE sql STABLE AS $$
        SELECT series_in_reach($1, jsonb_build_array(jsonb_build_object(
          'departments', to_jsonb(departments_below($2)), 'areas', NULL)))
      $$;

      INSERT INTO application_privilege (table_name, privilege) VALUES
        ('actual_draft', 'UPDATE'), ('actual_draft', 'DELETE'), ('period_lock', 'UPDATE');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM application_privilege WHERE table_name IN ('actual_draft', 'period_lock');
      DROP FUNCTION series_of_department;
      DROP TABLE lock_exception, period_lock, actual_draft;
      DROP FUNCTION keep_period_lock;
      DROP INDEX ix_actual_waiting;
    `);
  }
}
