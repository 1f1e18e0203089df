import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports that are made again and again: how each is asked for, and what was made, to the byte. */
export class ReportDefinitions1764000000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEFINITIONS);
    await runner.query(PRODUCTIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE report_production_part, report_production, report_definition;
      DROP FUNCTION keep_report_production;
      DELETE FROM application_privilege WHERE table_name IN ('report_definition', 'report_production');
    `);
  }
}

const DEFINITIONS = `
  CREATE TABLE report_definition (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name title NOT NULL,
    report code NOT NULL,
    face code NOT NULL,
    -- Language, header, filter: as a request for the report carries them.
    options jsonb NOT NULL,
    every text,
    day smallint,
    minute smallint,
    -- Since when it is due: what fell due before is nobody's to make up.
    scheduled_at timestamptz,
    owner_person integer NOT NULL CONSTRAINT fk_report_definition_owner_person REFERENCES person,
    owner title NOT NULL,
    version integer NOT NULL DEFAULT 1,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_by title NOT NULL,
    ended_at timestamptz,
    CONSTRAINT ck_report_definition_options CHECK (jsonb_typeof(options) = 'object'),
    CONSTRAINT ck_report_definition_schedule CHECK (num_nonnulls(every, minute, scheduled_at) IN (0, 3)),
    CONSTRAINT ck_report_definition_minute CHECK (minute BETWEEN 0 AND 1439),
    CONSTRAINT ck_report_definition_day CHECK (CASE every WHEN 'week' THEN day BETWEEN 1 AND 7
      WHEN 'month' THEN day BETWEEN 1 AND 31 ELSE day IS NULL END),
    CONSTRAINT ck_report_definition_every CHECK (every IN ('day', 'week', 'month'))
  );
  INSERT INTO application_privilege (table_name, privilege) VALUES ('report_definition', 'UPDATE');`;

const PRODUCTIONS = `
  CREATE TABLE report_production (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    definition_id integer NOT NULL CONSTRAINT fk_report_production_definition REFERENCES report_definition,
    -- The definition as it was: it may change later.
    definition_version integer NOT NULL,
    report code NOT NULL,
    face code NOT NULL,
    options jsonb NOT NULL,
    cause text NOT NULL,
    due_at timestamptz,
    asked_by title,
    asked_person integer CONSTRAINT fk_report_production_asked_person REFERENCES person,
    as_of date NOT NULL,
    known_at timestamptz,
    -- What the owner could read then: all of it, or what lies within these.
    reach jsonb,
    state text NOT NULL DEFAULT 'running',
    attempt smallint NOT NULL DEFAULT 1,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at timestamptz,
    digest text,
    bytes bigint,
    error text,
    CONSTRAINT ck_report_production_cause CHECK (cause IN ('schedule', 'make_up', 'by_hand')),
    CONSTRAINT ck_report_production_due CHECK ((cause = 'by_hand') = (due_at IS NULL)),
    CONSTRAINT ck_report_production_asked CHECK (
      num_nonnulls(asked_by, asked_person) = CASE WHEN cause = 'by_hand' THEN 2 ELSE 0 END),
    CONSTRAINT ck_report_production_state CHECK (state IN ('running', 'succeeded', 'failed', 'withheld')),
    CONSTRAINT ck_report_production_finished CHECK ((state = 'running') = (finished_at IS NULL)),
    CONSTRAINT ck_report_production_kept CHECK (
      num_nonnulls(reach, digest, bytes) = CASE WHEN state = 'succeeded' THEN 3 ELSE 0 END
      AND (state <> 'succeeded' OR known_at IS NOT NULL)),
    CONSTRAINT ck_report_production_error CHECK (state NOT IN ('failed', 'withheld') OR error IS NOT NULL),
    CONSTRAINT ck_report_production_digest CHECK (digest ~ '^[0-9a-f]{64}$'),
    CONSTRAINT ck_report_production_bytes CHECK (bytes >= 0)
  );
  -- Once for each time it fell due, however many replicas look.
  CREATE UNIQUE INDEX uq_report_production_due ON report_production (definition_id, due_at) WHERE cause <> 'by_hand';
  CREATE INDEX ix_report_production_definition ON report_production (definition_id);
  CREATE INDEX ix_report_production_open ON report_production (id) WHERE state IN ('running', 'failed');

  -- What was made never changes, nor what it was made of.
  CREATE FUNCTION keep_report_production() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    outcome text[] := ARRAY['state', 'attempt', 'known_at', 'reach', 'finished_at', 'digest', 'bytes', 'error'];
  BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state IN ('running', 'failed')
       AND to_jsonb(NEW) - outcome = to_jsonb(OLD) - outcome THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a report that was made stays as it was' USING ERRCODE = 'DX001';
  END $$;
  CREATE TRIGGER keep_report_production BEFORE UPDATE OR DELETE ON report_production
    FOR EACH ROW EXECUTE FUNCTION keep_report_production();

  -- The content, cut into parts that are read and written one by one.
  CREATE TABLE report_production_part (
    production_id integer NOT NULL CONSTRAINT fk_report_production_part_production REFERENCES report_production,
    part integer NOT NULL,
    content bytea NOT NULL,
    CONSTRAINT pk_report_production_part PRIMARY KEY (production_id, part),
    CONSTRAINT ck_report_production_part CHECK (part >= 0 AND length(content) > 0)
  );
  CREATE TRIGGER keep_report_production_part BEFORE UPDATE OR DELETE OR TRUNCATE ON report_production_part
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER keep_report_production_whole BEFORE TRUNCATE ON report_production
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  INSERT INTO application_privilege (table_name, privilege) VALUES ('report_production', 'UPDATE');`;
