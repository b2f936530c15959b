import type { ProjectId } from '@agenttracer/schema'
import { stepTypeCodes } from '../columns/codes.ts'
import type { NameKind } from '../columns/codes.ts'
import type { NameRegistry } from './name-registry.ts'
import { nameColumns } from './record-row.ts'
import type { MetricEntry, NamedLink, RecordRow } from './record-row.ts'
import type { NameId } from './sql-arguments.ts'

const columns = Object.entries(nameColumns)

/** Kind of a step's own name by its type. */
const stepKind = (type: unknown): NameKind => (type === stepTypeCodes.model ? 'model' : type === stepTypeCodes.tool ? 'tool' : 'step')

/** Which registry kind the names of a column belong to. */
function kindOf(row: RecordRow, column: string): NameKind {
  if (column === 'name') return stepKind(row['type'])
  if (column === 'root_cause_name') return stepKind(row['root_cause_type'])
  if (column === 'signal_chain' || column === 'failure_error_class') return 'error_class'
  return column === 'metrics' ? 'metric' : (nameColumns[column] ?? 'step')
}

/** Every name that a record brought. */
export function eachName(row: RecordRow, visit: (kind: NameKind, name: string) => void): void {
  for (const [column, kind] of columns) {
    const name = row[column]
    if (typeof name === 'string') visit(kind, name)
  }
  if (typeof row['name'] === 'string') visit(stepKind(row['type']), row['name'])
  const chain = row['signal_chain'] as readonly NamedLink[] | null | undefined
  if (chain) for (const { errorClass } of chain) if (errorClass !== null) visit('error_class', errorClass)
  const metrics = row['metrics'] as readonly MetricEntry[] | null | undefined
  if (metrics) for (const { name } of metrics) visit('metric', name)
}

/** An agent's own name is counted by the project, every other name by its agent. */
export const ownerOf = (kind: NameKind, agent: string | null): string | null => (kind === 'agent' ? null : agent)

/** Numbers for the names of rows whose runs' agents are known. */
export function registryIds(registry: NameRegistry, project: ProjectId, agentOf: (runId: string) => string | null): NameId {
  return (row, column, name) => {
    const kind = kindOf(row, column)
    return registry.id(project, ownerOf(kind, agentOf(row['run_id'] as string)), kind, name) ?? null
  }
}
