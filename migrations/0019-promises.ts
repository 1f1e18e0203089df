import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Changing a promise takes two people; a commitment is closed with its verdict, and reopened. */
export class Promises1764000000019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PROPOSALS);
    await runner.query(CLOSINGS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION closing_at;
      DROP TABLE goal_closing, terms_proposal;
      DROP FUNCTION keep_goal_closing, keep_terms_proposal;
      ALTER TABLE goal_terms DROP approved_by;
      DELETE FROM application_privilege WHERE table_name IN ('terms_proposal', 'goal_closing');
    `);
  }
}

const PROPOSALS = `
  -- Null for terms first stated, and for those of a catalog: an operator loads it and says why.
  ALTER TABLE goal_terms ADD approved_by title;

  -- New terms that somebody proposed, and what another person decided.
  CREATE TABLE terms_proposal (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    goal_id integer NOT NULL,
    -- The version in force when it was made: once there is a later one, it cannot be approved any more.
    base_version integer NOT NULL,
    content jsonb NOT NULL,
    effective_from date NOT NULL,
    reason remark NOT NULL,
    document remark,
    state text NOT NULL DEFAULT 'pending',
    proposed_by title NOT NULL,
    proposed_person integer NOT NULL CONSTRAINT fk_terms_proposal_proposed_person REFERENCES person,
    proposed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    decided_by title,
    decided_person integer CONSTRAINT fk_terms_proposal_decided_person REFERENCES person,
    decided_at timestamptz,
    decision_reason remark,
    CONSTRAINT fk_terms_proposal_base FOREIGN KEY (goal_id, base_version) REFERENCES goal_terms,
    CONSTRAINT ck_terms_proposal_content CHECK (jsonb_typeof(content) = 'object'),
    CONSTRAINT ck_terms_proposal_state CHECK (state IN ('pending', 'approved', 'rejected', 'withdrawn')),
    CONSTRAINT ck_terms_proposal_decided CHECK (
      num_nonnulls(decided_by, decided_person, decided_at) = CASE WHEN state = 'pending' THEN 0 ELSE 3 END),
    CONSTRAINT ck_terms_proposal_two_people CHECK (
      state NOT IN ('approved', 'rejected') OR decided_person <> proposed_person),
    CONSTRAINT ck_terms_proposal_withdrawn CHECK (state <> 'withdrawn' OR decided_person = proposed_person),
    CONSTRAINT ck_terms_proposal_rejected CHECK (state <> 'rejected' OR decision_reason IS NOT NULL)
  );
  CREATE UNIQUE INDEX uq_terms_proposal_pending ON terms_proposal (goal_id) WHERE state = 'pending';

  -- A proposal begins undecided and is decided once, its own content untouched.
  CREATE FUNCTION keep_terms_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    decision text[] := ARRAY['state', 'decided_at', 'decided_by', 'decided_person', 'decision_reason'];
  BEGIN
    IF TG_OP = 'INSERT' AND NEW.state = 'pending' THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' AND OLD.state = 'pending'
       AND to_jsonb(NEW) - decision = to_jsonb(OLD) - decision THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a proposal is decided once, never changed' USING ERRCODE = 'DX001';
  END $$;
  CREATE TRIGGER keep_terms_proposal BEFORE INSERT OR UPDATE OR DELETE ON terms_proposal
    FOR EACH ROW EXECUTE FUNCTION keep_terms_proposal();
  CREATE TRIGGER keep_terms_proposal_whole BEFORE TRUNCATE ON terms_proposal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  INSERT INTO application_privilege (table_name, privilege) VALUES ('terms_proposal', 'UPDATE');`;

const CLOSINGS = `
  -- A goal or programme taken off the list with the verdict it had; the members of an each-area goal with it.
  CREATE TABLE goal_closing (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    commitment_id integer NOT NULL CONSTRAINT fk_goal_closing_commitment REFERENCES commitment,
    verdict progress_status NOT NULL,
    -- The two clocks by which the verdict was computed.
    as_of date NOT NULL,
    known_at timestamptz NOT NULL,
    reason remark NOT NULL,
    document remark,
    closed_by title NOT NULL,
    closed_person integer NOT NULL CONSTRAINT fk_goal_closing_closed_person REFERENCES person,
    closed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    reopened_by title,
    reopened_person integer CONSTRAINT fk_goal_closing_reopened_person REFERENCES person,
    reopened_at timestamptz,
    reopened_reason remark,
    CONSTRAINT ck_goal_closing_reopened CHECK (
      num_nonnulls(reopened_by, reopened_person, reopened_at, reopened_reason) IN (0, 4)),
    CONSTRAINT ck_goal_closing_order CHECK (known_at <= closed_at AND closed_at <= reopened_at)
  );
  CREATE UNIQUE INDEX uq_goal_closing_open ON goal_closing (commitment_id) WHERE reopened_at IS NULL;
  CREATE INDEX ix_goal_closing_commitment ON goal_closing (commitment_id);

  -- A closing may be undone once, and now; what it said stays.
  CREATE FUNCTION keep_goal_closing() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    reopening text[] := ARRAY['reopened_by', 'reopened_person', 'reopened_at', 'reopened_reason'];
  BEGIN
    IF TG_OP = 'INSERT' AND NEW.reopened_at IS NULL THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' AND OLD.reopened_at IS NULL AND NEW.reopened_at >= transaction_timestamp()
       AND to_jsonb(NEW) - reopening = to_jsonb(OLD) - reopening THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a closing is reopened once, never changed' USING ERRCODE = 'DX001';
  END $$;
  CREATE TRIGGER keep_goal_closing BEFORE INSERT OR UPDATE OR DELETE ON goal_closing
    FOR EACH ROW EXECUTE FUNCTION keep_goal_closing();
  CREATE TRIGGER keep_goal_closing_whole BEFORE TRUNCATE ON goal_closing
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  INSERT INTO application_privilege (table_name, privilege) VALUES ('goal_closing', 'UPDATE');

  -- The closings that hold on a day, as recorded by a moment: at most one for each commitment.
  CREATE FUNCTION closing_at(day date, known timestamptz) RETURNS SETOF goal_closing LANGUAGE sql STABLE AS $$
    SELECT * FROM goal_closing
    WHERE as_of <= day AND closed_at <= known AND (reopened_at IS NULL OR reopened_at > known
      OR (reopened_at AT TIME ZONE 'Asia/Shanghai')::date > day)
  $$;`;
