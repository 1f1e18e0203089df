import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is measured, where, and who stated it: areas, departments, sources, indicators. */
export class Catalog1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE area (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        code code NOT NULL CONSTRAINT uq_area_code UNIQUE,
        name_zh title NOT NULL,
        name_en title NOT NULL,
        level text NOT NULL,
        parent_id integer CONSTRAINT fk_area_parent REFERENCES area,
        CONSTRAINT ck_area_parent CHECK (parent_id <> id)
      );
      CREATE INDEX ix_area_parent ON area (parent_id);

      CREATE TABLE department (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        code code NOT NULL CONSTRAINT uq_department_code UNIQUE,
        name_zh title NOT NULL,
        name_en title NOT NULL,
        area_id integer NOT NULL CONSTRAINT fk_department_area REFERENCES area,
        parent_id integer CONSTRAINT fk_department_parent REFERENCES department,
        lead_zh title,
        lead_en title,
        CONSTRAINT ck_department_parent CHECK (parent_id <> id)
      );
      CREATE INDEX ix_department_area ON department (area_id);

      CREATE TABLE source (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        code code NOT NULL CONSTRAINT uq_source_code UNIQUE,
        title_zh title NOT NULL,
        title_en title NOT NULL,
        stated_on date NOT NULL,
        example boolean NOT NULL
      );

      CREATE TABLE speaker (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        source_id integer NOT NULL CONSTRAINT fk_speaker_source REFERENCES source,
        code code NOT NULL,
        name_zh title NOT NULL,
        name_en title NOT NULL,
        role_zh title NOT NULL,
        role_en title NOT NULL,
        CONSTRAINT uq_speaker UNIQUE (source_id, code)
      );

      CREATE TABLE indicator (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        code code NOT NULL CONSTRAINT uq_indicator_code UNIQUE,
        name_zh title NOT NULL,
        name_en title NOT NULL,
        unit_zh text NOT NULL,
        unit_en text NOT NULL,
        measure measure NOT NULL,
        direction direction NOT NULL,
        entry_mode entry_mode NOT NULL,
        decimals smallint NOT NULL,
        definition_zh remark,
        definition_en remark,
        cycle cycle NOT NULL,
        due_working_day smallint NOT NULL,
        plausible_min figure,
        plausible_max figure,
        CONSTRAINT ck_indicator_decimals CHECK (decimals BETWEEN 0 AND 10),
        CONSTRAINT ck_indicator_due CHECK (due_working_day BETWEEN 1 AND 60),
        CONSTRAINT ck_indicator_plausible CHECK (plausible_min <= plausible_max),
        CONSTRAINT ck_indicator_entry_mode CHECK ((measure, entry_mode) IN (
          ('stock', 'level'), ('ratio', 'level'), ('cumulative', 'total'), ('cumulative', 'increment'),
          ('flow', 'ytd'), ('flow', 'monthly'), ('milestone', 'done')))
      );

      -- One line of record: values of another area or definition are never mixed with it.
      CREATE TABLE series (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        indicator_id integer NOT NULL CONSTRAINT fk_series_indicator REFERENCES indicator,
        area_id integer NOT NULL CONSTRAINT fk_series_area REFERENCES area,
        definition code NOT NULL,
        CONSTRAINT uq_series UNIQUE (indicator_id, area_id, definition)
      );

      -- What a figure is cannot change under the figures already logged; define another indicator.
      CREATE FUNCTION keep_indicator_meaning() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (NEW.measure, NEW.entry_mode, NEW.unit_zh, NEW.unit_en, NEW.code)
             IS DISTINCT FROM (OLD.measure, OLD.entry_mode, OLD.unit_zh, OLD.unit_en, OLD.code) THEN
          RAISE EXCEPTION 'measure, entry mode, unit and code of indicator % cannot change', OLD.code
            USING ERRCODE = 'DX001';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER keep_indicator_meaning BEFORE UPDATE ON indicator
        FOR EACH ROW EXECUTE FUNCTION keep_indicator_meaning();

      CREATE TABLE catalog_load (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        catalog code NOT NULL,
        digest text NOT NULL,
        loaded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        changes jsonb NOT NULL,
        CONSTRAINT ck_catalog_load_digest CHECK (digest ~ '^[0-9a-f]{64}$')
      );
      CREATE TRIGGER keep_catalog_load BEFORE UPDATE OR DELETE OR TRUNCATE ON catalog_load
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE catalog_load, series, indicator, speaker, source, department, area;
      DROP FUNCTION keep_indicator_meaning;
    `);
  }
}
