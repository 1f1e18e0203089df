import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which days are worked: each year as it was recorded, and recorded anew when a notice changes it. */
export class WorkingCalendar1764000000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Due days depend on it: what counts for a known_at is the latest version recorded by then. The first
      -- seed was always known (-infinity): it is what due days were counted by before this table existed.
      CREATE TABLE calendar_year (
        year smallint NOT NULL,
        version integer NOT NULL,
        source remark NOT NULL,
        reason remark NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        recorded_by title NOT NULL,
        PRIMARY KEY (year, version),
        CONSTRAINT ck_calendar_year_year CHECK (year BETWEEN 2000 AND 2100),
        CONSTRAINT ck_calendar_year_version CHECK (version >= 1),
        CONSTRAINT ck_calendar_year_recorded CHECK (version = 1 OR isfinite(recorded_at))
      );

      -- Only what differs from Monday to Friday: a weekday that is free, a weekend day that is worked.
      CREATE TABLE calendar_day (
        year smallint NOT NULL,
        version integer NOT NULL,
        date date NOT NULL,
        kind text NOT NULL,
        name_zh title NOT NULL,
        name_en title,
        PRIMARY KEY (year, version, date),
        CONSTRAINT fk_calendar_day_year FOREIGN KEY (year, version) REFERENCES calendar_year,
        CONSTRAINT ck_calendar_day_year CHECK (extract(year FROM date) = year),
        CONSTRAINT ck_calendar_day_kind CHECK (
          kind = CASE WHEN extract(isodow FROM date) < 6 THEN 'holiday' ELSE 'workday' END)
      );

      CREATE TRIGGER keep_calendar_year BEFORE UPDATE OR DELETE OR TRUNCATE ON calendar_year
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER keep_calendar_day BEFORE UPDATE OR DELETE OR TRUNCATE ON calendar_day
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE calendar_day, calendar_year;`);
  }
}
