import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What everybody may see without signing in: nothing, until somebody publishes it. */
export class Publication1764000000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE publication (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        -- One source; null for all that are no examples, those to come included.
        source_id integer CONSTRAINT fk_publication_source REFERENCES source,
        reason remark NOT NULL,
        published_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        published_by title NOT NULL,
        published_person integer NOT NULL CONSTRAINT fk_publication_published_person REFERENCES person,
        withdrawn_at timestamptz,
        withdrawn_by title,
        withdrawn_person integer CONSTRAINT fk_publication_withdrawn_person REFERENCES person,
        withdrawn_reason remark,
        CONSTRAINT ck_publication_withdrawn CHECK (
          num_nonnulls(withdrawn_at, withdrawn_by, withdrawn_person, withdrawn_reason) IN (0, 4)),
        CONSTRAINT ck_publication_order CHECK (published_at <= withdrawn_at)
      );
      CREATE UNIQUE INDEX uq_publication_open ON publication (coalesce(source_id, 0)) WHERE withdrawn_at IS NULL;

      -- Taken back once; that it was published stays.
      CREATE FUNCTION keep_publication() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        withdrawal text[] := ARRAY['withdrawn_at', 'withdrawn_by', 'withdrawn_person', 'withdrawn_reason'];
      BEGIN
        IF TG_OP = 'UPDATE' AND OLD.withdrawn_at IS NULL
           AND to_jsonb(NEW) - withdrawal = to_jsonb(OLD) - withdrawal THEN
          RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a publication is taken back once, never changed' USING ERRCODE = 'DX001';
      END $$;
      CREATE TRIGGER keep_publication BEFORE UPDATE OR DELETE ON publication
        FOR EACH ROW EXECUTE FUNCTION keep_publication();
      CREATE TRIGGER keep_publication_whole BEFORE TRUNCATE ON publication
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      INSERT INTO application_privilege (table_name, privilege) VALUES ('publication', 'UPDATE');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE publication;
      DROP FUNCTION keep_publication;
      DELETE FROM application_privilege WHERE table_name = 'publication';
    `);
  }
}
