
import type { ProjectId } from '@agenttracer/schema'
import { stepTypeCodes, wordOf } from '../columns/codes.ts'
import type { NameKind } from '../columns/codes.ts'
import type { NameRegistry, WantedName } from './name-registry.ts'
import { nameColumns } from './record-row.ts'
import type { MetricEntry, NamedLink, RecordRow } from './record-row.ts'
import type { NameId } from './sql-arguments.ts'
import { stepNameKind } from './step-row.ts'


/** Which registry kind the names of a column belong to. */
function kindOf(row: RecordRow, column: string): NameKind {
  if (column === 'name' || column === 'root_cause_name') return stepNameKind(wordOf(stepTypeCodes, Number(row[column === 'name' ? 'type' : 'root_cause_type'])))
  if (column === 'signal_chain' || column === 'failure_error_class') return 'error_class'
  return column === 'metrics' ? 'metric' : (nameColumns[column] ?? 'step')
}

/** Every name of a row as the registry wants it. `agent`: the agent of its run, null if not known. */
export function namesOfRow(row: RecordRow, agent: string | null): WantedName[] {
  const wanted: WantedName[] = []
  const add = (column: string, name: string): void => {
    const kind = kindOf(row, column)
    wanted.push({ agent: ownerOf(kind, agent), kind, name })
  }
  for (const column in nameColumns) if (typeof row[column] === 'string') add(column, row[column])
  if (typeof row['name'] === 'string') add('name', row['name'])
  for (const link of (row['signal_chain'] as readonly NamedLink[] | null) ?? []) if (link.errorClass !== null) add('signal_chain', link.errorClass)
  for (const metric of (row['metrics'] as readonly MetricEntry[] | null | undefined) ?? []) add('metrics', metric.name)
  return wanted
}

/** An agent's own name is counted by the project, every other name by its agent. */
const ownerOf = (kind: NameKind, agent: string | null): string | null => (kind === 'agent' ? null : agent)

/** Numbers for the names of rows whose runs' agents are known. */
export function registryIds(registry: NameRegistry, project: ProjectId, agentOf: (runId: string) => string | null): NameId {
  return (row, column, name) => {
    const kind = kindOf(row, column)
    return registry.id(project, { agent: ownerOf(kind, agentOf(String(row['run_id']))), kind, name }) ?? null
  }
}

