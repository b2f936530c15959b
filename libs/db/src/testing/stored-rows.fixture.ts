import type pg from 'pg'

/** Outside the merge: when and how often rows were written. */
const outside = ['project_id', 'received_at', 'last_seen_at', 'diagnosed_at', 'writes']
const nameColumns = new Set([
  'agent_id', 'agent_version', 'environment', 'sdk_name', 'sdk_version', 'root_cause_name', 'failure_error_class', 'node', 'name', 'model', 'error_class', 'name_id',
])

/** Everything that is stored of a project's runs and steps, names as texts, in key order. */
export async function storedRows(owner: pg.ClientBase, project: string): Promise<unknown> {
  const names = await owner.query<{ name_id: number; name: string }>('SELECT name_id, name FROM agenttracer.name WHERE project_id = $1', [project])
  const texts = new Map(names.rows.map((row) => [row.name_id, row.name]))
  const read = async (table: string, key: string): Promise<unknown[]> => {
    const found = await owner.query<{ row: unknown }>(`SELECT to_jsonb(t) AS row FROM agenttracer.${table} t WHERE project_id = $1 ORDER BY ${key}`, [project])
    return found.rows.map(({ row }) => withNames(row, texts))
  }
  return { runs: await read('run', 'run_id'), steps: await read('step', 'run_id, step_id') }
}

function withNames(value: unknown, texts: ReadonlyMap<number, string>): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => withNames(item, texts))
    // Metrics lie in the order of registry numbers.
    return items.every((item) => typeof item === 'object' && item !== null && 'name_id' in item) ? items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : items
  }
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([key]) => !outside.includes(key))
  return Object.fromEntries(entries.map(([key, inner]) => [key, nameColumns.has(key) && typeof inner === 'number' ? (texts.get(inner) ?? inner) : withNames(inner, texts)]))
}
