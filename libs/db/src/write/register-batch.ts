import type pg from 'pg'
import type { ProjectId } from '@agenttracer/schema'
import { unknownVersion } from '@agenttracer/schema/names'
import type { NameKind } from '../columns/codes.ts'
import { inProject } from '../connect/project-transaction.ts'
import type { IngestRequest } from '../store.ts'
import type { BatchSlots, RunSlot } from './batch-slots.ts'
import type { NameRegistry, WantedName } from './name-registry.ts'
import { eachName, ownerOf, registryIds } from './names-of-row.ts'
import type { NameId } from './sql-arguments.ts'

const maxRemembered = 20_000

/** Which runs this process has written lately, and their agents: names of later steps are counted under them. */
export class RunAgents {
  readonly #seen = new Map<string, string | null>()

  hasSeen(project: ProjectId, runId: string): boolean {
    return this.#seen.has(`${project} ${runId}`)
  }

  agent(project: ProjectId, runId: string): string | null {
    return this.#seen.get(`${project} ${runId}`) ?? null
  }

  set(project: ProjectId, runId: string, agent: string | null): void {
    if (this.#seen.size > maxRemembered) this.#seen.clear()
    this.#seen.set(`${project} ${runId}`, agent)
  }

  saw(project: ProjectId, runs: readonly RunSlot[]): void {
    for (const { runId, row } of runs) this.set(project, runId, typeof row['agent_id'] === 'string' ? row['agent_id'] : this.agent(project, runId))
  }
}

export interface Registering {
  readonly pool: pg.Pool
  readonly registry: NameRegistry
  readonly agents: RunAgents
}

/** Gives every name of the batch its number, registering new ones, and flags runs whose names were past a cap. */
export async function registerBatch({ pool, registry, agents }: Registering, project: ProjectId, slots: BatchSlots, requests: readonly IngestRequest[]): Promise<NameId> {
  const agentOf = await agentsOf(pool, agents, project, slots)
  const wanted = new Map<string, WantedName>()
  const users = new Map<WantedName, RunSlot[]>()
  const want = (kind: NameKind, agent: string | null, name: string, run?: RunSlot): void => {
    const id = registry.id(project, agent, kind, name)
    if (id === null) markCapped(run)
    if (id !== undefined) return
    const key = `${kind} ${agent ?? ''} ${name}`
    const known = wanted.get(key) ?? { kind, agent, name }
    wanted.set(key, known)
    if (run !== undefined) users.set(known, [...(users.get(known) ?? []), run])
  }
  for (const run of slots.runs) {
    const agent = agentOf(run.runId)
    const visit = (kind: NameKind, name: string): void => want(kind, ownerOf(kind, agent), name, run)
    eachName(run.row, visit)
    for (const step of run.steps) eachName(step.row, visit)
  }
  for (const { client } of requests) for (const { kind, agent, name } of sdkNames(client)) want(kind, agent, name)
  await registry.register(project, [...wanted.values()])
  for (const [name, runs] of users) if (registry.id(project, name.agent, name.kind, name.name) === null) runs.forEach(markCapped)
  return registryIds(registry, project, agentOf)
}

const markCapped = (run: RunSlot | undefined): void => {
  if (run !== undefined) run.row['names_capped'] = true
}

export function sdkNames(client: IngestRequest['client']): WantedName[] {
  if (client === undefined) return []
  const { name, version } = client.sdk
  return [{ agent: null, kind: 'sdk', name }, ...(version === unknownVersion ? [] : [{ agent: null, kind: 'sdk_version', name: version } as const])]
}

/** The agent of each run: told in this batch, remembered, or read. */
async function agentsOf(pool: pg.Pool, agents: RunAgents, project: ProjectId, slots: BatchSlots): Promise<(runId: string) => string | null> {
  const unknown = slots.runs.filter(({ runId, row }) => row['agent_id'] === null && !agents.hasSeen(project, runId)).map(({ runId }) => runId)
  if (unknown.length > 0) {
    const read = await inProject(pool, project, 'write', (client) => client.query<{ run_id: string; agent: string }>('SELECT run_id, agent FROM agenttracer.agents_of_v1($1)', [unknown]))
    for (const { run_id: runId, agent } of read.rows) agents.set(project, runId, agent)
  }
  const told = new Map(slots.runs.map(({ runId, row }) => [runId as string, typeof row['agent_id'] === 'string' ? row['agent_id'] : agents.agent(project, runId)]))
  return (runId) => told.get(runId) ?? null
}
