import { runColumnsV1 } from '../columns/run-columns.ts'
import { stepColumnsV1 } from '../columns/step-columns.ts'
import type { RecordColumn } from '../columns/record-column.ts'
import { mergeSql } from './merge-sql.ts'

const isList = ({ type }: RecordColumn): boolean => type.endsWith('[]')
/**
 * The argument of a write function is one array of rows. One array a column would be unnested by as many set-returning functions, each with a
 * store of its own: eight times the cost of a row. A list travels as its own text.
 */
const inputType = (name: string, columns: readonly RecordColumn[]): string =>
  `CREATE TYPE agenttracer.${name} AS (${columns.map((c) => `${c.name} ${isList(c) ? 'text' : c.type}`).join(', ')});`
const defaults: Readonly<Record<string, string>> = { step_count: '0', retry_count: '0', degraded: 'false', role: '0::int2' }

/** `only`: restricts and orders the rows of the call. */
function insertSql(table: string, columns: readonly RecordColumn[], more: { readonly only?: string; readonly conflict?: string }): string {
  const names = columns.map(({ name }) => name).join(', ')
  const values = columns.map((c) => {
    const value = isList(c) ? `i.${c.name}::${c.type}` : `i.${c.name}`
    const fallback = defaults[c.name]
    return fallback === undefined ? value : `coalesce(${value}, ${fallback})`
  })
  const extra = table === 'run' ? { names: ', last_seen_at', values: ', i.received_at' } : { names: '', values: '' }
  return `INSERT INTO agenttracer.${table} AS s (project_id, ${names}${extra.names})
  SELECT v_project, ${values.join(', ')}${extra.values}
  FROM unnest(p_rows) AS i ${more.only ?? ''} ${more.conflict ?? ''}`
}

const merging = (key: string, columns: readonly RecordColumn[], more: { readonly set: string; readonly changed: string }): string => {
  const merge = mergeSql(columns)
  return `ON CONFLICT (project_id, ${key}) DO UPDATE SET
    ${merge.set}${more.set},
    writes = LEAST(s.writes + 1, 30000)
  WHERE ${merge.changed}${more.changed}`
}

// Planning these statements anew costs more than running them for one run, and the plan does not depend on the values.
const opening = `LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE v_project uuid := agenttracer.current_project(); v_ids uuid[]; v_new uuid[]; v_count int; v_now xid := pg_current_xact_id()::xid;
BEGIN
  IF v_project IS NULL THEN RAISE EXCEPTION 'no project' USING ERRCODE = '42501'; END IF;`

export const writeFunctions = `
${inputType('run_input_v1', runColumnsV1)}
${inputType('step_input_v1', stepColumnsV1)}

-- Union of two metric lists by name; of two values of one name the greater.
CREATE FUNCTION agenttracer.join_metrics(a agenttracer.metric[], b agenttracer.metric[]) RETURNS agenttracer.metric[] LANGUAGE sql IMMUTABLE AS $$
  SELECT array_agg((m.name_id, m.is_boolean, m.value)::agenttracer.metric ORDER BY m.name_id)
  FROM (SELECT DISTINCT ON (u.name_id) u.* FROM unnest(a || b) u ORDER BY u.name_id, u.is_boolean DESC, u.value DESC) m $$;
CREATE FUNCTION agenttracer.metrics_differ(a agenttracer.metric[], b agenttracer.metric[]) RETURNS bool LANGUAGE sql IMMUTABLE AS $$
  SELECT EXISTS (SELECT FROM unnest(a) x JOIN unnest(b) y ON x.name_id = y.name_id WHERE x.value <> y.value OR x.is_boolean <> y.is_boolean) $$;
CREATE FUNCTION agenttracer.join_drops(a agenttracer.drop_count[], b agenttracer.drop_count[]) RETURNS agenttracer.drop_count[] LANGUAGE sql IMMUTABLE AS $$
  SELECT array_agg((d.reason, d.count)::agenttracer.drop_count ORDER BY d.reason)
  FROM (SELECT u.reason, max(u.count) AS count FROM unnest(a || b) u GROUP BY u.reason) d $$;

-- Upserts runs in the order of the call, which is that of run_id: the lock under which everything else of the transaction happens.
-- First the new ones, by a statement without the merge: setting up the merge's expressions costs more than a row, and most runs are new.
-- Then the known ones. No rows are returned when all were new. (A row of this transaction has its xid as xmin.)
CREATE FUNCTION agenttracer.write_runs_v1(p_rows agenttracer.run_input_v1[])
RETURNS TABLE (run_id uuid, is_new bool, changed bool, conflict bool, status int2, step_count int4, diagnosed_ms float8) ${opening}
  ${insertSql('run', runColumnsV1, { conflict: 'ON CONFLICT (project_id, run_id) DO NOTHING' })};
  GET DIAGNOSTICS v_count = ROW_COUNT;
  IF v_count = cardinality(p_rows) THEN
    INSERT INTO agenttracer.dirty_hour (project_id, hour, marked_at) SELECT DISTINCT v_project, date_trunc('hour', u.sort_at), now() FROM unnest(p_rows) u;
    RETURN;
  END IF;
  SELECT array_agg(u.run_id) INTO v_ids FROM unnest(p_rows) u;
  SELECT coalesce(array_agg(r.run_id), '{}') INTO v_new FROM agenttracer.run r
    WHERE r.project_id = v_project AND r.run_id = ANY (v_ids) AND r.xmin = v_now AND r.writes = 1;
  ${insertSql('run', runColumnsV1, {
    only: 'WHERE NOT EXISTS (SELECT FROM unnest(v_new) n(id) WHERE n.id = i.run_id) ORDER BY i.run_id',
    conflict: merging('run_id', runColumnsV1, {
      set: `,
    dropped = CASE WHEN excluded.dropped IS NULL THEN s.dropped WHEN s.dropped IS NULL THEN excluded.dropped ELSE agenttracer.join_drops(s.dropped, excluded.dropped) END,
    names_capped = s.names_capped OR excluded.names_capped`,
      changed: `
    OR (excluded.names_capped AND NOT s.names_capped)
    OR (excluded.dropped IS NOT NULL AND excluded.dropped IS DISTINCT FROM s.dropped AND (s.dropped IS NULL OR agenttracer.join_drops(s.dropped, excluded.dropped) IS DISTINCT FROM s.dropped))`,
    }),
  })};
  INSERT INTO agenttracer.dirty_hour (project_id, hour, marked_at)
    SELECT DISTINCT v_project, date_trunc('hour', r.sort_at), now() FROM agenttracer.run r
    WHERE r.project_id = v_project AND r.run_id = ANY (v_ids) AND r.xmin = v_now;
  RETURN QUERY SELECT r.run_id, r.xmin = v_now AND r.writes = 1, r.xmin = v_now, r.conflict, r.status, r.step_count, (extract(epoch FROM r.diagnosed_at) * 1000)::float8
    FROM agenttracer.run r WHERE r.project_id = v_project AND r.run_id = ANY (v_ids);
END $$;

-- Steps of runs that are new in this very transaction: a step is never without its run, so there is nothing to meet.
CREATE FUNCTION agenttracer.insert_steps_v1(p_rows agenttracer.step_input_v1[]) RETURNS void ${opening}
  ${insertSql('step', stepColumnsV1, {})};
END $$;

-- Steps of any run. No rows are returned when all were new.
CREATE FUNCTION agenttracer.write_steps_v1(p_rows agenttracer.step_input_v1[])
RETURNS TABLE (run_id uuid, step_hex text, is_new bool, changed bool, conflict bool) ${opening}
  ${insertSql('step', stepColumnsV1, { conflict: 'ON CONFLICT (project_id, run_id, step_id) DO NOTHING' })};
  GET DIAGNOSTICS v_count = ROW_COUNT;
  IF v_count = cardinality(p_rows) THEN RETURN; END IF;
  ${insertSql('step', stepColumnsV1, {
    only: `WHERE NOT EXISTS (SELECT FROM agenttracer.step n WHERE n.project_id = v_project AND n.run_id = i.run_id AND n.step_id = i.step_id AND n.xmin = v_now AND n.writes = 1)`,
    conflict: merging('run_id, step_id', stepColumnsV1, { set: '', changed: '' }),
  })};
  RETURN QUERY SELECT t.run_id, lpad(to_hex(t.step_id), 16, '0'), t.xmin = v_now AND t.writes = 1, t.xmin = v_now, t.conflict
    FROM unnest(p_rows) i JOIN agenttracer.step t ON t.project_id = v_project AND t.run_id = i.run_id AND t.step_id = i.step_id;
END $$;

DO $$ DECLARE f text; BEGIN
  FOREACH f IN ARRAY ARRAY['agenttracer.write_runs_v1(agenttracer.run_input_v1[])', 'agenttracer.insert_steps_v1(agenttracer.step_input_v1[])',
      'agenttracer.write_steps_v1(agenttracer.step_input_v1[])'] LOOP
    EXECUTE 'REVOKE ALL ON FUNCTION ' || f || ' FROM PUBLIC';
    EXECUTE 'GRANT EXECUTE ON FUNCTION ' || f || ' TO agenttracer_ingest';
    EXECUTE 'ALTER FUNCTION ' || f || ' OWNER TO agenttracer_definer';
  END LOOP;
END $$;
`
