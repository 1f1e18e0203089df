import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was promised: goals with dated versions of their terms, and programmes made of goals. */
export class Goals1764000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Goals and programmes share one space of codes and of ids: each is something progress is computed for.
      CREATE TABLE commitment (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        code code NOT NULL CONSTRAINT uq_commitment_code UNIQUE,
        kind text NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT ck_commitment_kind CHECK (kind IN ('goal', 'programme')),
        CONSTRAINT uq_commitment_kind UNIQUE (id, kind)
      );

      CREATE TABLE goal (
        id integer PRIMARY KEY CONSTRAINT fk_goal_commitment REFERENCES commitment,
        scope text NOT NULL,
        indicator_id integer NOT NULL CONSTRAINT fk_goal_indicator REFERENCES indicator,
        area_id integer NOT NULL CONSTRAINT fk_goal_area REFERENCES area,
        definition code NOT NULL,
        department_id integer CONSTRAINT fk_goal_department REFERENCES department,
        source_id integer NOT NULL CONSTRAINT fk_goal_source REFERENCES source,
        parent_id integer CONSTRAINT fk_goal_parent REFERENCES goal,
        follows_id integer CONSTRAINT fk_goal_follows REFERENCES goal,
        note_zh remark,
        note_en remark,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT ck_goal_scope CHECK (scope IN ('area', 'each_area', 'sum')),
        CONSTRAINT ck_goal_parent CHECK (parent_id IS NULL OR (scope = 'area' AND parent_id <> id)),
        CONSTRAINT ck_goal_follows CHECK (follows_id <> id)
      );
      CREATE INDEX ix_goal_record ON goal (indicator_id, area_id, definition);
      CREATE UNIQUE INDEX uq_goal_member ON goal (parent_id, area_id) WHERE parent_id IS NOT NULL;

      CREATE TABLE goal_speaker (
        goal_id integer NOT NULL CONSTRAINT fk_goal_speaker_goal REFERENCES goal,
        speaker_id integer NOT NULL CONSTRAINT fk_goal_speaker_speaker REFERENCES speaker,
        PRIMARY KEY (goal_id, speaker_id)
      );

      CREATE TABLE goal_terms (
        goal_id integer NOT NULL CONSTRAINT fk_goal_terms_goal REFERENCES goal,
        version integer NOT NULL,
        effective_from date NOT NULL,
        effective_until date,
        comparator comparator NOT NULL,
        target figure NOT NULL,
        baseline_value figure,
        baseline_at date,
        baseline_qualifier qualifier,
        baseline_basis basis,
        start_on date,
        deadline date NOT NULL,
        deadline_basis basis NOT NULL,
        grace_days smallint NOT NULL,
        preset preset NOT NULL,
        preset_on_track figure,
        preset_behind figure,
        reason remark NOT NULL,
        document remark,
        author title NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (goal_id, version),
        CONSTRAINT ck_goal_terms_version CHECK (version >= 1),
        CONSTRAINT ck_goal_terms_effective CHECK (effective_until >= effective_from),
        CONSTRAINT ck_goal_terms_baseline CHECK (
          num_nonnulls(baseline_value, baseline_at, baseline_qualifier, baseline_basis) IN (0, 4)),
        CONSTRAINT ck_goal_terms_order CHECK (deadline > coalesce(start_on, baseline_at, '-infinity')),
        CONSTRAINT ck_goal_terms_grace CHECK (grace_days BETWEEN 0 AND 400),
        CONSTRAINT ck_goal_terms_preset CHECK (
          num_nonnulls(preset_on_track, preset_behind) = CASE WHEN preset = 'custom' THEN 2 ELSE 0 END
          AND (preset <> 'custom' OR preset_on_track > preset_behind)),
        -- One promise at a time. A version replaced on its own first day has an empty range and overlaps nothing.
        CONSTRAINT ex_goal_terms_overlap EXCLUDE USING gist (
          int4range(goal_id, goal_id, '[]') WITH &&, daterange(effective_from, effective_until) WITH &&)
      );

      CREATE TABLE goal_stage (
        goal_id integer NOT NULL,
        version integer NOT NULL,
        at date NOT NULL,
        value figure NOT NULL,
        PRIMARY KEY (goal_id, version, at),
        CONSTRAINT fk_goal_stage_terms FOREIGN KEY (goal_id, version) REFERENCES goal_terms
      );

      -- A promise is never rewritten: a new version ends the one before, and that end is all that may be set.
      CREATE FUNCTION keep_goal_terms() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' AND OLD.effective_until IS NULL
           AND to_jsonb(NEW) - 'effective_until' = to_jsonb(OLD) - 'effective_until' THEN
          RETURN NEW;
        END IF;
        RAISE EXCEPTION 'terms are versioned, never changed' USING ERRCODE = 'DX001';
      END $$;
      CREATE TRIGGER keep_goal_terms BEFORE UPDATE OR DELETE ON goal_terms
        FOR EACH ROW EXECUTE FUNCTION keep_goal_terms();
      CREATE TRIGGER keep_goal_terms_whole BEFORE TRUNCATE ON goal_terms
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER keep_goal_stage BEFORE UPDATE OR DELETE OR TRUNCATE ON goal_stage
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE programme (
        id integer PRIMARY KEY CONSTRAINT fk_programme_commitment REFERENCES commitment,
        name_zh title NOT NULL,
        name_en title NOT NULL,
        rule text NOT NULL,
        responsible_area_id integer CONSTRAINT fk_programme_area REFERENCES area,
        department_id integer CONSTRAINT fk_programme_department REFERENCES department,
        source_id integer NOT NULL CONSTRAINT fk_programme_source REFERENCES source,
        CONSTRAINT ck_programme_rule CHECK (rule IN ('all', 'any', 'weighted'))
      );

      CREATE TABLE programme_speaker (
        programme_id integer NOT NULL CONSTRAINT fk_programme_speaker_programme REFERENCES programme,
        speaker_id integer NOT NULL CONSTRAINT fk_programme_speaker_speaker REFERENCES speaker,
        PRIMARY KEY (programme_id, speaker_id)
      );

      CREATE TABLE programme_member (
        programme_id integer NOT NULL CONSTRAINT fk_programme_member_programme REFERENCES programme,
        goal_id integer NOT NULL CONSTRAINT fk_programme_member_goal REFERENCES goal,
        weight figure,
        recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        removed_at timestamptz,
        PRIMARY KEY (programme_id, goal_id, recorded_at),
        CONSTRAINT ck_programme_member_weight CHECK (weight > 0),
        CONSTRAINT ck_programme_member_removed CHECK (removed_at >= recorded_at)
      );
      CREATE UNIQUE INDEX uq_programme_member ON programme_member (programme_id, goal_id)
        WHERE removed_at IS NULL;
      CREATE INDEX ix_programme_member_goal ON programme_member (goal_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE programme_member, programme_speaker, programme, goal_stage, goal_terms, goal_speaker, goal,
        commitment;
      DROP FUNCTION keep_goal_terms;
    `);
  }
}
