/** Where people are told of failures, and what was told. A delivery holds facts of ours only; its text is made when it is sent. */
export const webhooks = `
-- Typed by a person and a secret: it opens a channel of theirs. Given to nobody but the job that posts to it.
CREATE DOMAIN agenttracer_control.webhook_target AS text COLLATE "C"
  CHECK (VALUE ~ '^https?://[A-Za-z0-9.:[-]+[]]?(:[0-9]+)?(/[A-Za-z0-9._~:/?#@$&()*+,;=%-]*)?$' AND length(VALUE) <= 1024);

-- Forms: 1 JSON, 2 Slack.
CREATE TABLE agenttracer_control.webhook (
  webhook_id uuid PRIMARY KEY DEFAULT gen_random_uuid(), project_id uuid NOT NULL REFERENCES agenttracer_control.project ON DELETE CASCADE,
  name agenttracer_control.typed_name NOT NULL, target agenttracer_control.webhook_target NOT NULL, secret agenttracer_control.key_hash NOT NULL,
  form int2 NOT NULL CHECK (form BETWEEN 1 AND 2), silent_after_minutes int4 CHECK (silent_after_minutes BETWEEN 5 AND 43200),
  created_at timestamptz(3) NOT NULL DEFAULT now());
CREATE INDEX webhook_project ON agenttracer_control.webhook (project_id);

-- Events: 1 new failure, 2 regressed failure, 3 silent agent, 4 test. An event is told once to each webhook: its key is a digest of what makes it one.
-- next_at null: delivered, or given up.
CREATE TABLE agenttracer_control.webhook_delivery (
  project_id uuid NOT NULL REFERENCES agenttracer_control.project ON DELETE CASCADE, delivery_id uuid NOT NULL DEFAULT gen_random_uuid(),
  webhook_id uuid NOT NULL REFERENCES agenttracer_control.webhook ON DELETE CASCADE, event int2 NOT NULL CHECK (event BETWEEN 1 AND 4), event_key uuid NOT NULL,
  made_at timestamptz(3) NOT NULL DEFAULT now(), happened_at timestamptz(3) NOT NULL, fingerprint uuid, run_id uuid, runs int4,
  agent agenttracer.stored_name, version agenttracer.stored_name, failure_key agenttracer.failure_key, step_type agenttracer.closed_word, step_name agenttracer.stored_name, http_status int2,
  attempts int2 NOT NULL DEFAULT 0, next_at timestamptz(3) DEFAULT now(), delivered_at timestamptz(3), last_status int2, last_trouble agenttracer.closed_word,
  PRIMARY KEY (project_id, delivery_id), UNIQUE (webhook_id, event, event_key));
CREATE INDEX webhook_delivery_due ON agenttracer_control.webhook_delivery (project_id, next_at) WHERE next_at IS NOT NULL;
CREATE INDEX webhook_delivery_log ON agenttracer_control.webhook_delivery (project_id, made_at DESC);

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['webhook', 'webhook_delivery'] LOOP
    EXECUTE format('ALTER TABLE agenttracer_control.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own_project ON agenttracer_control.%I USING (project_id = (SELECT agenttracer.current_project()))', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON agenttracer_control.%I TO agenttracer_control', t);
  END LOOP;
END $$;
`
