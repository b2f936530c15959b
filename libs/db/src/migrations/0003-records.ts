/**
 * Runs and steps. The UUIDv7 of a run carries its time, so the idempotency key is the partition key: uniqueness is native and retention is a
 * partition drop. No foreign keys between them: steps may arrive before their run. Columns in order of width, to spare padding. One CHECK a
 * table: each is set up anew by every statement, which for a single run costs more than its rows.
 */
export const records = `
CREATE TYPE agenttracer.error_link AS (error_class int4, error_code int2, errno int2, http_status int2, error_ref int4);
CREATE TYPE agenttracer.metric AS (name_id int4, is_boolean bool, value float8);
CREATE TYPE agenttracer.drop_count AS (reason int2, count int8);

CREATE TABLE agenttracer.run (
  project_id uuid NOT NULL, run_id uuid NOT NULL, trace_id uuid, continues_run_id uuid, fingerprint uuid,
  sort_at timestamptz(3) NOT NULL, received_at timestamptz(3) NOT NULL, last_seen_at timestamptz(3) NOT NULL, diagnosed_at timestamptz(3),
  started_at timestamptz(3), ended_at timestamptz(3), duration_ms float8,
  signal_order int8, declared_cause_step_id int8, root_cause_step_id int8, input_tokens int8, output_tokens int8,
  agent_id int4, agent_version int4, environment int4, sdk_name int4, sdk_version int4,
  revision int4 NOT NULL, open_facts int4 NOT NULL DEFAULT 0, step_count int4 NOT NULL DEFAULT 0, retry_count int4 NOT NULL DEFAULT 0,
  root_cause_name int4, attempts_used int4, attempts_max int4, failure_error_class int4,
  status int2 NOT NULL, writes int2 NOT NULL DEFAULT 1, signal_declared int2, failure_code int2,
  confidence int2, root_cause_type int2,
  failure_error_code int2, failure_http_status int2, failure_retryable bool,
  conflict bool NOT NULL DEFAULT false, clock_skew bool NOT NULL, names_capped bool NOT NULL, steps_capped bool NOT NULL DEFAULT false,
  degraded bool NOT NULL DEFAULT false,
  signal_chain agenttracer.error_link[], signal_flags int2[],
  metrics agenttracer.metric[], dropped agenttracer.drop_count[],
  backoff_ms float8[], cause_path int8[], other_causes int8[],
  PRIMARY KEY (project_id, run_id),
  CONSTRAINT run_form CHECK (
    duration_ms >= 0 AND revision >= 0 AND status IN (10, 20, 30, 40, 50) AND confidence BETWEEN 1 AND 3 AND root_cause_type BETWEEN 1 AND 8
    AND failure_http_status BETWEEN 100 AND 599 AND cardinality(signal_chain) <= 6 AND cardinality(signal_flags) <= 100
    AND cardinality(metrics) <= 200 AND cardinality(dropped) <= 100)
) PARTITION BY RANGE (run_id);

CREATE TABLE agenttracer.step (
  project_id uuid NOT NULL, run_id uuid NOT NULL, step_id int8 NOT NULL, parent_step_id int8, retry_group int8,
  started_at timestamptz(3) NOT NULL, ended_at timestamptz(3), duration_ms float8, wait_ms float8,
  ttft_ms float8, cost_usd float8, signal_order int8,
  seq int4 NOT NULL, node int4, name int4, model int4, revision int4 NOT NULL, open_facts int4 NOT NULL DEFAULT 0,
  input_tokens int4, output_tokens int4, cached_input_tokens int4, reasoning_tokens int4, repeat_count int4, document_count int4,
  failure_error_class int4,
  type int2 NOT NULL, status int2 NOT NULL, attempt int2 NOT NULL,
  max_attempts int2, writes int2 NOT NULL DEFAULT 1, operation int2, provider int2, finish_reason int2, tool_call_count int2,
  http_status int2, signal_declared int2, role int2 NOT NULL DEFAULT 0,
  failure_code int2, failure_error_code int2, failure_http_status int2, failure_retryable bool,
  streamed bool, triggered bool, conflict bool NOT NULL DEFAULT false,
  signal_chain agenttracer.error_link[], signal_flags int2[],
  PRIMARY KEY (project_id, run_id, step_id),
  CONSTRAINT step_form CHECK (
    duration_ms >= 0 AND wait_ms >= 0 AND ttft_ms >= 0 AND cost_usd >= 0 AND revision >= 0 AND type BETWEEN 1 AND 8
    AND status IN (10, 20, 30, 40, 50) AND attempt > 0 AND http_status BETWEEN 100 AND 599 AND role BETWEEN 0 AND 4
    AND failure_http_status BETWEEN 100 AND 599 AND cardinality(signal_chain) <= 6 AND cardinality(signal_flags) <= 100)
) PARTITION BY RANGE (run_id);

CREATE TABLE agenttracer.run_default PARTITION OF agenttracer.run DEFAULT;
CREATE TABLE agenttracer.step_default PARTITION OF agenttracer.step DEFAULT;

CREATE INDEX run_sort ON agenttracer.run (project_id, sort_at DESC, run_id DESC);
CREATE INDEX run_agent ON agenttracer.run (project_id, agent_id, sort_at DESC, run_id DESC);
CREATE INDEX run_duration ON agenttracer.run (project_id, (coalesce(duration_ms, -1)) DESC, run_id DESC);
CREATE INDEX run_failure ON agenttracer.run (project_id, failure_code, sort_at DESC, run_id DESC) WHERE failure_code IS NOT NULL;
CREATE INDEX run_unwell ON agenttracer.run (project_id, status, sort_at DESC, run_id DESC) WHERE status <> 40;
CREATE INDEX run_fingerprint ON agenttracer.run (project_id, fingerprint, sort_at DESC) WHERE fingerprint IS NOT NULL;
CREATE INDEX run_trace ON agenttracer.run (project_id, trace_id) WHERE trace_id IS NOT NULL;
CREATE INDEX step_name ON agenttracer.step (project_id, name, run_id);

CREATE TABLE agenttracer.client_drop (
  project_id uuid NOT NULL, client_id uuid NOT NULL, reason int2 NOT NULL CHECK (reason > 0), count int8 NOT NULL CHECK (count >= 0),
  sdk_name int4, sdk_version int4, updated_at timestamptz(3) NOT NULL, PRIMARY KEY (project_id, client_id, reason));
-- Append-only: a mark is one row per write and never waits for another. The retention job folds what has gathered.
CREATE TABLE agenttracer.dirty_hour (project_id uuid NOT NULL, hour timestamptz(3) NOT NULL, marked_at timestamptz(3) NOT NULL);
CREATE INDEX dirty_hour_place ON agenttracer.dirty_hour (project_id, hour);

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['run', 'step', 'client_drop', 'dirty_hour'] LOOP
    EXECUTE format('ALTER TABLE agenttracer.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own_project ON agenttracer.%I USING (project_id = (SELECT agenttracer.current_project()))', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON agenttracer.%I TO agenttracer_definer', t);
  END LOOP;
END $$;
GRANT SELECT ON agenttracer.run, agenttracer.step, agenttracer.client_drop TO agenttracer_query;
-- Nobody reads a partition by its own name: no policy, no grant.
ALTER TABLE agenttracer.run_default ENABLE ROW LEVEL SECURITY;
ALTER TABLE agenttracer.step_default ENABLE ROW LEVEL SECURITY;
`
