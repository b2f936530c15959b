/**
 * Sums over the ended runs of an hour (UTC), recomputed as a whole from the rows whenever one of them was written: exact, and the same however
 * often. Open runs are not in them: whether one is incomplete changes without a write. Null names are 0. `facet` 0: the runs themselves;
 * 1 and 2: those that used the tool or the model `name`, a run once under each.
 */
const sums = `
    interrupted int4 NOT NULL, cancelled int4 NOT NULL, success int4 NOT NULL, failed int4 NOT NULL, degraded int4 NOT NULL, retried int4 NOT NULL,
    tool_failures int4 NOT NULL, model_failures int4 NOT NULL, retrieval_failures int4 NOT NULL, orchestration_failures int4 NOT NULL,`

export const rollups = `
-- Which of the classes, each 2 % wider than the one before, a length belongs to: percentiles from them are within 1 %.
CREATE FUNCTION agenttracer.latency_class(p_ms float8) RETURNS int2 LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT ceil(ln(GREATEST(p_ms, 0.001)) / ln(1.02::float8))::int2 $$;

CREATE TABLE agenttracer.rollup (
  project_id uuid NOT NULL, hour timestamptz(3) NOT NULL, first_at timestamptz(3) NOT NULL,
  steps int8 NOT NULL, retries int8 NOT NULL, input_tokens int8 NOT NULL, output_tokens int8 NOT NULL,
  agent_id int4 NOT NULL, agent_version int4 NOT NULL, environment int4 NOT NULL, name int4 NOT NULL,${sums}
  facet int2 NOT NULL CHECK (facet BETWEEN 0 AND 2), step_types int8[], latency_class int2[], latency_count int4[],
  PRIMARY KEY (project_id, facet, hour, agent_id, agent_version, environment, name),
  CONSTRAINT rollup_form CHECK (cardinality(latency_class) = cardinality(latency_count) AND (step_types IS NULL OR cardinality(step_types) = 8)));
-- Runs with a verdict, by group of like failures.
CREATE TABLE agenttracer.rollup_failure (
  project_id uuid NOT NULL, hour timestamptz(3) NOT NULL, fingerprint uuid NOT NULL, runs int4 NOT NULL,
  agent_id int4 NOT NULL, agent_version int4 NOT NULL, environment int4 NOT NULL, failure_code int2 NOT NULL,
  PRIMARY KEY (project_id, hour, fingerprint, agent_id, agent_version, environment, failure_code));

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['rollup', 'rollup_failure'] LOOP
    EXECUTE format('ALTER TABLE agenttracer.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own_project ON agenttracer.%I USING (project_id = (SELECT agenttracer.current_project()))', t);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON agenttracer.%I TO agenttracer_definer', t);
    EXECUTE format('GRANT SELECT ON agenttracer.%I TO agenttracer_query', t);
  END LOOP;
END $$;
-- An hour with a mark is read from its rows.
GRANT SELECT ON agenttracer.dirty_hour TO agenttracer_query;

-- A mark tells the server's hour, which is half an hour off in some time zones: it then touches two of UTC. One mark an hour is left.
CREATE OR REPLACE FUNCTION agenttracer.fold_dirty_hours_v1() RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH gone AS (DELETE FROM agenttracer.dirty_hour d WHERE d.project_id = agenttracer.current_project() RETURNING d.hour, d.marked_at)
  INSERT INTO agenttracer.dirty_hour (project_id, hour, marked_at)
  SELECT agenttracer.current_project(), h.hour, max(g.marked_at) FROM gone g
  CROSS JOIN LATERAL (VALUES (date_trunc('hour', g.hour, 'UTC')), (date_trunc('hour', g.hour + interval '59 minutes', 'UTC'))) h(hour) GROUP BY h.hour $$;

-- Recomputes an hour from its rows. One at a time and planned for its values: of a join with a list of hours the planner expects a ninth of all
-- runs for each, and reads every step there is.
CREATE FUNCTION agenttracer.roll_up_hour(p_hour timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE v_project uuid := agenttracer.current_project();
BEGIN
  DELETE FROM agenttracer.rollup u WHERE u.project_id = v_project AND u.facet BETWEEN 0 AND 2 AND u.hour = p_hour;
  DELETE FROM agenttracer.rollup_failure u WHERE u.project_id = v_project AND u.hour = p_hour;
  WITH ended AS MATERIALIZED (
    SELECT p_hour AS hour, r.run_id, r.sort_at, coalesce(r.agent_id, 0) AS agent_id, coalesce(r.agent_version, 0) AS agent_version, coalesce(r.environment, 0) AS environment,
      r.status, r.degraded, r.retry_count, r.step_count, r.input_tokens, r.output_tokens, f.category, agenttracer.latency_class(r.duration_ms) AS class
    FROM agenttracer.run r LEFT JOIN agenttracer.failure_code f ON f.failure_code = r.failure_code
    WHERE r.project_id = v_project AND r.sort_at >= p_hour AND r.sort_at < p_hour + interval '1 hour' AND r.status <> 10),
  used AS MATERIALIZED (
    SELECT e.hour, e.run_id, t.type, CASE WHEN t.type = 3 THEN t.name END AS tool, CASE WHEN t.type = 2 THEN t.name ELSE t.model END AS model
    FROM ended e JOIN agenttracer.step t ON t.project_id = v_project AND t.run_id = e.run_id),
  faceted AS (
    SELECT e.run_id, 0::int2 AS facet, 0 AS name FROM ended e
    UNION ALL SELECT DISTINCT u.run_id, 1::int2, u.tool FROM used u WHERE u.tool IS NOT NULL
    UNION ALL SELECT DISTINCT u.run_id, 2::int2, u.model FROM used u WHERE u.model IS NOT NULL),
  placed AS MATERIALIZED (SELECT e.*, f.facet, f.name FROM faceted f JOIN ended e USING (run_id)),
  classes AS (
    SELECT c.facet, c.hour, c.agent_id, c.agent_version, c.environment, c.name, array_agg(c.class ORDER BY c.class) AS class, array_agg(c.runs ORDER BY c.class) AS runs
    FROM (SELECT p.facet, p.hour, p.agent_id, p.agent_version, p.environment, p.name, p.class, count(*)::int4 AS runs FROM placed p WHERE p.class IS NOT NULL
      GROUP BY 1, 2, 3, 4, 5, 6, 7) c GROUP BY 1, 2, 3, 4, 5, 6),
  types AS (
    SELECT e.hour, e.agent_id, e.agent_version, e.environment, ARRAY[${[1, 2, 3, 4, 5, 6, 7, 8].map((type) => `count(*) FILTER (WHERE u.type = ${type})`).join(', ')}] AS types
    FROM used u JOIN ended e USING (run_id) GROUP BY 1, 2, 3, 4)
  INSERT INTO agenttracer.rollup (project_id, facet, hour, agent_id, agent_version, environment, name, first_at, interrupted, cancelled, success, failed, degraded, retried,
    tool_failures, model_failures, retrieval_failures, orchestration_failures, steps, retries, input_tokens, output_tokens, step_types, latency_class, latency_count)
  SELECT v_project, s.*, CASE WHEN s.facet = 0 THEN t.types END, coalesce(c.class, '{}'), coalesce(c.runs, '{}') FROM (
    SELECT p.facet, p.hour, p.agent_id, p.agent_version, p.environment, p.name, min(p.sort_at), ${[20, 30, 40, 50].map((status) => `count(*) FILTER (WHERE p.status = ${status})`).join(', ')},
      count(*) FILTER (WHERE p.degraded), count(*) FILTER (WHERE p.retry_count > 0), ${[1, 2, 3, 4].map((category) => `count(*) FILTER (WHERE p.category = ${category})`).join(', ')},
      sum(p.step_count), sum(p.retry_count), coalesce(sum(p.input_tokens), 0), coalesce(sum(p.output_tokens), 0)
    FROM placed p GROUP BY 1, 2, 3, 4, 5, 6) s
  LEFT JOIN classes c ON (c.facet, c.hour, c.agent_id, c.agent_version, c.environment, c.name) = (s.facet, s.hour, s.agent_id, s.agent_version, s.environment, s.name)
  LEFT JOIN types t ON (t.hour, t.agent_id, t.agent_version, t.environment) = (s.hour, s.agent_id, s.agent_version, s.environment);
  INSERT INTO agenttracer.rollup_failure (project_id, hour, fingerprint, agent_id, agent_version, environment, failure_code, runs)
  SELECT v_project, p_hour, r.fingerprint, coalesce(r.agent_id, 0), coalesce(r.agent_version, 0), coalesce(r.environment, 0), r.failure_code, count(*)
  FROM agenttracer.run r WHERE r.project_id = v_project AND r.sort_at >= p_hour AND r.sort_at < p_hour + interval '1 hour' AND r.status <> 10 AND r.fingerprint IS NOT NULL AND r.failure_code IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7;
END $$;

-- Recomputes up to p_limit hours that are over and have a mark, the newest first; how many. What is written meanwhile has a mark of its own
-- that this statement's snapshot does not see, and which therefore stays.
CREATE FUNCTION agenttracer.roll_up_v1(p_limit int) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_project uuid := agenttracer.current_project(); v_hours timestamptz[]; v_hour timestamptz;
BEGIN
  IF v_project IS NULL THEN RAISE EXCEPTION 'no project' USING ERRCODE = '42501'; END IF;
  IF NOT pg_try_advisory_xact_lock(hashtextextended(v_project::text, 7412)) THEN RETURN 0; END IF;
  PERFORM agenttracer.fold_dirty_hours_v1();
  WITH due AS (SELECT DISTINCT d.hour FROM agenttracer.dirty_hour d WHERE d.project_id = v_project AND d.hour <= now() - interval '61 minutes'
      AND d.hour = date_trunc('hour', d.hour, 'UTC') ORDER BY d.hour DESC LIMIT p_limit),
    gone AS (DELETE FROM agenttracer.dirty_hour d USING due WHERE d.project_id = v_project AND d.hour = due.hour RETURNING d.hour)
  SELECT array_agg(DISTINCT g.hour) INTO v_hours FROM gone g;
  IF v_hours IS NULL THEN RETURN 0; END IF;
  FOREACH v_hour IN ARRAY v_hours LOOP PERFORM agenttracer.roll_up_hour(v_hour); END LOOP;
  RETURN cardinality(v_hours);
END $$;

-- Forgets hours past the project's retention once their rows are gone, which a dropped partition does without a mark.
CREATE FUNCTION agenttracer.forget_rollups_v1(p_before timestamptz) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_project uuid := agenttracer.current_project(); v_hours timestamptz[];
BEGIN
  IF v_project IS NULL THEN RAISE EXCEPTION 'no project' USING ERRCODE = '42501'; END IF;
  SELECT array_agg(o.hour) INTO v_hours FROM (SELECT DISTINCT u.hour FROM agenttracer.rollup u WHERE u.project_id = v_project AND u.facet = 0 AND u.hour < p_before - interval '1 hour') o
    WHERE NOT EXISTS (SELECT FROM agenttracer.run r WHERE r.project_id = v_project AND r.sort_at >= o.hour AND r.sort_at < o.hour + interval '1 hour');
  IF v_hours IS NULL THEN RETURN 0; END IF;
  DELETE FROM agenttracer.rollup u WHERE u.project_id = v_project AND u.facet BETWEEN 0 AND 2 AND u.hour = ANY (v_hours);
  DELETE FROM agenttracer.rollup_failure u WHERE u.project_id = v_project AND u.hour = ANY (v_hours);
  RETURN cardinality(v_hours);
END $$;

REVOKE ALL ON FUNCTION agenttracer.roll_up_hour(timestamptz), agenttracer.roll_up_v1(int), agenttracer.forget_rollups_v1(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION agenttracer.roll_up_hour(timestamptz), agenttracer.fold_dirty_hours_v1() TO agenttracer_definer;
GRANT EXECUTE ON FUNCTION agenttracer.roll_up_v1(int), agenttracer.forget_rollups_v1(timestamptz) TO agenttracer_control;
ALTER FUNCTION agenttracer.roll_up_v1(int) OWNER TO agenttracer_definer;
ALTER FUNCTION agenttracer.forget_rollups_v1(timestamptz) OWNER TO agenttracer_definer;
-- Runs of before this release have no rollup: every hour that has one is marked. Row-level security binds the owner too.
DO $$ DECLARE v_project uuid; BEGIN
  FOR v_project IN SELECT p.project_id FROM agenttracer_control.project p LOOP
    PERFORM set_config('app.project_id', v_project::text, true);
    INSERT INTO agenttracer.dirty_hour (project_id, hour, marked_at)
      SELECT v_project, date_trunc('hour', r.sort_at, 'UTC'), now() FROM agenttracer.run r WHERE r.project_id = v_project GROUP BY 2;
  END LOOP;
  PERFORM set_config('app.project_id', '', true);
END $$;
`
