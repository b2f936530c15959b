import { runColumnsV1 } from '../columns/run-columns.ts'

const derived = runColumnsV1.filter(({ role }) => role === 'derived')
const argument = ({ name, type }: (typeof derived)[number]): string => `p_${name} ${type.endsWith('[]') ? 'text[]' : `${type}[]`}`
const list = derived.map(({ name }) => name)

/** What people say about groups of like failures, the order of versions, and the second reading of stored runs by a newer catalogue. */
export const failureStates = `
-- First sight of a version of an agent, and its ended runs, without reading rows.
CREATE INDEX run_version ON agenttracer.run (project_id, agent_id, agent_version, sort_at DESC) INCLUDE (status, environment);

-- Append-only: the newest change of a group is its state, the others are its history. Modes: columns/failure-modes.ts.
CREATE TABLE agenttracer.failure_state (
  project_id uuid NOT NULL, change_id int8 GENERATED ALWAYS AS IDENTITY, fingerprint uuid NOT NULL, changed_at timestamptz(3) NOT NULL DEFAULT now(),
  ignored_until timestamptz(3), ignored_above float8 CHECK (ignored_above BETWEEN 0 AND 1), resolved_version int4, mode int2 NOT NULL CHECK (mode BETWEEN 1 AND 6),
  changed_by agenttracer_control.key_prefix,
  PRIMARY KEY (project_id, change_id),
  CONSTRAINT failure_state_mode CHECK ((mode = 5) = (ignored_until IS NOT NULL) AND (mode = 6) = (ignored_above IS NOT NULL) AND (mode IN (2, 3) OR resolved_version IS NULL)));
CREATE INDEX failure_state_group ON agenttracer.failure_state (project_id, fingerprint, change_id DESC);

-- How far the stored runs of a project have been read again by the present catalogue.
CREATE TABLE agenttracer.reclassification (
  project_id uuid PRIMARY KEY, catalogue uuid NOT NULL, since timestamptz(3) NOT NULL, reached uuid, finished_at timestamptz(3));

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['failure_state', 'reclassification'] LOOP
    EXECUTE format('ALTER TABLE agenttracer.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own_project ON agenttracer.%I USING (project_id = (SELECT agenttracer.current_project()))', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON agenttracer.%I TO agenttracer_definer', t);
  END LOOP;
END $$;
GRANT SELECT ON agenttracer.failure_state TO agenttracer_query;

-- Change of a state. Null: the project has no such group, or its agent no such version. 'unknown' is the version of runs without one.
CREATE FUNCTION agenttracer.set_failure_state_v1(p_fingerprint uuid, p_mode int2, p_version text, p_until timestamptz, p_above float8, p_by text)
RETURNS TABLE (changed_at timestamptz, version text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE v_project uuid := agenttracer.current_project(); v_agent int4; v_version int4; v_found bool;
BEGIN
  IF v_project IS NULL THEN RAISE EXCEPTION 'no project' USING ERRCODE = '42501'; END IF;
  SELECT r.agent_id, true INTO v_agent, v_found FROM agenttracer.run r WHERE r.project_id = v_project AND r.fingerprint = p_fingerprint ORDER BY r.sort_at DESC LIMIT 1;
  IF v_found IS NULL THEN RETURN; END IF;
  IF p_mode = 2 AND p_version <> 'unknown' THEN
    SELECT n.name_id INTO v_version FROM agenttracer.name n JOIN agenttracer.agent_name u ON u.project_id = n.project_id AND u.name_id = n.name_id AND u.kind = 2
      WHERE n.project_id = v_project AND n.kind = 2 AND n.name = p_version AND u.agent_id = coalesce(v_agent, 0);
    IF v_version IS NULL THEN RETURN; END IF;
  ELSIF p_mode = 3 THEN
    -- The newest by first sight. Two forms, so that the index serves the null too.
    SELECT v.name_id INTO v_version FROM (
      SELECT u.name_id, (SELECT r.sort_at FROM agenttracer.run r WHERE r.project_id = v_project AND (r.agent_id = v_agent OR (v_agent IS NULL AND r.agent_id IS NULL)) AND r.agent_version = u.name_id ORDER BY r.sort_at LIMIT 1) AS first_at
        FROM agenttracer.agent_name u WHERE u.project_id = v_project AND u.agent_id = coalesce(v_agent, 0) AND u.kind = 2
      UNION ALL SELECT NULL, (SELECT r.sort_at FROM agenttracer.run r WHERE r.project_id = v_project AND (r.agent_id = v_agent OR (v_agent IS NULL AND r.agent_id IS NULL)) AND r.agent_version IS NULL ORDER BY r.sort_at LIMIT 1)) v
      WHERE v.first_at IS NOT NULL ORDER BY v.first_at DESC, v.name_id DESC NULLS LAST LIMIT 1;
  END IF;
  RETURN QUERY WITH made AS (
    INSERT INTO agenttracer.failure_state AS s (project_id, fingerprint, mode, resolved_version, ignored_until, ignored_above, changed_by)
    VALUES (v_project, p_fingerprint, p_mode, v_version, p_until, p_above, p_by) RETURNING s.changed_at, s.resolved_version)
    SELECT m.changed_at::timestamptz, CASE WHEN p_mode IN (2, 3) THEN coalesce((SELECT n.name::text FROM agenttracer.name n WHERE n.project_id = v_project AND n.name_id = m.resolved_version), 'unknown') END FROM made m;
END $$;

-- The next runs, in the order of their ids, that an older catalogue has judged; they are locked. Reads p_scan rows and remembers the place;
-- a new catalogue starts again at the front. is_done: there are no more. Another process that is at it: nothing, and not done.
CREATE FUNCTION agenttracer.stale_runs_v1(p_catalogue uuid, p_scan int) RETURNS TABLE (run_ids uuid[], is_done bool)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_project uuid := agenttracer.current_project(); v_at agenttracer.reclassification; v_seen int; v_last uuid;
BEGIN
  IF v_project IS NULL THEN RAISE EXCEPTION 'no project' USING ERRCODE = '42501'; END IF;
  INSERT INTO agenttracer.reclassification (project_id, catalogue, since) VALUES (v_project, p_catalogue, now()) ON CONFLICT (project_id) DO NOTHING;
  SELECT * INTO v_at FROM agenttracer.reclassification c WHERE c.project_id = v_project FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN RETURN QUERY SELECT '{}'::uuid[], false; RETURN; END IF;
  IF v_at.catalogue <> p_catalogue THEN
    v_at.since := now(); v_at.reached := NULL; v_at.finished_at := NULL;
  ELSIF v_at.finished_at IS NOT NULL THEN
    RETURN QUERY SELECT '{}'::uuid[], true; RETURN;
  END IF;
  SELECT array_agg(p.run_id ORDER BY p.run_id) FILTER (WHERE p.is_stale), count(*), (array_agg(p.run_id ORDER BY p.run_id DESC))[1] INTO run_ids, v_seen, v_last
    FROM (SELECT r.run_id, r.status IN (30, 40, 50) AND r.diagnosed_at < v_at.since AS is_stale FROM agenttracer.run r
      WHERE r.project_id = v_project AND r.run_id > coalesce(v_at.reached, '00000000-0000-0000-0000-000000000000') ORDER BY r.run_id LIMIT p_scan) p;
  is_done := v_seen < p_scan; run_ids := coalesce(run_ids, '{}');
  PERFORM r.run_id FROM agenttracer.run r WHERE r.project_id = v_project AND r.run_id = ANY (run_ids) ORDER BY r.run_id FOR UPDATE;
  UPDATE agenttracer.reclassification c SET catalogue = p_catalogue, since = v_at.since, reached = coalesce(v_last, v_at.reached),
    finished_at = CASE WHEN is_done THEN now() END WHERE c.project_id = v_project;
  RETURN NEXT;
END $$;

-- Stores a second verdict; it is no sign of life. How many runs are told otherwise than before.
CREATE FUNCTION agenttracer.restate_runs_v1(p_run_id uuid[], ${derived.map(argument).join(', ')}) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_project uuid := agenttracer.current_project(); v_changed uuid[];
BEGIN
  SELECT coalesce(array_agg(r.run_id), '{}') INTO v_changed FROM unnest(p_run_id, p_failure_code, p_root_cause_step_id, p_confidence, p_degraded, p_fingerprint)
      AS i(run_id, failure_code, root_cause_step_id, confidence, degraded, fingerprint) JOIN agenttracer.run r ON r.project_id = v_project AND r.run_id = i.run_id
    WHERE (r.failure_code, r.root_cause_step_id, r.confidence, r.degraded, r.fingerprint) IS DISTINCT FROM (i.failure_code, i.root_cause_step_id, i.confidence, coalesce(i.degraded, false), i.fingerprint);
  UPDATE agenttracer.run r SET ${derived.map(({ name, type }) => `${name} = ${type.endsWith('[]') ? `i.${name}::${type}` : name === 'degraded' ? 'coalesce(i.degraded, false)' : `i.${name}`}`).join(', ')}
  FROM unnest(p_run_id, ${list.map((name) => `p_${name}`).join(', ')}) AS i(run_id, ${list.join(', ')}) WHERE r.project_id = v_project AND r.run_id = i.run_id;
  INSERT INTO agenttracer.dirty_hour (project_id, hour, marked_at)
    SELECT DISTINCT v_project, date_trunc('hour', r.sort_at), now() FROM agenttracer.run r WHERE r.project_id = v_project AND r.run_id = ANY (v_changed);
  RETURN cardinality(v_changed);
END $$;

DO $$ DECLARE f regprocedure; BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'agenttracer'::regnamespace AND p.proname IN ('set_failure_state_v1', 'stale_runs_v1', 'restate_runs_v1') LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %s', f, CASE WHEN f::text LIKE '%set_failure_state%' THEN 'agenttracer_control' ELSE 'agenttracer_ingest' END);
    EXECUTE format('ALTER FUNCTION %s OWNER TO agenttracer_definer', f);
  END LOOP;
END $$;
`
