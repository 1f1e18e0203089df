import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files that show where a figure comes from. Their content lies in the evidence store; here is what it must be. */
export class Evidence1764000000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE evidence_file (
        id uuid NOT NULL CONSTRAINT pk_evidence_file PRIMARY KEY,
        -- SHA-256 in hex: the content is what has this digest, and nothing else is.
        digest text NOT NULL,
        bytes bigint NOT NULL,
        media_type text NOT NULL,
        name text NOT NULL,
        stored_as text NOT NULL,
        scan text NOT NULL,
        uploaded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        person_id integer NOT NULL CONSTRAINT fk_evidence_file_person REFERENCES person,
        uploaded_by title NOT NULL,
        CONSTRAINT ck_evidence_file_digest CHECK (digest ~ '^[0-9a-f]{64}$'),
        CONSTRAINT ck_evidence_file_bytes CHECK (bytes > 0),
        CONSTRAINT ck_evidence_file_name CHECK (length(name) BETWEEN 1 AND 200),
        CONSTRAINT ck_evidence_file_scan CHECK (scan IN ('clean', 'not_scanned'))
      );
      CREATE INDEX ix_evidence_file_digest ON evidence_file (digest);

      CREATE TABLE actual_evidence (
        series_id integer NOT NULL,
        period_end date NOT NULL,
        revision integer NOT NULL,
        evidence_id uuid NOT NULL CONSTRAINT fk_actual_evidence_file REFERENCES evidence_file,
        CONSTRAINT pk_actual_evidence PRIMARY KEY (series_id, period_end, revision, evidence_id),
        CONSTRAINT fk_actual_evidence_actual FOREIGN KEY (series_id, period_end, revision) REFERENCES actual
      );
      CREATE INDEX ix_actual_evidence_file ON actual_evidence (evidence_id);

      -- Content on its way into the store. Written before it is put there and gone with the row that names it, so
      -- that what a crash leaves in the store without such a row can be found and removed.
      CREATE TABLE evidence_arrival (
        digest text NOT NULL CONSTRAINT pk_evidence_arrival PRIMARY KEY,
        stored_as text NOT NULL,
        arrived_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );

      CREATE TRIGGER keep_evidence_file BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence_file
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER keep_actual_evidence BEFORE UPDATE OR DELETE OR TRUNCATE ON actual_evidence
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      INSERT INTO application_privilege (table_name, privilege) VALUES
        ('evidence_arrival', 'UPDATE'), ('evidence_arrival', 'DELETE');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM application_privilege WHERE table_name = 'evidence_arrival';
      DROP TABLE evidence_arrival, actual_evidence, evidence_file;
    `);
  }
}
