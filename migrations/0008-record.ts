import type { MigrationInterface, QueryRunner } from 'typeorm';

/** In the order in which `recorded_at` and a past are given to them: what a replay reads besides the facts. */
const TABLES = [
  'area',
  'department',
  'source',
  'speaker',
  'indicator',
  'goal',
  'goal_speaker',
  'programme',
  'programme_speaker',
];

/** Reference data gets its past, and the rules of figures and memberships move into the database. */
export class Record1764000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(KINDS);
    await runner.query(PAST);
    await runner.query(READ_ONLY);
    for (const table of TABLES) {
      // When these rows were first recorded nobody wrote down: what they say now is what every replay said.
      await runner.query(`ALTER TABLE ${table} ADD recorded_at timestamptz NOT NULL DEFAULT '-infinity';
        ALTER TABLE ${table} ALTER recorded_at SET DEFAULT clock_timestamp();
        SELECT keep_past_of('${table}');`);
    }
    await runner.query(`
      CREATE INDEX ix_area_past_parent ON area_past (parent_id);
      CREATE INDEX ix_goal_past_parent ON goal_past (parent_id) WHERE parent_id IS NOT NULL;`);
    await runner.query(FIGURES);
    await runner.query(MEMBERS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER keep_programme_member ON programme_member;
      DROP TRIGGER keep_programme_member_whole ON programme_member;
      DROP TRIGGER keep_figure_possible ON actual;
      DROP FUNCTION keep_programme_member, keep_figure_possible;`);
    for (const table of TABLES) {
      await runner.query(`
        DROP FUNCTION ${table}_at;
        DROP TRIGGER remember_past ON ${table};
        DROP TABLE ${table}_past;
        ALTER TABLE ${table} DROP recorded_at;`);
    }
    await runner.query(`
      DROP FUNCTION keep_past_of, remember_past;
      DELETE FROM application_privilege WHERE privilege = 'READ ONLY';
      ALTER TABLE application_privilege DROP CONSTRAINT ck_application_privilege,
        ADD CONSTRAINT ck_application_privilege CHECK (privilege IN ('UPDATE', 'DELETE'));
      ${grantApplication(`EXECUTE format('REVOKE INSERT ON application_privilege FROM %I', role_name);`, '')}
      ALTER TABLE goal DROP CONSTRAINT fk_goal_commitment, DROP kind,
        ADD CONSTRAINT fk_goal_commitment FOREIGN KEY (id) REFERENCES commitment;
      ALTER TABLE programme DROP CONSTRAINT fk_programme_commitment, DROP kind,
        ADD CONSTRAINT fk_programme_commitment FOREIGN KEY (id) REFERENCES commitment;`);
  }
}

const kindOf = (noun: string): string => `
  ALTER TABLE ${noun}
    ADD kind text NOT NULL DEFAULT '${noun}' CONSTRAINT ck_${noun}_kind CHECK (kind = '${noun}'),
    DROP CONSTRAINT fk_${noun}_commitment,
    ADD CONSTRAINT fk_${noun}_commitment FOREIGN KEY (id, kind) REFERENCES commitment (id, kind);`;

/* A goal is a commitment of the kind goal, and nothing else is. */
const KINDS = kindOf('goal') + kindOf('programme');

const PAST = `
  -- Keeps what a row said before it says something else, and from when on it says it. A version counts edits for
  -- If-Match and is no fact; a time of record cannot be set by hand.
  CREATE FUNCTION remember_past() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  DECLARE
    no_fact text[] := ARRAY['recorded_at', 'version'];
    -- Also of two changes within one tick of the clock one comes after the other.
    moment timestamptz := greatest(clock_timestamp(), OLD.recorded_at + interval '1 microsecond');
  BEGIN
    IF TG_OP = 'UPDATE' THEN
      IF to_jsonb(NEW) - no_fact = to_jsonb(OLD) - no_fact THEN
        NEW.recorded_at := OLD.recorded_at;
        RETURN NEW;
      END IF;
      NEW.recorded_at := moment;
    END IF;
    EXECUTE format('INSERT INTO %1$I SELECT * FROM jsonb_populate_record(NULL::%1$I, $1)', TG_TABLE_NAME || '_past')
      USING to_jsonb(OLD) || jsonb_build_object('replaced_at', moment);
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END $$;

  -- Gives a table its past and the function that reads both as of a moment: the table's rows as they were recorded
  -- then. To be called again after a column is added to the table.
  CREATE FUNCTION keep_past_of(noun text) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    past text := noun || '_past';
    added record;
    columns text;
    key text;
  BEGIN
    IF to_regclass(past) IS NULL THEN
      SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY array_position(i.indkey::int[], a.attnum::int)) INTO key
        FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
        WHERE i.indrelid = noun::regclass AND i.indisprimary;
      EXECUTE format('CREATE TABLE %I (LIKE %I, replaced_at timestamptz NOT NULL, PRIMARY KEY (%s, recorded_at),
        CONSTRAINT %I CHECK (replaced_at > recorded_at))', past, noun, key, 'ck_' || past);
      EXECUTE format('CREATE TRIGGER remember_past BEFORE UPDATE OR DELETE ON %I
        FOR EACH ROW EXECUTE FUNCTION remember_past()', noun);
      EXECUTE format('CREATE TRIGGER keep_past BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', past);
      INSERT INTO application_privilege (table_name, privilege) VALUES (past, 'READ ONLY');
    END IF;
    -- What a row said of a column before there was one is nothing.
    FOR added IN SELECT a.attname, format_type(a.atttypid, a.atttypmod) AS type FROM pg_attribute a
      WHERE a.attrelid = noun::regclass AND a.attnum > 0 AND NOT a.attisdropped AND NOT EXISTS (
        SELECT 1 FROM pg_attribute p WHERE p.attrelid = past::regclass AND p.attname = a.attname AND NOT p.attisdropped)
    LOOP
      EXECUTE format('ALTER TABLE %I ADD %I %s', past, added.attname, added.type);
    END LOOP;
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO columns
      FROM pg_attribute WHERE attrelid = noun::regclass AND attnum > 0 AND NOT attisdropped;
    -- The condition stays outside of the union: only so a join reaches the indexes of both.
    EXECUTE format('CREATE OR REPLACE FUNCTION %I(known timestamptz) RETURNS SETOF %I LANGUAGE sql STABLE AS %L',
      noun || '_at', noun, format('SELECT %1$s FROM (
          SELECT %1$s, timestamptz ''infinity'' AS replaced_at FROM %2$I UNION ALL SELECT %1$s, replaced_at FROM %3$I) recorded
        WHERE recorded_at <= known AND replaced_at > known', columns, noun, past));
  END $$;`;

const grantApplication = (before: string, readOnly: string): string => `
  CREATE OR REPLACE FUNCTION grant_application(role_name text) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    one record;
  BEGIN
    EXECUTE format('GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA %I TO %I', current_schema, role_name);
    ${before}
    FOR one IN SELECT * FROM application_privilege LOOP
      ${readOnly}
      EXECUTE format('GRANT %s ON %I TO %I', one.privilege, one.table_name, role_name);
    END LOOP;
  END $$;`;

const READ_ONLY = `
  ALTER TABLE application_privilege DROP CONSTRAINT ck_application_privilege,
    ADD CONSTRAINT ck_application_privilege CHECK (privilege IN ('UPDATE', 'DELETE', 'READ ONLY'));
  INSERT INTO application_privilege (table_name, privilege) VALUES ('application_privilege', 'READ ONLY');
  ${grantApplication(
    '',
    `IF one.privilege = 'READ ONLY' THEN
        EXECUTE format('REVOKE INSERT ON %I FROM %I', one.table_name, role_name);
        CONTINUE;
      END IF;`,
  )}`;

const FIGURES = `
  -- A figure that its measure cannot have, and an amount that overlaps another in part, do not get in. An amount
  -- of a longer period may stand over those within it; it takes their place (METHOD.md).
  CREATE FUNCTION keep_figure_possible() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    measure text;
    entry_mode text;
    other record;
  BEGIN
    -- What is sent back need not be right.
    IF TG_OP = 'UPDATE' AND NEW.state = 'returned' THEN RETURN NEW; END IF;
    SELECT i.measure, i.entry_mode INTO measure, entry_mode
      FROM series s JOIN indicator i ON i.id = s.indicator_id WHERE s.id = NEW.series_id;
    IF (measure = 'milestone' AND (NEW.value NOT IN (0, 1) OR NEW.qualifier <> '='))
       OR (measure = 'ratio' AND NEW.value NOT BETWEEN 0 AND 100)
       OR (measure <> 'ratio' AND NEW.denominator IS NOT NULL)
       OR (entry_mode NOT IN ('monthly', 'increment') AND NEW.period_start IS NOT NULL) THEN
      RAISE EXCEPTION 'a % logged as % cannot be this figure', measure, entry_mode
        USING ERRCODE = '23514', TABLE = 'actual', CONSTRAINT = 'ck_actual_measure';
    END IF;
    IF NEW.period_start IS NULL OR NEW.state NOT IN ('submitted', 'accepted') THEN RETURN NEW; END IF;

    -- The lock that an entry takes on its line of record anyway: two that overlap cannot pass each other.
    PERFORM pg_advisory_xact_lock(hashtext('duixian.series'), NEW.series_id);
    SELECT a.period_start, a.period_end INTO other FROM actual a
      WHERE a.series_id = NEW.series_id AND a.state = 'accepted'
        AND a.period_start <= NEW.period_end AND a.period_end >= NEW.period_start
        AND NOT (a.period_start <= NEW.period_start AND a.period_end >= NEW.period_end)
        AND NOT (a.period_start >= NEW.period_start AND a.period_end <= NEW.period_end)
        -- What a correction has replaced does not count any more.
        AND NOT EXISTS (SELECT 1 FROM actual c WHERE c.series_id = a.series_id AND c.period_end = a.period_end
          AND c.kind = 'correction' AND c.state = 'accepted' AND (c.decided_at, c.revision) > (a.decided_at, a.revision))
      LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'the amount of % to % overlaps that of % to %',
        NEW.period_start, NEW.period_end, other.period_start, other.period_end
        USING ERRCODE = '23P01', TABLE = 'actual', CONSTRAINT = 'ex_actual_overlap';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER keep_figure_possible BEFORE INSERT OR UPDATE ON actual
    FOR EACH ROW EXECUTE FUNCTION keep_figure_possible();`;

const MEMBERS = `
  -- A membership ends once, and now: one that had ended before would change what was known then.
  CREATE FUNCTION keep_programme_member() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'UPDATE' AND OLD.removed_at IS NULL AND NEW.removed_at >= transaction_timestamp()
       AND to_jsonb(NEW) - 'removed_at' = to_jsonb(OLD) - 'removed_at' THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a membership begins and ends, it is never rewritten' USING ERRCODE = 'DX001';
  END $$;
  CREATE TRIGGER keep_programme_member BEFORE UPDATE OR DELETE ON programme_member
    FOR EACH ROW EXECUTE FUNCTION keep_programme_member();
  CREATE TRIGGER keep_programme_member_whole BEFORE TRUNCATE ON programme_member
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`;
