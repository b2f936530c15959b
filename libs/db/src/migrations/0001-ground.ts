/** Schemas, walls of text, the current project, projects and keys, lookups of closed words. */
export const ground = `
CREATE SCHEMA agenttracer_control;
GRANT USAGE ON SCHEMA agenttracer TO agenttracer_ingest, agenttracer_query, agenttracer_control, agenttracer_definer;
GRANT USAGE ON SCHEMA agenttracer_control TO agenttracer_control, agenttracer_definer;

-- The migrator's own tables.
ALTER TABLE agenttracer.migration ADD CHECK (name ~ '^[0-9]{4}-[a-z-]+$' AND length(name) <= 60), ADD CHECK (timestamp ~ '^[0-9TZ:.-]*$' AND length(timestamp) <= 30);
ALTER TABLE agenttracer.migration_lock ADD CHECK (id = 'migration_lock');

-- Bounded by length() and not by the pattern: a counted repetition costs 13 times as much a row.
CREATE DOMAIN agenttracer.stored_name AS text COLLATE "C"
  CHECK (VALUE ~ '^[A-Za-z0-9@_$][A-Za-z0-9_.:/@+$-]*$' AND length(VALUE) <= 128);
CREATE DOMAIN agenttracer.closed_word AS text COLLATE "C" CHECK (VALUE ~ '^[A-Za-z][A-Za-z0-9_]*$' AND length(VALUE) <= 64);
CREATE DOMAIN agenttracer.failure_key AS text COLLATE "C" CHECK (VALUE ~ '^(tool|model|retrieval|orchestration)[.][a-z_]+$' AND length(VALUE) <= 56);
CREATE DOMAIN agenttracer_control.slug AS text COLLATE "C" CHECK (VALUE ~ '^[a-z][a-z0-9-]*$' AND length(VALUE) <= 40);
CREATE DOMAIN agenttracer_control.key_prefix AS text COLLATE "C" CHECK (VALUE ~ '^at_(ingest|query|admin)_[A-Za-z0-9]{4,8}$');
CREATE DOMAIN agenttracer_control.key_hash AS bytea CHECK (octet_length(VALUE) = 32);
-- The one kind of field that a person types freely; listed as the exception in the catalog test.
CREATE DOMAIN agenttracer_control.typed_name AS text CHECK (length(VALUE) BETWEEN 1 AND 40 AND VALUE !~ '[[:cntrl:]]');

CREATE FUNCTION agenttracer.current_project() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.project_id', true), '')::uuid $$;
-- First UUIDv7 of an instant: the bounds of partitions.
CREATE FUNCTION agenttracer.uuid7_floor(at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid $$;

CREATE TABLE agenttracer.failure_code (
  failure_code int2 PRIMARY KEY, failure_key agenttracer.failure_key NOT NULL UNIQUE,
  category int2 NOT NULL CHECK (category BETWEEN 1 AND 4), retryable bool NOT NULL);
CREATE TABLE agenttracer.word (
  list int2 NOT NULL CHECK (list BETWEEN 1 AND 6), code int2 NOT NULL CHECK (code > 0), word agenttracer.closed_word NOT NULL,
  PRIMARY KEY (list, code), UNIQUE (list, word));
GRANT SELECT ON agenttracer.failure_code, agenttracer.word TO agenttracer_query, agenttracer_definer;
-- The ingest role reads no table at all, so the lookups come by a function. List 0: failure codes.
CREATE FUNCTION agenttracer.read_words_v1() RETURNS TABLE (list int2, code int2, word text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT w.list, w.code, w.word::text FROM agenttracer.word w UNION ALL SELECT 0::int2, f.failure_code, f.failure_key::text FROM agenttracer.failure_code f $$;

CREATE TABLE agenttracer_control.project (
  project_id uuid PRIMARY KEY DEFAULT gen_random_uuid(), slug agenttracer_control.slug NOT NULL UNIQUE,
  name agenttracer_control.typed_name NOT NULL, retention_days int4 NOT NULL DEFAULT 30 CHECK (retention_days BETWEEN 1 AND 3650),
  created_at timestamptz(3) NOT NULL DEFAULT now());
CREATE TABLE agenttracer_control.api_key (
  key_id uuid PRIMARY KEY DEFAULT gen_random_uuid(), project_id uuid REFERENCES agenttracer_control.project ON DELETE CASCADE,
  key_hash agenttracer_control.key_hash NOT NULL UNIQUE, scope int2 NOT NULL CHECK (scope BETWEEN 1 AND 3),
  prefix agenttracer_control.key_prefix NOT NULL, name agenttracer_control.typed_name NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(), last_used_at timestamptz(3), expires_at timestamptz(3), revoked_at timestamptz(3),
  CONSTRAINT api_key_owner CHECK ((scope = 3) = (project_id IS NULL)));
CREATE INDEX api_key_project ON agenttracer_control.api_key (project_id);
ALTER TABLE agenttracer_control.api_key ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE agenttracer_control.project ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_project ON agenttracer_control.api_key USING (project_id = (SELECT agenttracer.current_project()));
CREATE POLICY instance_keys ON agenttracer_control.api_key TO agenttracer_control USING (project_id IS NULL);
CREATE POLICY authentication ON agenttracer_control.api_key TO agenttracer_definer USING (true);
CREATE POLICY own_project ON agenttracer_control.project USING (project_id = (SELECT agenttracer.current_project()));
CREATE POLICY every_project ON agenttracer_control.project TO agenttracer_control, agenttracer_definer, CURRENT_USER USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON agenttracer_control.api_key, agenttracer_control.project TO agenttracer_control;
GRANT SELECT ON agenttracer_control.project TO agenttracer_definer;
GRANT SELECT ON agenttracer_control.api_key TO agenttracer_definer;
GRANT UPDATE (last_used_at) ON agenttracer_control.api_key TO agenttracer_definer;
INSERT INTO agenttracer_control.project (slug, name) VALUES ('default', 'Default');

CREATE FUNCTION agenttracer.authenticate(p_key_hash bytea) RETURNS TABLE (scope int2, project_id uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE v_key uuid; v_used timestamptz;
BEGIN
  SELECT k.key_id, k.last_used_at, k.scope, k.project_id INTO v_key, v_used, scope, project_id FROM agenttracer_control.api_key k
    WHERE k.key_hash = p_key_hash AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now());
  IF v_key IS NULL THEN RETURN; END IF;
  -- A minute's precision is enough for a person and spares a write a request.
  IF v_used IS NULL OR v_used < now() - interval '1 minute' THEN
    UPDATE agenttracer_control.api_key k SET last_used_at = now() WHERE k.key_id = v_key;
  END IF;
  RETURN NEXT;
END $$;
CREATE FUNCTION agenttracer.default_project() RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $$ SELECT project_id FROM agenttracer_control.project WHERE slug = 'default' $$;
REVOKE ALL ON FUNCTION agenttracer.authenticate(bytea), agenttracer.default_project(), agenttracer.read_words_v1() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION agenttracer.authenticate(bytea), agenttracer.default_project(), agenttracer.read_words_v1()
  TO agenttracer_ingest, agenttracer_query, agenttracer_control;
ALTER FUNCTION agenttracer.read_words_v1() OWNER TO agenttracer_definer;
ALTER FUNCTION agenttracer.authenticate(bytea) OWNER TO agenttracer_definer;
ALTER FUNCTION agenttracer.default_project() OWNER TO agenttracer_definer;
`
