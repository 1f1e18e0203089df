import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A failure belongs to the date it failed for and knows when it is tried again; a month is opened under a lock
 * that lets everybody go on reading and writing; a stated figure keeps its note in both languages.
 */
export class ProgressFailures1764000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE progress_failure DROP CONSTRAINT progress_failure_pkey, ADD PRIMARY KEY (commitment_id, as_of),
        ADD retry_at timestamptz;
      UPDATE progress_failure SET retry_at = failed_at;
      ALTER TABLE progress_failure ALTER retry_at SET NOT NULL;
      -- What the minute asks: is anything to be tried again?
      CREATE INDEX ix_progress_failure_retry ON progress_failure (retry_at);

      ALTER TABLE actual ADD note_en remark;

      -- Attaching asks less of the parent than PARTITION OF, which shuts out its readers until the transaction ends.
      CREATE OR REPLACE FUNCTION ensure_snapshot_month(day date) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
      DECLARE
        month date := date_trunc('month', day)::date;
        part text := 'progress_snapshot_' || to_char(month, 'YYYYMM');
      BEGIN
        IF to_regclass(part) IS NOT NULL THEN RETURN; END IF;
        PERFORM pg_advisory_xact_lock(hashtext('ensure_snapshot_month'));
        -- Read from the catalog itself: what to_regclass remembers may be older than the lock.
        IF EXISTS (SELECT FROM pg_class c JOIN pg_inherits i ON i.inhrelid = c.oid
            WHERE i.inhparent = 'progress_snapshot'::regclass AND c.relname = part) THEN
          RETURN;
        END IF;
        EXECUTE format('CREATE TABLE %I (LIKE progress_snapshot INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part);
        EXECUTE format('ALTER TABLE progress_snapshot ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
          part, month, (month + interval '1 month')::date);
      EXCEPTION WHEN duplicate_table OR unique_violation THEN
        -- Made by another process that this transaction's view of the database is too old to see.
        NULL;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION ensure_snapshot_month(day date) RETURNS void
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

      ALTER TABLE actual DROP note_en;

      DELETE FROM progress_failure f USING progress_failure later
        WHERE later.commitment_id = f.commitment_id AND later.as_of > f.as_of;
      DROP INDEX ix_progress_failure_retry;
      ALTER TABLE progress_failure DROP retry_at, DROP CONSTRAINT progress_failure_pkey, ADD PRIMARY KEY (commitment_id);
    `);
  }
}
