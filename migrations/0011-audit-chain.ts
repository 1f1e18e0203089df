import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The hash chain over the audit events, apart from them: writers append events, the sealer appends links. */
export class AuditChain1764000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The order of sealing, which is not that of the ids: what commits late is sealed late.
      CREATE TABLE audit_link (
        position bigint PRIMARY KEY,
        event_id bigint NOT NULL CONSTRAINT fk_audit_link_event REFERENCES audit_event,
        sealed_at timestamptz NOT NULL,
        hash bytea NOT NULL,
        CONSTRAINT uq_audit_link_event UNIQUE (event_id),
        CONSTRAINT ck_audit_link_position CHECK (position >= 1),
        CONSTRAINT ck_audit_link_hash CHECK (length(hash) = 32)
      );
      CREATE TRIGGER keep_audit_link BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_link
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- Where the chain ends. Its row lock is the turn of the one sealer; it outlives a tail that is cut.
      CREATE TABLE audit_head (
        one boolean PRIMARY KEY DEFAULT true CONSTRAINT ck_audit_head_one CHECK (one),
        position bigint NOT NULL,
        hash bytea NOT NULL,
        CONSTRAINT ck_audit_head_hash CHECK (length(hash) = 32)
      );
      INSERT INTO audit_head (position, hash) VALUES (0, decode(repeat('00', 32), 'hex'));
      CREATE FUNCTION keep_audit_head() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' AND NEW.one AND NEW.position > OLD.position THEN
          RETURN NEW;
        END IF;
        RAISE EXCEPTION 'the end of the audit chain only moves forward' USING ERRCODE = 'DX001';
      END $$;
      CREATE TRIGGER keep_audit_head BEFORE UPDATE OR DELETE ON audit_head
        FOR EACH ROW EXECUTE FUNCTION keep_audit_head();
      CREATE TRIGGER keep_audit_head_whole BEFORE TRUNCATE ON audit_head
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- Events that wait to be sealed. One that is neither here nor in the chain was not written by the application.
      CREATE TABLE audit_unsealed (event_id bigint PRIMARY KEY);
      INSERT INTO audit_unsealed SELECT id FROM audit_event;
      CREATE FUNCTION queue_audit_event() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO audit_unsealed SELECT id FROM fresh;
        RETURN NULL;
      END $$;
      CREATE TRIGGER queue_audit_event AFTER INSERT ON audit_event REFERENCING NEW TABLE AS fresh
        FOR EACH STATEMENT EXECUTE FUNCTION queue_audit_event();

      -- What the chain was on a day, kept; its signed copy lies outside.
      CREATE TABLE audit_anchor (
        day date NOT NULL,
        position bigint NOT NULL,
        hash bytea NOT NULL,
        sealed_at timestamptz NOT NULL,
        PRIMARY KEY (day, position),
        CONSTRAINT ck_audit_anchor_hash CHECK (length(hash) = 32)
      );
      CREATE TRIGGER keep_audit_anchor BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_anchor
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE INDEX ix_audit_event_at ON audit_event (at);
      CREATE INDEX ix_audit_event_person ON audit_event (person_id, id);
      CREATE INDEX ix_audit_event_subject ON audit_event (subject, id);

      INSERT INTO application_privilege (table_name, privilege) VALUES
        ('audit_head', 'UPDATE'), ('audit_unsealed', 'DELETE');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM application_privilege WHERE table_name IN ('audit_head', 'audit_unsealed');
      DROP INDEX ix_audit_event_at, ix_audit_event_person, ix_audit_event_subject;
      DROP TRIGGER queue_audit_event ON audit_event;
      DROP TABLE audit_anchor, audit_unsealed, audit_head, audit_link;
      DROP FUNCTION queue_audit_event, keep_audit_head;
    `);
  }
}
