import type pg from 'pg'
import type { ProjectId } from '@agenttracer/schema'
import { nameKindCodes } from '../columns/codes.ts'
import type { NameKind } from '../columns/codes.ts'
import { inProject } from '../connect/project-transaction.ts'

/** A name as an agent uses it. Agent null: not known, or the project's own kind (an agent's name). */
export interface WantedName {
  readonly agent: string | null
  readonly kind: NameKind
  readonly name: string
}

/** How long a name past its cap is remembered as such: an admin may reset the registry. */
const cappedMs = 60_000
const maxCached = 200_000

interface Entry {
  readonly id: number | null
  readonly until: number
}
/** What is known of one agent's names, by kind: looked up for every name of every row. */
type AgentNames = ReadonlyMap<NameKind, Map<string, Entry>>

/**
 * Numbers of names. New ones are registered in a short transaction of their own before the batch, so that the batch never waits for another's
 * registration.
 */
export class NameRegistry {
  readonly #pool: pg.Pool
  readonly #now: () => number
  readonly #agents = new Map<string, AgentNames>()
  readonly #texts = new Map<string, string>()
  #cached = 0

  constructor(pool: pg.Pool, now: () => number) {
    this.#pool = pool
    this.#now = now
  }

  /** Undefined: not asked yet. Null: past its cap. */
  id(project: ProjectId, agent: string | null, kind: NameKind, name: string): number | null | undefined {
    const entry = this.#namesOf(project, agent).get(kind)?.get(name)
    return entry === undefined || (entry.id === null && entry.until < this.#now()) ? undefined : entry.id
  }

  /** Registers names that `id` does not know. */
  async register(project: ProjectId, wanted: readonly WantedName[]): Promise<void> {
    if (wanted.length === 0) return
    // Agents first: their names' caps are counted under their number. Then in one order everywhere.
    const ordered = [...wanted].sort((a, b) => nameKindCodes[a.kind] - nameKindCodes[b.kind] || (a.name < b.name ? -1 : 1))
    const found = await inProject(this.#pool, project, 'write', (client) =>
      client.query<{ place: number; name_id: number | null }>('SELECT place, name_id FROM agenttracer.register_names_v1($1, $2, $3)', [
        ordered.map(({ agent }) => agent), ordered.map(({ kind }) => nameKindCodes[kind]), ordered.map(({ name }) => name),
      ]),
    )
    this.#bound()
    for (const { place, name_id: id } of found.rows) {
      const wish = ordered[place - 1]
      if (wish === undefined) continue
      this.#namesOf(project, wish.agent).get(wish.kind)?.set(wish.name, { id, until: this.#now() + cappedMs })
      this.#cached += 1
      if (id !== null) this.#texts.set(`${project} ${id}`, wish.name)
    }
  }

  /** The texts behind numbers, within the transaction of the client. */
  async texts(client: pg.PoolClient, project: ProjectId, ids: ReadonlySet<number>): Promise<ReadonlyMap<number, string>> {
    const known = new Map<number, string>()
    const missing: number[] = []
    for (const id of ids) {
      const text = this.#texts.get(`${project} ${id}`)
      if (text === undefined) missing.push(id)
      else known.set(id, text)
    }
    if (missing.length === 0) return known
    const read = await client.query<{ name_id: number; name: string }>('SELECT name_id, name FROM agenttracer.read_names_v1($1)', [missing])
    for (const { name_id: id, name } of read.rows) {
      known.set(id, name)
      this.#texts.set(`${project} ${id}`, name)
      this.#cached += 1
    }
    return known
  }

  #namesOf(project: ProjectId, agent: string | null): AgentNames {
    const key = `${project}${agent ?? ''}`
    const known = this.#agents.get(key)
    if (known !== undefined) return known
    const names: AgentNames = new Map((Object.keys(nameKindCodes) as NameKind[]).map((kind) => [kind, new Map()]))
    this.#agents.set(key, names)
    return names
  }

  #bound(): void {
    if (this.#cached <= maxCached && this.#agents.size <= maxCached / 10) return
    this.#agents.clear()
    this.#texts.clear()
    this.#cached = 0
  }
}
