import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Second factors, personal API tokens, and sign-in through an identity provider. */
export class Factors1764000000018 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE totp_factor (
        account_id integer PRIMARY KEY CONSTRAINT fk_totp_factor_account REFERENCES account,
        -- Encrypted with the key of the installation: it must be read again, so it cannot be a digest.
        secret text NOT NULL,
        begun_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        confirmed_at timestamptz,
        -- The step of time of the last code that was accepted: none is accepted twice.
        last_step bigint,
        failures smallint NOT NULL DEFAULT 0,
        locked_until timestamptz,
        CONSTRAINT ck_totp_factor_failures CHECK (failures >= 0),
        CONSTRAINT ck_totp_factor_confirmed CHECK (confirmed_at IS NULL OR last_step IS NOT NULL)
      );

      CREATE TABLE recovery_code (
        account_id integer NOT NULL CONSTRAINT fk_recovery_code_account REFERENCES account,
        digest bytea NOT NULL,
        used_at timestamptz,
        PRIMARY KEY (account_id, digest),
        CONSTRAINT ck_recovery_code_digest CHECK (length(digest) = 32)
      );

      CREATE TABLE api_token (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        digest bytea NOT NULL,
        account_id integer NOT NULL CONSTRAINT fk_api_token_account REFERENCES account,
        name title NOT NULL,
        scopes text[] NOT NULL,
        -- Whether a second factor was shown when it was made.
        strong boolean NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        expires_at timestamptz NOT NULL,
        last_used_at timestamptz,
        revoked_at timestamptz,
        revoked_by text,
        CONSTRAINT uq_api_token_digest UNIQUE (digest),
        CONSTRAINT ck_api_token_digest CHECK (length(digest) = 32),
        CONSTRAINT ck_api_token_scopes CHECK (cardinality(scopes) > 0
          AND NOT scopes && ARRAY['self.manage', 'people.manage']),
        CONSTRAINT ck_api_token_expires CHECK (expires_at > created_at AND expires_at <= created_at + interval '368 days'),
        CONSTRAINT ck_api_token_revoked CHECK (num_nonnulls(revoked_at, revoked_by) IN (0, 2))
      );
      CREATE INDEX ix_api_token_account ON api_token (account_id);

      -- A sign-in under way at the identity provider; taken out when it comes back.
      CREATE TABLE oidc_attempt (
        digest bytea PRIMARY KEY,
        state text NOT NULL,
        nonce text NOT NULL,
        code_verifier text NOT NULL,
        begun_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT ck_oidc_attempt_digest CHECK (length(digest) = 32)
      );

      -- Whom an identity provider means: made once, by a claim it had verified.
      CREATE TABLE oidc_link (
        issuer text NOT NULL,
        subject text NOT NULL,
        account_id integer NOT NULL CONSTRAINT fk_oidc_link_account REFERENCES account,
        linked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (issuer, subject)
      );
      CREATE INDEX ix_oidc_link_account ON oidc_link (account_id);

      -- The provider said who it is: the account's own password was not asked for, and need not be fresh.
      ALTER TABLE session ADD by_provider boolean NOT NULL DEFAULT false;

      INSERT INTO application_privilege (table_name, privilege) VALUES
        ('totp_factor', 'UPDATE'), ('totp_factor', 'DELETE'), ('recovery_code', 'UPDATE'), ('recovery_code', 'DELETE'),
        ('api_token', 'UPDATE'), ('oidc_attempt', 'DELETE');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM application_privilege
        WHERE table_name IN ('totp_factor', 'recovery_code', 'api_token', 'oidc_attempt');
      ALTER TABLE session DROP by_provider;
      DROP TABLE oidc_link, oidc_attempt, api_token, recovery_code, totp_factor;
    `);
  }
}
