import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The working space of imports is written once and read once, in order: no index is kept for that, nor is it looked
 * inside of its documents. What it held is handed in again. It is emptied first: whoever fills it holds it and asks for
 * its batch then.
 */
export class ImportSpace1764000000026 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      TRUNCATE import_row, import_fate;
      UPDATE import_batch SET state = 'cancelled', ended_at = clock_timestamp()
        WHERE state IN ('reading', 'judging', 'ready');
      DELETE FROM application_privilege WHERE (table_name, privilege) = ('import_row', 'UPDATE');
      DROP INDEX ix_import_row_series;
      ALTER TABLE import_row DROP CONSTRAINT fk_import_row_batch,
        ALTER cells TYPE json, ALTER input TYPE json, ALTER problems TYPE json;
      ALTER TABLE import_fate DROP CONSTRAINT fk_import_fate_batch,
        ALTER problems TYPE json, ALTER held_for TYPE json;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      TRUNCATE import_row, import_fate;
      UPDATE import_batch SET state = 'cancelled', ended_at = clock_timestamp()
        WHERE state IN ('reading', 'judging', 'ready');
      INSERT INTO application_privilege (table_name, privilege) VALUES ('import_row', 'UPDATE');
      ALTER TABLE import_row
        ADD CONSTRAINT fk_import_row_batch FOREIGN KEY (batch_id) REFERENCES import_batch,
        ALTER cells TYPE jsonb, ALTER input TYPE jsonb, ALTER problems TYPE jsonb;
      ALTER TABLE import_fate
        ADD CONSTRAINT fk_import_fate_batch FOREIGN KEY (batch_id) REFERENCES import_batch,
        ALTER problems TYPE jsonb, ALTER held_for TYPE jsonb;
      CREATE INDEX ix_import_row_series ON import_row (batch_id, indicator, area, definition, line);
    `);
  }
}
