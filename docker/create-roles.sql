-- Run once by the database container, as its superuser, in the new database `duixian`. The owner's role makes the
-- schema. The application's owns nothing: what may be rewritten is for the database itself to say.
\getenv owner_password DUIXIAN_OWNER_PASSWORD
\getenv app_password DUIXIAN_APP_PASSWORD
CREATE ROLE duixian_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE duixian_app LOGIN PASSWORD :'app_password';
ALTER DATABASE duixian OWNER TO duixian_owner;
REVOKE ALL ON DATABASE duixian FROM PUBLIC;
GRANT CONNECT ON DATABASE duixian TO duixian_app;
ALTER SCHEMA public OWNER TO duixian_owner;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO duixian_app;
