/**
 * An admin may empty an agent's part of the name registry: names that content has filled it with stop counting against the caps. Names
 * themselves stay while rows hold their numbers. Agents and versions are facts of their own (order of versions, list of agents) and stay.
 */
export const resetNames = `
CREATE FUNCTION agenttracer.reset_names_v1(p_agent text) RETURNS int LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_project uuid := agenttracer.current_project(); v_agent int4 := 0; v_gone int;
BEGIN
  IF v_project IS NULL THEN RAISE EXCEPTION 'no project' USING ERRCODE = '42501'; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(v_project::text, 7411));
  -- Null: names whose agent was not known.
  IF p_agent IS NOT NULL THEN
    SELECT n.name_id INTO v_agent FROM agenttracer.name n WHERE n.project_id = v_project AND n.kind = 1 AND n.name = p_agent;
    IF v_agent IS NULL THEN RETURN NULL; END IF;
  END IF;
  DELETE FROM agenttracer.agent_name u WHERE u.project_id = v_project AND u.agent_id = v_agent AND u.kind NOT IN (1, 2);
  GET DIAGNOSTICS v_gone = ROW_COUNT;
  RETURN v_gone;
END $$;
REVOKE ALL ON FUNCTION agenttracer.reset_names_v1(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION agenttracer.reset_names_v1(text) TO agenttracer_control;
ALTER FUNCTION agenttracer.reset_names_v1(text) OWNER TO agenttracer_definer;
`
