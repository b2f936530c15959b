/** Who changed what of the control tables, and when. Added to and never edited by the role that changes things. */
export const audit = `
CREATE TABLE agenttracer_control.audit (
  change_id int8 GENERATED ALWAYS AS IDENTITY PRIMARY KEY, project_id uuid, changed_at timestamptz(3) NOT NULL DEFAULT now(),
  subject_id uuid, amount int8 CHECK (amount >= 0), actor int2 NOT NULL CHECK (actor BETWEEN 1 AND 4), scope int2 CHECK (scope BETWEEN 1 AND 3),
  action agenttracer.closed_word NOT NULL, key_prefix agenttracer_control.key_prefix,
  CONSTRAINT audit_actor CHECK (actor = 2 OR key_prefix IS NULL));
CREATE INDEX audit_project ON agenttracer_control.audit (project_id, change_id DESC);
ALTER TABLE agenttracer_control.audit ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_project ON agenttracer_control.audit USING (project_id = (SELECT agenttracer.current_project()));
-- Changes of the instance (its keys, its projects) belong to no project.
CREATE POLICY instance_changes ON agenttracer_control.audit TO agenttracer_control USING (project_id IS NULL);
CREATE POLICY trimming ON agenttracer_control.audit TO agenttracer_definer USING (true);
GRANT SELECT, INSERT ON agenttracer_control.audit TO agenttracer_control;
GRANT SELECT, DELETE ON agenttracer_control.audit TO agenttracer_definer;

-- The log is bounded: 400 days, and the newest 100,000 changes of the instance.
CREATE FUNCTION agenttracer.trim_audit_v1() RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DELETE FROM agenttracer_control.audit a WHERE a.changed_at < now() - interval '400 days'
    OR a.change_id <= (SELECT b.change_id FROM agenttracer_control.audit b ORDER BY b.change_id DESC OFFSET 100000 LIMIT 1) $$;
REVOKE ALL ON FUNCTION agenttracer.trim_audit_v1() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION agenttracer.trim_audit_v1() TO agenttracer_control;
ALTER FUNCTION agenttracer.trim_audit_v1() OWNER TO agenttracer_definer;
`
