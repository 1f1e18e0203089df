import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables of figures that somebody hands in: read, judged row by row, and put on record whole or not at all. */
export class Imports1764000000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE import_batch (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        person_id integer NOT NULL CONSTRAINT fk_import_batch_person REFERENCES person,
        name title NOT NULL,
        -- SHA-256 of what was handed in, in hex.
        digest text NOT NULL,
        bytes integer NOT NULL,
        -- What it turned out to be: its format, encoding, separator, sheet, and what each column was taken for.
        read_as jsonb,
        state text NOT NULL DEFAULT 'reading',
        -- Why it failed: a code and its parameters.
        problem jsonb,
        rows_read integer NOT NULL DEFAULT 0,
        -- How many rows have which fate, and a digest of all fates.
        counts jsonb,
        outcome text,
        begun_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        -- When whoever works on it was last heard of.
        seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        ended_at timestamptz,
        CONSTRAINT ck_import_batch_state CHECK (
          state IN ('reading', 'judging', 'ready', 'committed', 'cancelled', 'failed')),
        CONSTRAINT ck_import_batch_ended CHECK (
          (ended_at IS NOT NULL) = (state IN ('committed', 'cancelled', 'failed'))),
        CONSTRAINT ck_import_batch_failed CHECK ((problem IS NOT NULL) = (state = 'failed')),
        CONSTRAINT ck_import_batch_judged CHECK (state NOT IN ('ready', 'committed') OR outcome IS NOT NULL)
      );
      -- One at a time for each person.
      CREATE UNIQUE INDEX uq_import_batch_working ON import_batch (person_id) WHERE state IN ('reading', 'judging');

      -- Working space, no part of the record: what a crash takes is handed in again.
      CREATE UNLOGGED TABLE import_row (
        batch_id integer NOT NULL CONSTRAINT fk_import_row_batch REFERENCES import_batch,
        line integer NOT NULL,
        cells jsonb NOT NULL,
        indicator text NOT NULL,
        area text NOT NULL,
        definition text NOT NULL,
        -- As an entry by hand would say it; null where the cells cannot be read.
        input jsonb,
        problems jsonb,
        CONSTRAINT pk_import_row PRIMARY KEY (batch_id, line)
      );
      CREATE INDEX ix_import_row_series ON import_row (batch_id, indicator, area, definition, line);

      CREATE UNLOGGED TABLE import_fate (
        batch_id integer NOT NULL CONSTRAINT fk_import_fate_batch REFERENCES import_batch,
        line integer NOT NULL,
        fate text NOT NULL,
        problems jsonb,
        series_id integer,
        period_start date,
        period_end date,
        kind text,
        value numeric,
        numerator numeric,
        denominator numeric,
        qualifier text,
        held_for jsonb,
        reason text,
        note text,
        evidence_url text,
        CONSTRAINT pk_import_fate PRIMARY KEY (batch_id, line)
      );

      INSERT INTO application_privilege (table_name, privilege) VALUES
        ('import_batch', 'UPDATE'), ('import_row', 'UPDATE'), ('import_row', 'DELETE'), ('import_fate', 'DELETE');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE import_fate, import_row, import_batch;
      DELETE FROM application_privilege WHERE table_name IN ('import_batch', 'import_row', 'import_fate');
    `);
  }
}
