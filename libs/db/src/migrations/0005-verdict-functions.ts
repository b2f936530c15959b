import { runColumnsV1 } from '../columns/run-columns.ts'
import { stepColumnsV1 } from '../columns/step-columns.ts'
import type { RecordColumn } from '../columns/record-column.ts'

const derivedRun = runColumnsV1.filter(({ role }) => role === 'derived')
const derivedStep = stepColumnsV1.filter(({ role }) => role === 'derived')
const argumentType = ({ type }: RecordColumn): string => (type.endsWith('[]') ? 'text[]' : `${type}[]`)
const value = ({ name, type }: RecordColumn): string => (type.endsWith('[]') ? `i.${name}::${type}` : `i.${name}`)

const finishArguments = ['p_run_id uuid[]', 'p_added int4[]', 'p_capped bool[]', 'p_diagnosed bool[]', ...derivedRun.map((c) => `p_${c.name} ${argumentType(c)}`)]
const verdictArguments = ['p_runs uuid[]', 'p_run_id uuid[]', 'p_step_id int8[]', ...derivedStep.map((c) => `p_${c.name} ${argumentType(c)}`)]
const listed = (columns: readonly RecordColumn[], prefix: string): string => columns.map(({ name }) => `${prefix}${name}`).join(', ')

/** As in 0004: planned once a session. */
const opening = `LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN`

export const verdictFunctions = `
-- Only rows that this very transaction has written or locked: the ingest role can read nothing else.
CREATE FUNCTION agenttracer.read_locked_runs_v1(p_run_id uuid[]) RETURNS SETOF agenttracer.run
${opening}
  RETURN QUERY
  SELECT r.* FROM agenttracer.run r WHERE r.project_id = agenttracer.current_project() AND r.run_id = ANY (p_run_id)
    AND (r.xmin = pg_current_xact_id()::xid OR r.xmax = pg_current_xact_id()::xid);
END $$;
CREATE FUNCTION agenttracer.read_locked_steps_v1(p_run_id uuid[]) RETURNS SETOF agenttracer.step
${opening}
  RETURN QUERY
  SELECT t.* FROM agenttracer.step t WHERE t.project_id = agenttracer.current_project()
    AND t.run_id IN (SELECT r.run_id FROM agenttracer.read_locked_runs_v1(p_run_id) r);
END $$;

-- Takes the lock of runs outside a write, for the diagnosis of a live run that was put off. Runs that another transaction holds are skipped:
-- that one will see to them.
CREATE FUNCTION agenttracer.lock_runs_v1(p_run_id uuid[]) RETURNS TABLE (run_id uuid)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT r.run_id FROM agenttracer.run r WHERE r.project_id = agenttracer.current_project() AND r.run_id = ANY (p_run_id)
  ORDER BY r.run_id FOR UPDATE SKIP LOCKED $$;

-- Adds what a batch brought to runs that were there before it, and stores their verdicts.
CREATE FUNCTION agenttracer.finish_runs_v1(${finishArguments.join(', ')}) RETURNS void
${opening}
  INSERT INTO agenttracer.dirty_hour (project_id, hour, marked_at)
    SELECT DISTINCT r.project_id, date_trunc('hour', r.sort_at), now() FROM agenttracer.run r WHERE r.project_id = agenttracer.current_project() AND r.run_id = ANY (p_run_id);
  UPDATE agenttracer.run r SET last_seen_at = now(), steps_capped = r.steps_capped OR i.capped,
    ${derivedRun
      .map((c) => `${c.name} = CASE WHEN i.diagnosed THEN ${value(c)} ELSE r.${c.name}${c.name === 'step_count' ? ' + i.added' : ''} END`)
      .join(',\n    ')}
  FROM unnest(p_run_id, p_added, p_capped, p_diagnosed, ${listed(derivedRun, 'p_')}) AS i(run_id, added, capped, diagnosed, ${listed(derivedRun, '')})
  WHERE r.project_id = agenttracer.current_project() AND r.run_id = i.run_id;
END $$;

-- Role and failure of the steps of diagnosed runs; a step that is not listed has neither.
CREATE FUNCTION agenttracer.store_step_verdicts_v1(${verdictArguments.join(', ')}) RETURNS void
${opening}
  UPDATE agenttracer.step t SET ${derivedStep.map(({ name }) => `${name} = d.${name}`).join(', ')}
  FROM (SELECT o.run_id, o.step_id, ${derivedStep.map(({ name }) => (name === 'role' ? 'coalesce(i.role, 0::int2) AS role' : `i.${name}`)).join(', ')}
    FROM agenttracer.step o LEFT JOIN unnest(p_run_id, p_step_id, ${listed(derivedStep, 'p_')}) AS i(run_id, step_id, ${listed(derivedStep, '')})
      ON i.run_id = o.run_id AND i.step_id = o.step_id
    WHERE o.project_id = agenttracer.current_project() AND o.run_id = ANY (p_runs)
      AND (i.step_id IS NOT NULL OR o.role <> 0 OR o.failure_code IS NOT NULL)) d
  WHERE t.project_id = agenttracer.current_project() AND t.run_id = d.run_id AND t.step_id = d.step_id
    AND (${listed(derivedStep, 't.')}) IS DISTINCT FROM (${listed(derivedStep, 'd.')});
END $$;

-- Which of these steps are stored: asked only near a run's cap.
CREATE FUNCTION agenttracer.known_steps_v1(p_run_id uuid[], p_step_id int8[]) RETURNS TABLE (run_id uuid, step_hex text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT t.run_id, lpad(to_hex(t.step_id), 16, '0') FROM unnest(p_run_id, p_step_id) i(run_id, step_id)
  JOIN agenttracer.step t ON t.project_id = agenttracer.current_project() AND t.run_id = i.run_id AND t.step_id = i.step_id $$;
-- The agent of runs that began in an earlier batch: its registry takes the names of their steps.
CREATE FUNCTION agenttracer.agents_of_v1(p_run_id uuid[]) RETURNS TABLE (run_id uuid, agent text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT r.run_id, n.name::text FROM agenttracer.run r JOIN agenttracer.name n ON n.project_id = r.project_id AND n.name_id = r.agent_id
  WHERE r.project_id = agenttracer.current_project() AND r.run_id = ANY (p_run_id) $$;

-- Signs of life, outside the merge. A run that is being written at this moment needs none.
CREATE FUNCTION agenttracer.mark_open_v1(p_run_id uuid[]) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE agenttracer.run r SET last_seen_at = now() FROM (
    SELECT o.run_id FROM agenttracer.run o WHERE o.project_id = agenttracer.current_project() AND o.run_id = ANY (p_run_id) AND o.status = 10
    ORDER BY o.run_id FOR UPDATE SKIP LOCKED) o
  WHERE r.project_id = agenttracer.current_project() AND r.run_id = o.run_id $$;
CREATE FUNCTION agenttracer.count_drops_v1(p_client_id uuid[], p_reason int2[], p_count int8[], p_sdk_name int4[], p_sdk_version int4[]) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO agenttracer.client_drop AS s (project_id, client_id, reason, count, sdk_name, sdk_version, updated_at)
  SELECT agenttracer.current_project(), i.client_id, i.reason, max(i.count), max(i.sdk_name), max(i.sdk_version), now()
  FROM unnest(p_client_id, p_reason, p_count, p_sdk_name, p_sdk_version) AS i(client_id, reason, count, sdk_name, sdk_version)
  GROUP BY i.client_id, i.reason ORDER BY i.client_id, i.reason
  ON CONFLICT (project_id, client_id, reason) DO UPDATE SET count = excluded.count, updated_at = excluded.updated_at WHERE excluded.count > s.count $$;

DO $$ DECLARE f regprocedure; BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'agenttracer'::regnamespace AND p.proname IN
      ('read_locked_runs_v1', 'read_locked_steps_v1', 'lock_runs_v1', 'finish_runs_v1', 'store_step_verdicts_v1', 'known_steps_v1', 'agents_of_v1',
       'mark_open_v1', 'count_drops_v1') LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO agenttracer_ingest, agenttracer_definer', f);
    EXECUTE format('ALTER FUNCTION %s OWNER TO agenttracer_definer', f);
  END LOOP;
END $$;
`
