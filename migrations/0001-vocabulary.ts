import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The words every table is written in: a value outside them cannot be stored by anyone. */
export class Vocabulary1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE DOMAIN code AS text CHECK (VALUE ~ '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$');
      CREATE DOMAIN title AS text CHECK (length(VALUE) BETWEEN 1 AND 200);
      CREATE DOMAIN remark AS text CHECK (length(VALUE) BETWEEN 1 AND 2000);
      -- numeric knows NaN and Infinity; the record does not.
      CREATE DOMAIN figure AS numeric
        CHECK (VALUE <> 'NaN' AND abs(VALUE) < 1e30 AND scale(VALUE) <= 20);
      CREATE DOMAIN measure AS text CHECK (VALUE IN ('stock', 'ratio', 'cumulative', 'flow', 'milestone'));
      CREATE DOMAIN entry_mode AS text
        CHECK (VALUE IN ('level', 'total', 'increment', 'ytd', 'monthly', 'done'));
      CREATE DOMAIN direction AS text CHECK (VALUE IN ('increase', 'decrease'));
      CREATE DOMAIN comparator AS text CHECK (VALUE IN ('>=', '>', '<=', '<'));
      CREATE DOMAIN qualifier AS text CHECK (VALUE IN ('=', '>=', '<=', '~'));
      CREATE DOMAIN cycle AS text CHECK (VALUE IN ('month', 'quarter', 'year'));
      CREATE DOMAIN basis AS text CHECK (VALUE IN ('stated', 'inferred', 'provisional'));
      CREATE DOMAIN preset AS text CHECK (VALUE IN ('standard', 'points', 'custom'));
      CREATE DOMAIN submission_state AS text CHECK (VALUE IN ('draft', 'submitted', 'accepted', 'returned'));
      CREATE DOMAIN progress_status AS text CHECK (VALUE IN (
        'not_started', 'achieved', 'achieved_late', 'missed', 'awaiting_final', 'no_data', 'breached',
        'holding', 'unrated', 'pending', 'overdue', 'too_early', 'moving_away', 'far_behind', 'behind',
        'on_track', 'ahead'));
      CREATE DOMAIN light AS text CHECK (VALUE IN ('red', 'yellow', 'green', 'blue', 'grey'));
      CREATE DOMAIN data_status AS text CHECK (VALUE IN ('fresh', 'due', 'late', 'stale', 'none'));

      -- Raised by the triggers that keep the record: SQLSTATE DX001, "the record is append-only".
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% on % is refused: the record is append-only', TG_OP, TG_TABLE_NAME
          USING ERRCODE = 'DX001';
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION refuse_change;
      DROP DOMAIN code, title, remark, figure, measure, entry_mode, direction, comparator, qualifier, cycle,
        basis, preset, submission_state, progress_status, light, data_status;
    `);
  }
}
