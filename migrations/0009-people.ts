import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may come in: people, their accounts and roles, sessions, and what was decided about settings. */
export class People1764000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE DOMAIN role AS text CHECK (VALUE IN (
        'administrator', 'official', 'reviewer', 'supervisor', 'leader', 'auditor'));

      -- The human being. One person may have several accounts; rules about people ask for the person.
      CREATE TABLE person (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name title NOT NULL,
        email text,
        version integer NOT NULL DEFAULT 1,
        recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT ck_person_email CHECK (email ~ '^[^@\\s]{1,64}@[^@\\s]{1,190}$')
      );
      CREATE UNIQUE INDEX uq_person_email ON person (lower(email));

      CREATE TABLE account (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        person_id integer NOT NULL CONSTRAINT fk_account_person REFERENCES person,
        login text NOT NULL,
        password_hash text,
        password_set_at timestamptz,
        -- The password came from somebody else and must be replaced before anything else is done.
        must_change boolean NOT NULL DEFAULT false,
        disabled_at timestamptz,
        failures smallint NOT NULL DEFAULT 0,
        locked_until timestamptz,
        recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT ck_account_login CHECK (login ~ '^[a-z0-9][a-z0-9_.@-]{1,63}$'),
        CONSTRAINT uq_account_login UNIQUE (login),
        CONSTRAINT ck_account_password CHECK (num_nonnulls(password_hash, password_set_at) IN (0, 2)),
        CONSTRAINT ck_account_failures CHECK (failures >= 0)
      );
      CREATE INDEX ix_account_person ON account (person_id);

      -- A role held from one moment to another; ended, never deleted.
      CREATE TABLE role_grant (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        person_id integer NOT NULL CONSTRAINT fk_role_grant_person REFERENCES person,
        role role NOT NULL,
        department_id integer CONSTRAINT fk_role_grant_department REFERENCES department,
        area_id integer CONSTRAINT fk_role_grant_area REFERENCES area,
        granted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        granted_by text NOT NULL,
        revoked_at timestamptz,
        revoked_by text,
        CONSTRAINT ck_role_grant_department CHECK ((department_id IS NOT NULL) = (role IN ('official', 'reviewer'))),
        CONSTRAINT ck_role_grant_area CHECK (area_id IS NULL OR department_id IS NOT NULL),
        CONSTRAINT ck_role_grant_revoked CHECK (num_nonnulls(revoked_at, revoked_by) IN (0, 2))
      );
      CREATE UNIQUE INDEX uq_role_grant ON role_grant
        (person_id, role, coalesce(department_id, 0), coalesce(area_id, 0)) WHERE revoked_at IS NULL;

      CREATE TABLE password_past (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        account_id integer NOT NULL CONSTRAINT fk_password_past_account REFERENCES account,
        password_hash text NOT NULL,
        set_at timestamptz NOT NULL
      );
      CREATE INDEX ix_password_past_account ON password_past (account_id, set_at);

      -- Only digests: who reads this table cannot become anybody.
      CREATE TABLE session (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        digest bytea NOT NULL,
        account_id integer NOT NULL CONSTRAINT fk_session_account REFERENCES account,
        csrf_token text NOT NULL,
        begun_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        -- A second factor was shown, or an identity provider vouches for one.
        strong boolean NOT NULL DEFAULT false,
        address text NOT NULL,
        agent text,
        ended_at timestamptz,
        CONSTRAINT uq_session_digest UNIQUE (digest),
        CONSTRAINT ck_session_digest CHECK (length(digest) = 32)
      );
      CREATE INDEX ix_session_account ON session (account_id) WHERE ended_at IS NULL;

      CREATE TABLE setting (
        name text PRIMARY KEY,
        value jsonb NOT NULL,
        version integer NOT NULL DEFAULT 1,
        changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        changed_by text NOT NULL,
        CONSTRAINT ck_setting_name CHECK (name ~ '^[a-z][a-z_.]{1,63}$')
      );

      ALTER TABLE audit_event
        ADD person_id integer,
        ADD account_id integer,
        ADD via text NOT NULL DEFAULT 'command',
        ADD address text,
        ADD CONSTRAINT ck_audit_event_via CHECK (via IN ('session', 'token', 'command', 'system'));
      ALTER TABLE audit_event ALTER via DROP DEFAULT;

      CREATE FUNCTION departments_below(top integer) RETURNS integer[] LANGUAGE sql STABLE AS $$
        WITH RECURSIVE below AS (SELECT top AS id
          UNION SELECT d.id FROM department d JOIN below b ON d.parent_id = b.id)
        SELECT array_agg(id ORDER BY id) FROM below
      $$;
      CREATE FUNCTION areas_below(top integer) RETURNS integer[] LANGUAGE sql STABLE AS $$
        WITH RECURSIVE below AS (SELECT top AS id
          UNION SELECT a.id FROM area a JOIN below b ON a.parent_id = b.id)
        SELECT array_agg(id ORDER BY id) FROM below
      $$;

      CREATE FUNCTION keep_role_grant() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        ending text[] := ARRAY['revoked_at', 'revoked_by'];
      BEGIN
        IF TG_OP = 'UPDATE' AND OLD.revoked_at IS NULL AND to_jsonb(NEW) - ending = to_jsonb(OLD) - ending THEN
          RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a role is granted and revoked, never rewritten' USING ERRCODE = 'DX001';
      END $$;
      CREATE TRIGGER keep_role_grant BEFORE UPDATE OR DELETE ON role_grant
        FOR EACH ROW EXECUTE FUNCTION keep_role_grant();

      INSERT INTO application_privilege (table_name, privilege) VALUES
        ('person', 'UPDATE'), ('account', 'UPDATE'), ('role_grant', 'UPDATE'), ('session', 'UPDATE'), ('setting', 'UPDATE'),
        ('session', 'DELETE'), ('password_past', 'DELETE');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM application_privilege
        WHERE table_name IN ('person', 'account', 'role_grant', 'session', 'setting', 'password_past');
      DROP FUNCTION departments_below, areas_below;
      ALTER TABLE audit_event DROP person_id, DROP account_id, DROP via, DROP address;
      DROP TABLE setting, session, password_past, role_grant, account, person;
      DROP FUNCTION keep_role_grant;
      DROP DOMAIN role;
    `);
  }
}
