/**
 * The name registry (design.md section 3): every name text of a project once, rows hold its number. `agent_name` counts which agent uses
 * which names; past an agent's cap a name gets no number. It bounds the harm of names made from content; it is not a wall.
 */
export const names = `
CREATE TABLE agenttracer.name (
  project_id uuid NOT NULL, name_id int4 GENERATED ALWAYS AS IDENTITY, kind int2 NOT NULL CHECK (kind BETWEEN 1 AND 11),
  name agenttracer.stored_name NOT NULL, created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (project_id, name_id), UNIQUE (project_id, kind, name),
  CONSTRAINT name_form CHECK (CASE kind
    WHEN 2 THEN name ~ '^[0-9A-Za-z][0-9A-Za-z._+-]*$' AND length(name) <= 64
    WHEN 11 THEN name ~ '^[0-9A-Za-z][0-9A-Za-z._+-]*$' AND length(name) <= 64
    WHEN 7 THEN name ~ '^[A-Za-z0-9@_][A-Za-z0-9_.:/@+-]*$'
    WHEN 8 THEN name ~ '^[$A-Za-z_][A-Za-z0-9_]*$' AND length(name) <= 64
    ELSE name ~ '^[A-Za-z_][A-Za-z0-9_.:/-]*$' AND length(name) <= 64 END),
  -- The registry is written seldom, so the slower rules fit here: no URL, no long hex, no long number except a date.
  CONSTRAINT name_no_identifier CHECK (kind IN (2, 11) OR (name !~ '://' AND name !~ '[0-9a-fA-F]{16,}' AND
    regexp_replace(name, '(?<![0-9])20[2-9][0-9](0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(?![0-9])', '', 'g') !~ '[0-9]{6,}')));
CREATE TABLE agenttracer.agent_name (
  project_id uuid NOT NULL, agent_id int4 NOT NULL, kind int2 NOT NULL CHECK (kind BETWEEN 1 AND 11), name_id int4 NOT NULL,
  PRIMARY KEY (project_id, agent_id, kind, name_id));
ALTER TABLE agenttracer.name ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE agenttracer.agent_name ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_project ON agenttracer.name USING (project_id = (SELECT agenttracer.current_project()));
CREATE POLICY own_project ON agenttracer.agent_name USING (project_id = (SELECT agenttracer.current_project()));
GRANT SELECT ON agenttracer.name, agenttracer.agent_name TO agenttracer_query;
GRANT SELECT, INSERT, DELETE ON agenttracer.name, agenttracer.agent_name TO agenttracer_definer;

CREATE FUNCTION agenttracer.name_cap(p_kind int2) RETURNS int LANGUAGE sql IMMUTABLE
  AS $$ SELECT CASE p_kind WHEN 1 THEN 1000 WHEN 2 THEN 1000 WHEN 7 THEN 100 WHEN 9 THEN 50 ELSE 200 END $$;

-- Order of two names by their text: numbers are given in order of arrival, and the merge must not depend on it.
CREATE FUNCTION agenttracer.name_precedes(a int4, b int4) RETURNS bool LANGUAGE sql STABLE AS $$
  SELECT x.name < y.name OR (x.name = y.name AND x.kind < y.kind) FROM agenttracer.name x, agenttracer.name y
  WHERE x.project_id = agenttracer.current_project() AND y.project_id = agenttracer.current_project() AND x.name_id = a AND y.name_id = b $$;

-- One agent's names of one call; agent null: not known (yet). A null number: over the cap, or refused by the wall.
CREATE FUNCTION agenttracer.register_names_v1(p_agent text[], p_kind int2[], p_name text[]) RETURNS TABLE (place int4, name_id int4)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE v_project uuid := agenttracer.current_project(); v_agent int4; v_id int4; item record;
BEGIN
  IF v_project IS NULL THEN RAISE EXCEPTION 'no project' USING ERRCODE = '42501'; END IF;
  -- One registration at a time per project: counts stay under their caps.
  PERFORM pg_advisory_xact_lock(hashtextextended(v_project::text, 7411));
  FOR item IN SELECT u.place::int4 AS place, u.agent, u.kind, u.name FROM unnest(p_agent, p_kind, p_name) WITH ORDINALITY AS u(agent, kind, name, place) LOOP
    v_agent := 0;
    IF item.kind <> 1 AND item.agent IS NOT NULL THEN
      SELECT coalesce((SELECT n.name_id FROM agenttracer.name n WHERE n.project_id = v_project AND n.kind = 1 AND n.name = item.agent), 0) INTO v_agent;
    END IF;
    SELECT n.name_id INTO v_id FROM agenttracer.name n WHERE n.project_id = v_project AND n.kind = item.kind AND n.name = item.name;
    IF v_id IS NULL OR NOT EXISTS (SELECT FROM agenttracer.agent_name u
        WHERE u.project_id = v_project AND u.agent_id = v_agent AND u.kind = item.kind AND u.name_id = v_id) THEN
      IF (SELECT count(*) FROM agenttracer.agent_name u WHERE u.project_id = v_project AND u.agent_id = v_agent AND u.kind = item.kind)
          >= agenttracer.name_cap(item.kind) THEN
        v_id := NULL;
      ELSE
        IF v_id IS NULL THEN
          BEGIN
            INSERT INTO agenttracer.name AS n (project_id, kind, name) VALUES (v_project, item.kind, item.name) RETURNING n.name_id INTO v_id;
          EXCEPTION WHEN check_violation OR string_data_right_truncation THEN v_id := NULL;
          END;
        END IF;
        IF v_id IS NOT NULL THEN
          INSERT INTO agenttracer.agent_name (project_id, agent_id, kind, name_id) VALUES (v_project, v_agent, item.kind, v_id);
        END IF;
      END IF;
    END IF;
    place := item.place; name_id := v_id;
    RETURN NEXT;
  END LOOP;
END $$;

CREATE FUNCTION agenttracer.read_names_v1(p_name_id int4[]) RETURNS TABLE (name_id int4, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT n.name_id, n.name::text FROM agenttracer.name n WHERE n.project_id = agenttracer.current_project() AND n.name_id = ANY (p_name_id) $$;
REVOKE ALL ON FUNCTION agenttracer.register_names_v1(text[], int2[], text[]), agenttracer.read_names_v1(int4[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION agenttracer.register_names_v1(text[], int2[], text[]), agenttracer.read_names_v1(int4[]) TO agenttracer_ingest;
ALTER FUNCTION agenttracer.register_names_v1(text[], int2[], text[]) OWNER TO agenttracer_definer;
ALTER FUNCTION agenttracer.read_names_v1(int4[]) OWNER TO agenttracer_definer;
`
