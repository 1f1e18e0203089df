import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who entered and who decided, as people: the database itself lets nobody accept what is their own. */
export class TwoPeople1764000000016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE actual
        ADD recorded_person integer CONSTRAINT fk_actual_recorded_person REFERENCES person,
        ADD decided_person integer CONSTRAINT fk_actual_decided_person REFERENCES person,
        ADD CONSTRAINT ck_actual_two_people CHECK (state <> 'accepted' OR decided_person <> recorded_person),
        ADD CONSTRAINT ck_actual_decided_person CHECK (decided_person IS NULL OR decided_at IS NOT NULL);

      CREATE OR REPLACE FUNCTION keep_actual() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        decision text[] := ARRAY['state', 'decided_at', 'decided_by', 'decided_person', 'decision_reason'];
      BEGIN
        IF TG_OP = 'UPDATE' AND OLD.state IN ('draft', 'submitted')
           AND to_jsonb(NEW) - decision = to_jsonb(OLD) - decision THEN
          RETURN NEW;
        END IF;
        RAISE EXCEPTION 'actual % % revision % is part of the record', OLD.series_id, OLD.period_end, OLD.revision
          USING ERRCODE = 'DX001';
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION keep_actual() RETURNS trigger LANGUAGE plpgsql AS $$
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
      ALTER TABLE actual DROP recorded_person, DROP decided_person;
    `);
  }
}
