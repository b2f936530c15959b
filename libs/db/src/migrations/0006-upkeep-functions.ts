/** Partitions and retention, called by the api's jobs through the control role: the running process needs no owner connection. */
export const upkeepFunctions = `
-- Weeks of both tables around now, as wide as the longest retention and two weeks ahead. Rows that lie in the default partition move.
CREATE FUNCTION agenttracer.ensure_partitions_v1() RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_week timestamptz; v_made int := 0; v_table text; v_part text; v_from uuid; v_to uuid; v_days int;
BEGIN
  PERFORM pg_advisory_xact_lock(7411, 2);
  SELECT coalesce(max(p.retention_days), 30) INTO v_days FROM agenttracer_control.project p;
  FOR v_week IN SELECT generate_series(date_trunc('week', now() AT TIME ZONE 'UTC' - make_interval(days => v_days)), date_trunc('week', now() AT TIME ZONE 'UTC') + interval '14 days', interval '7 days') AT TIME ZONE 'UTC' LOOP
    v_from := agenttracer.uuid7_floor(v_week); v_to := agenttracer.uuid7_floor(v_week + interval '7 days');
    FOREACH v_table IN ARRAY ARRAY['run', 'step'] LOOP
      v_part := v_table || to_char(v_week AT TIME ZONE 'UTC', '_YYYYMMDD');
      CONTINUE WHEN to_regclass('agenttracer.' || v_part) IS NOT NULL;
      EXECUTE format('CREATE TABLE agenttracer.%I (LIKE agenttracer.%I INCLUDING ALL)', v_part, v_table);
      EXECUTE format('WITH moved AS (DELETE FROM agenttracer.%I WHERE run_id >= %L AND run_id < %L RETURNING *) INSERT INTO agenttracer.%I SELECT * FROM moved', v_table || '_default', v_from, v_to, v_part);
      EXECUTE format('ALTER TABLE agenttracer.%I ENABLE ROW LEVEL SECURITY', v_part);
      EXECUTE format('ALTER TABLE agenttracer.%I ATTACH PARTITION agenttracer.%I FOR VALUES FROM (%L) TO (%L)', v_table, v_part, v_from, v_to);
      v_made := v_made + 1;
    END LOOP;
  END LOOP;
  RETURN v_made;
END $$;

-- Drops weeks that ended before the longest retention of any project.
CREATE FUNCTION agenttracer.drop_partitions_v1() RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_dropped int := 0; v_part record; v_days int;
BEGIN
  PERFORM pg_advisory_xact_lock(7411, 2);
  SELECT coalesce(max(p.retention_days), 30) INTO v_days FROM agenttracer_control.project p;
  FOR v_part IN SELECT c.relname FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid
      WHERE h.inhparent IN ('agenttracer.run'::regclass, 'agenttracer.step'::regclass) AND c.relname ~ '_[0-9]{8}$'
        AND to_timestamp(right(c.relname, 8), 'YYYYMMDD') < date_trunc('week', now() AT TIME ZONE 'UTC' - make_interval(days => v_days)) AT TIME ZONE 'UTC' LOOP
    EXECUTE format('DROP TABLE agenttracer.%I', v_part.relname);
    v_dropped := v_dropped + 1;
  END LOOP;
  RETURN v_dropped;
END $$;

-- One chunk of a project's runs with their steps: those sorted before an instant, of one environment if it is given.
CREATE FUNCTION agenttracer.delete_runs_v1(p_before timestamptz, p_environment text, p_limit int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_project uuid := agenttracer.current_project(); v_runs uuid[]; v_environment int4;
BEGIN
  IF v_project IS NULL THEN RAISE EXCEPTION 'no project' USING ERRCODE = '42501'; END IF;
  IF p_environment IS NOT NULL THEN
    SELECT n.name_id INTO v_environment FROM agenttracer.name n WHERE n.project_id = v_project AND n.kind = 3 AND n.name = p_environment;
    IF v_environment IS NULL THEN RETURN 0; END IF;
  END IF;
  SELECT array_agg(d.run_id) INTO v_runs FROM (
    SELECT r.run_id FROM agenttracer.run r WHERE r.project_id = v_project AND r.sort_at < p_before AND (v_environment IS NULL OR r.environment = v_environment)
    ORDER BY r.run_id LIMIT p_limit FOR UPDATE SKIP LOCKED) d;
  IF v_runs IS NULL THEN RETURN 0; END IF;
  INSERT INTO agenttracer.dirty_hour (project_id, hour, marked_at)
    SELECT DISTINCT v_project, date_trunc('hour', r.sort_at), now() FROM agenttracer.run r WHERE r.project_id = v_project AND r.run_id = ANY (v_runs);
  DELETE FROM agenttracer.step t WHERE t.project_id = v_project AND t.run_id = ANY (v_runs);
  DELETE FROM agenttracer.run r WHERE r.project_id = v_project AND r.run_id = ANY (v_runs);
  RETURN cardinality(v_runs);
END $$;

-- Marks of one (project, hour) become one.
CREATE FUNCTION agenttracer.fold_dirty_hours_v1() RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH gone AS (DELETE FROM agenttracer.dirty_hour d WHERE d.project_id = agenttracer.current_project() RETURNING d.hour, d.marked_at)
  INSERT INTO agenttracer.dirty_hour (project_id, hour, marked_at) SELECT agenttracer.current_project(), g.hour, max(g.marked_at) FROM gone g GROUP BY g.hour $$;

REVOKE ALL ON FUNCTION agenttracer.ensure_partitions_v1(), agenttracer.drop_partitions_v1(), agenttracer.delete_runs_v1(timestamptz, text, int),
  agenttracer.fold_dirty_hours_v1() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION agenttracer.ensure_partitions_v1(), agenttracer.drop_partitions_v1(), agenttracer.delete_runs_v1(timestamptz, text, int),
  agenttracer.fold_dirty_hours_v1() TO agenttracer_control;
ALTER FUNCTION agenttracer.delete_runs_v1(timestamptz, text, int) OWNER TO agenttracer_definer;
ALTER FUNCTION agenttracer.fold_dirty_hours_v1() OWNER TO agenttracer_definer;
SELECT agenttracer.ensure_partitions_v1();
`
