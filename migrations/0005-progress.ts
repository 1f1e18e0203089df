import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was computed: the run, the current snapshot of each commitment, and the history of snapshots. */
export class Progress1764000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE job_run (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        job text NOT NULL,
        as_of date NOT NULL,
        cause text NOT NULL,
        state text NOT NULL,
        attempt smallint NOT NULL DEFAULT 1,
        known_at timestamptz,
        started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        finished_at timestamptz,
        computed integer NOT NULL DEFAULT 0,
        changed integer NOT NULL DEFAULT 0,
        failed integer NOT NULL DEFAULT 0,
        error text,
        CONSTRAINT ck_job_run_job CHECK (job = 'progress'),
        CONSTRAINT ck_job_run_cause CHECK (cause IN ('schedule', 'make_up', 'by_hand')),
        CONSTRAINT ck_job_run_state CHECK (state IN ('running', 'succeeded', 'partial', 'failed')),
        CONSTRAINT ck_job_run_finished CHECK ((state = 'running') = (finished_at IS NULL)),
        CONSTRAINT ck_job_run_counts CHECK (computed >= 0 AND changed >= 0 AND failed >= 0)
      );
      -- One logical run per date, whatever the number of replicas; runs by hand are extra.
      CREATE UNIQUE INDEX uq_job_run_logical ON job_run (job, as_of) WHERE cause <> 'by_hand';

      -- Rewritten in place every night: half-empty pages and no index on what changes keep it the same size.
      CREATE TABLE progress_current (
        commitment_id integer PRIMARY KEY CONSTRAINT fk_progress_current_commitment REFERENCES commitment,
        as_of date NOT NULL,
        known_at timestamptz NOT NULL,
        run_id integer CONSTRAINT fk_progress_current_run REFERENCES job_run,
        method_version text NOT NULL,
        status progress_status NOT NULL,
        light light NOT NULL,
        data_status data_status NOT NULL,
        quantities jsonb NOT NULL,
        inputs jsonb NOT NULL
      ) WITH (fillfactor = 50);

      CREATE TABLE progress_snapshot (
        commitment_id integer NOT NULL CONSTRAINT fk_progress_snapshot_commitment REFERENCES commitment,
        as_of date NOT NULL,
        known_at timestamptz NOT NULL,
        run_id integer CONSTRAINT fk_progress_snapshot_run REFERENCES job_run,
        method_version text NOT NULL,
        status progress_status NOT NULL,
        light light NOT NULL,
        data_status data_status NOT NULL,
        quantities jsonb NOT NULL,
        inputs jsonb NOT NULL,
        PRIMARY KEY (commitment_id, as_of, known_at)
      ) PARTITION BY RANGE (as_of);
      CREATE TRIGGER keep_progress_snapshot BEFORE UPDATE OR DELETE ON progress_snapshot
        FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER keep_progress_snapshot_whole BEFORE TRUNCATE ON progress_snapshot
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- The application's role owns no table; this is the one way in which it may add a month.
      CREATE FUNCTION ensure_snapshot_month(day date) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
      DECLARE
        month date := date_trunc('month', day)::date;
        part text := 'progress_snapshot_' || to_char(month, 'YYYYMM');
      BEGIN
        IF to_regclass(part) IS NOT NULL THEN RETURN; END IF;
        PERFORM pg_advisory_xact_lock(hashtext('ensure_snapshot_month'));
        IF to_regclass(part) IS NOT NULL THEN RETURN; END IF;
        EXECUTE format('CREATE TABLE %I PARTITION OF progress_snapshot FOR VALUES FROM (%L) TO (%L)',
          part, month, (month + interval '1 month')::date);
      END $$;

      -- A snapshot of today may be replaced by a later one of today, never by one of an earlier day.
      CREATE FUNCTION keep_progress_current() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.as_of < OLD.as_of THEN
          RAISE EXCEPTION 'the current snapshot cannot go back from % to %', OLD.as_of, NEW.as_of
            USING ERRCODE = 'DX001';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER keep_progress_current BEFORE UPDATE ON progress_current
        FOR EACH ROW EXECUTE FUNCTION keep_progress_current();

      CREATE TABLE progress_failure (
        commitment_id integer PRIMARY KEY CONSTRAINT fk_progress_failure_commitment REFERENCES commitment,
        run_id integer CONSTRAINT fk_progress_failure_run REFERENCES job_run,
        as_of date NOT NULL,
        error text NOT NULL,
        failed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        attempts integer NOT NULL DEFAULT 1
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE progress_failure, progress_snapshot, progress_current, job_run;
      DROP FUNCTION ensure_snapshot_month, keep_progress_current;
    `);
  }
}
