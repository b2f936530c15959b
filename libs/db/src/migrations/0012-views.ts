/** Views of the run list that people saved: a name, and an address of the filter codec. */
export const views = `
-- As the codec writes it: escapes only for the few signs that names may have, so that no prose fits in.
CREATE DOMAIN agenttracer_control.list_address AS text COLLATE "C"
  CHECK (VALUE ~ '^([A-Za-z0-9_.~*=&-]|%(21|24|2B|2C|2F|3A|40))*$' AND length(VALUE) <= 2000);
CREATE TABLE agenttracer_control.view (
  project_id uuid NOT NULL REFERENCES agenttracer_control.project ON DELETE CASCADE, view_id uuid NOT NULL DEFAULT gen_random_uuid(),
  saved_at timestamptz(3) NOT NULL DEFAULT now(), name agenttracer_control.typed_name NOT NULL, address agenttracer_control.list_address NOT NULL,
  PRIMARY KEY (project_id, view_id), UNIQUE (project_id, name));
ALTER TABLE agenttracer_control.view ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own_project ON agenttracer_control.view USING (project_id = (SELECT agenttracer.current_project()));
GRANT SELECT, INSERT, UPDATE, DELETE ON agenttracer_control.view TO agenttracer_control;
`
