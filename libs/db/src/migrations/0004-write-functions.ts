import { runColumnsV1 } from '../columns/run-columns.ts'
import { stepColumnsV1 } from '../columns/step-columns.ts'
import type { RecordColumn } from '../columns/record-column.ts'
import { mergeSql } from './merge-sql.ts'

const isList = ({ type }: RecordColumn): boolean => type.endsWith('[]')
/** unnest would flatten an array of arrays: a list travels as its own text. */
const argumentType = (c: RecordColumn): string => (isList(c) ? 'text[]' : `${c.type}[]`)
const defaults: Readonly<Record<string, string>> = { step_count: '0', retry_count: '0', degraded: 'false', role: '0::int2' }

/** Name and argument types, as GRANT and ALTER want them. */
const signature = (name: string, columns: readonly RecordColumn[]): string => `agenttracer.${name}(${columns.map(argumentType).join(', ')})`
const argumentsOf = (columns: readonly RecordColumn[]): string => columns.map((c) => `p_${c.name} ${argumentType(c)}`).join(', ')

function insertSql(table: string, key: string, columns: readonly RecordColumn[], more: { set: string; changed: string }): string {
  const merge = mergeSql(columns)
  const names = columns.map(({ name }) => name).join(', ')
  const values = columns.map((c) => {
    const value = isList(c) ? `i.${c.name}::${c.type}` : `i.${c.name}`
    const fallback = defaults[c.name]
    return fallback === undefined ? value : `coalesce(${value}, ${fallback})`
  })
  const extra = table === 'run' ? { names: ', last_seen_at', values: ', i.received_at' } : { names: '', values: '' }
  return `INSERT INTO agenttracer.${table} AS s (project_id, ${names}${extra.names})
  SELECT v_project, ${values.join(', ')}${extra.values}
  FROM unnest(${columns.map(({ name }) => `p_${name}`).join(', ')}) AS i(${names})
  ORDER BY ${key.split(', ').map((c) => `i.${c}`).join(', ')}
  ON CONFLICT (project_id, ${key}) DO UPDATE SET
    ${merge.set}${more.set},
    writes = LEAST(s.writes + 1, 30000)
  WHERE ${merge.changed}${more.changed}`
}

const opening = `LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE v_project uuid := agenttracer.current_project(); v_written uuid[]; v_count int;
BEGIN
  IF v_project IS NULL THEN RAISE EXCEPTION 'no project' USING ERRCODE = '42501'; END IF;`

export const writeFunctions = `
-- Union of two metric lists by name; of two values of one name the greater.
CREATE FUNCTION agenttracer.join_metrics(a agenttracer.metric[], b agenttracer.metric[]) RETURNS agenttracer.metric[] LANGUAGE sql IMMUTABLE AS $$
  SELECT array_agg((m.name_id, m.is_boolean, m.value)::agenttracer.metric ORDER BY m.name_id)
  FROM (SELECT DISTINCT ON (u.name_id) u.* FROM unnest(a || b) u ORDER BY u.name_id, u.is_boolean DESC, u.value DESC) m $$;
CREATE FUNCTION agenttracer.metrics_differ(a agenttracer.metric[], b agenttracer.metric[]) RETURNS bool LANGUAGE sql IMMUTABLE AS $$
  SELECT EXISTS (SELECT FROM unnest(a) x JOIN unnest(b) y ON x.name_id = y.name_id WHERE x.value <> y.value OR x.is_boolean <> y.is_boolean) $$;
CREATE FUNCTION agenttracer.join_drops(a agenttracer.drop_count[], b agenttracer.drop_count[]) RETURNS agenttracer.drop_count[] LANGUAGE sql IMMUTABLE AS $$
  SELECT array_agg((d.reason, d.count)::agenttracer.drop_count ORDER BY d.reason)
  FROM (SELECT u.reason, max(u.count) AS count FROM unnest(a || b) u GROUP BY u.reason) d $$;

-- Upserts runs in run_id order: that is the lock under which everything else of the transaction happens.
CREATE FUNCTION agenttracer.write_runs_v1(${argumentsOf(runColumnsV1)})
RETURNS TABLE (run_id uuid, is_new bool, changed bool, conflict bool, status int2, step_count int4, diagnosed_ms float8) ${opening}
  WITH written AS (${insertSql('run', 'run_id', runColumnsV1, {
    set: `,
    dropped = CASE WHEN excluded.dropped IS NULL THEN s.dropped WHEN s.dropped IS NULL THEN excluded.dropped ELSE agenttracer.join_drops(s.dropped, excluded.dropped) END,
    names_capped = s.names_capped OR excluded.names_capped`,
    changed: `
    OR (excluded.names_capped AND NOT s.names_capped)
    OR (excluded.dropped IS NOT NULL AND excluded.dropped IS DISTINCT FROM s.dropped AND (s.dropped IS NULL OR agenttracer.join_drops(s.dropped, excluded.dropped) IS DISTINCT FROM s.dropped))`,
  })}
  RETURNING s.run_id)
  SELECT coalesce(array_agg(w.run_id), '{}') INTO v_written FROM written w;
  INSERT INTO agenttracer.dirty_hour (project_id, hour, marked_at)
    SELECT DISTINCT v_project, date_trunc('hour', r.sort_at), now() FROM agenttracer.run r WHERE r.project_id = v_project AND r.run_id = ANY (v_written);
  RETURN QUERY SELECT r.run_id, r.writes = 1 AND r.run_id = ANY (v_written), r.run_id = ANY (v_written), r.conflict, r.status, r.step_count,
      (extract(epoch FROM r.diagnosed_at) * 1000)::float8
    FROM agenttracer.run r WHERE r.project_id = v_project AND r.run_id = ANY (p_run_id);
END $$;

-- Rows that were written, then, if any was not, all of the call: a step that is only in the second part changed nothing.
CREATE FUNCTION agenttracer.write_steps_v1(${argumentsOf(stepColumnsV1)})
RETURNS TABLE (run_id uuid, step_hex text, is_new bool, changed bool, conflict bool) ${opening}
  RETURN QUERY ${insertSql('step', 'run_id, step_id', stepColumnsV1, { set: '', changed: '' })}
  RETURNING s.run_id, lpad(to_hex(s.step_id), 16, '0'), s.writes = 1, true, s.conflict;
  GET DIAGNOSTICS v_count = ROW_COUNT;
  IF v_count < cardinality(p_step_id) THEN
    RETURN QUERY SELECT t.run_id, lpad(to_hex(t.step_id), 16, '0'), false, false, t.conflict FROM unnest(p_run_id, p_step_id) i(run_id, step_id)
      JOIN agenttracer.step t ON t.project_id = v_project AND t.run_id = i.run_id AND t.step_id = i.step_id;
  END IF;
END $$;

DO $$ DECLARE f text; BEGIN
  FOREACH f IN ARRAY ARRAY['${signature('write_runs_v1', runColumnsV1)}', '${signature('write_steps_v1', stepColumnsV1)}'] LOOP
    EXECUTE 'REVOKE ALL ON FUNCTION ' || f || ' FROM PUBLIC';
    EXECUTE 'GRANT EXECUTE ON FUNCTION ' || f || ' TO agenttracer_ingest';
    EXECUTE 'ALTER FUNCTION ' || f || ' OWNER TO agenttracer_definer';
  END LOOP;
END $$;
`
