/** How many steps of a run came after its cap was reached: the run page says it in numbers. */
export const stepsLeftOut = `
ALTER TABLE agenttracer.run ADD COLUMN steps_left_out int4 NOT NULL DEFAULT 0 CONSTRAINT run_steps_left_out CHECK (steps_left_out >= 0);

-- Called only for a batch that brought such steps, in its transaction.
CREATE FUNCTION agenttracer.count_left_out_v1(p_run_id uuid[], p_count int4[]) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE agenttracer.run r SET steps_left_out = least(r.steps_left_out::int8 + i.count, 2147483647)::int4
  FROM unnest(p_run_id, p_count) AS i(run_id, count)
  WHERE r.project_id = agenttracer.current_project() AND r.run_id = i.run_id AND i.count > 0 $$;
REVOKE ALL ON FUNCTION agenttracer.count_left_out_v1(uuid[], int4[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION agenttracer.count_left_out_v1(uuid[], int4[]) TO agenttracer_ingest, agenttracer_definer;
ALTER FUNCTION agenttracer.count_left_out_v1(uuid[], int4[]) OWNER TO agenttracer_definer;
`
