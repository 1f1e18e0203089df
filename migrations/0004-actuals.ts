import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The record of observed values. Corrections are new revisions; what was accepted stays as it was. */
export class Actuals1764000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE actual (
        series_id integer NOT NULL CONSTRAINT fk_actual_series REFERENCES series,
        period_end date NOT NULL,
        revision integer NOT NULL,
        period_start date,
        kind text NOT NULL,
        value figure NOT NULL,
        numerator figure,
        denominator figure,
        qualifier qualifier NOT NULL,
        state submission_state NOT NULL,
        held_for jsonb,
        reason remark,
        note remark,
        evidence_url text,
        speaker_id integer CONSTRAINT fk_actual_speaker REFERENCES speaker,
        recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        recorded_by title NOT NULL,
        decided_at timestamptz,
        decided_by title,
        decision_reason remark,
        -- Carries what "latest standing value" reads, so that no second index is needed.
        CONSTRAINT pk_actual PRIMARY KEY (series_id, period_end, revision) INCLUDE (state, value),
        CONSTRAINT ck_actual_revision CHECK (revision >= 1),
        CONSTRAINT ck_actual_period CHECK (period_start <= period_end),
        CONSTRAINT ck_actual_kind CHECK (kind IN ('entry', 'correction') AND (kind = 'entry' OR revision > 1)),
        CONSTRAINT ck_actual_correction CHECK (kind = 'entry' OR reason IS NOT NULL),
        CONSTRAINT ck_actual_parts CHECK (
          num_nonnulls(numerator, denominator) IN (0, 2) AND (denominator IS NULL OR denominator > 0)),
        CONSTRAINT ck_actual_decided CHECK (
          num_nonnulls(decided_at, decided_by) = CASE WHEN state IN ('accepted', 'returned') THEN 2 ELSE 0 END),
        CONSTRAINT ck_actual_returned CHECK (state <> 'returned' OR decision_reason IS NOT NULL),
        CONSTRAINT ck_actual_evidence CHECK (length(evidence_url) BETWEEN 8 AND 2000)
      );
      CREATE INDEX ix_actual_recorded ON actual USING brin (recorded_at);
      CREATE INDEX ix_actual_period ON actual USING brin (period_end);

      -- A decided figure never changes; an undecided one may only be decided, its own content untouched.
      CREATE FUNCTION keep_actual() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        decision text[] := ARRAY['state', 'decided_at', 'decided_by', 'decision_reason'];
      BEGIN
        IF TG_OP = 'UPDATE' AND OLD.state IN ('draft', 'submitted')
           AND to_jsonb(NEW) - decision = to_jsonb(OLD) - decision THEN
          RETURN NEW;
        END IF;
        RAISE EXCEPTION 'actual % % revision % is part of the record', OLD.series_id, OLD.period_end, OLD.revision
          USING ERRCODE = 'DX001';
      END $$;
      CREATE TRIGGER keep_actual BEFORE UPDATE OR DELETE ON actual
        FOR EACH ROW EXECUTE FUNCTION keep_actual();
      CREATE TRIGGER keep_actual_whole BEFORE TRUNCATE ON actual
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE actual; DROP FUNCTION keep_actual;`);
  }
}
