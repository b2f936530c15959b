import { sql } from 'kysely'
import type { RunFilter, SafeName, VersionLabel } from '@agenttracer/schema'
import { unknownName, unknownVersion } from '@agenttracer/schema/names'
import type { AgentHealth, OverviewHealth } from '@agenttracer/schema/query'
import { coverOf } from '../aggregate/cover.ts'
import { ratedOf, runsOf } from '../aggregate/measures.ts'
import { equalParts } from '../aggregate/parts.ts'
import { readCells } from '../aggregate/read-cells.ts'
import type { Cell } from '../aggregate/read-cells.ts'
import type { NameNumber } from '../failures/version-order.ts'
import type { ReadContext } from './read-context.ts'
import { readNames } from './read-names.ts'
import { iso } from './run-read.ts'
import { rows } from './sql-text.ts'
import { partsOf, reachOf, windowOf } from './window.ts'

const parts = 24

/** The Overview's table: every agent of the window with its newest version against the one before. */
export async function readHealth(context: ReadContext, filter: RunFilter): Promise<OverviewHealth> {
  const { client, project } = context
  const window = windowOf(filter, context.now)
  const reach = reachOf(filter, context.now)
  const known = { cover: await coverOf(context, filter, reach) }
  const agents = await readCells(context, { filter, window: reach, by: ['agent'] }, known)
  const versions = [...(await readCells(context, { filter, window: reach, by: ['agent', 'version'], latency: false }, known))].sort((a, b) => b.firstAt - a.firstAt)
  const inParts = await readCells(context, { filter, window: reach, by: ['agent'], parts: equalParts(window, parts), latency: false }, known)
  const starts = partsOf(window, parts)
  const trendOf = (agent: NameNumber): AgentHealth['trend'] => {
    const own = new Map(inParts.filter((cell) => agentOf(cell) === agent).map((cell) => [cell.part, cell]))
    return starts.map((at, part) => {
      const cell = own.get(part)
      return { at, runs: cell === undefined ? 0 : runsOf(cell), failed: cell?.failed ?? 0 }
    })
  }
  const [newest] = await rows<{ at: number | null }>(client, sql`
    SELECT (extract(epoch FROM max(r.received_at)) * 1000)::float8 AS at FROM (SELECT o.received_at FROM agenttracer.run o WHERE o.project_id = ${project}
      ORDER BY o.sort_at DESC, o.run_id DESC LIMIT 100) r`)
  const names = await readNames(client, project, new Set([...agents.map(agentOf), ...versions.map(versionOf)].filter((id) => id !== null)))
  const total = (of: (cell: Cell) => number): number => agents.reduce((sum, cell) => sum + of(cell), 0)
  return {
    ...window, runs: total(runsOf), failed: total((cell) => cell.failed), rated: total(ratedOf),
    agents: agents
      .map((cell) => agentHealth(cell, versions.filter((version) => agentOf(version) === agentOf(cell)), trendOf(agentOf(cell)), names))
      .sort((a, b) => b.failed - a.failed || b.runs - a.runs || (a.agentId < b.agentId ? -1 : 1)),
    lastReceivedAt: newest?.at == null ? null : iso(newest.at),
  }
}

const agentOf = ({ keys }: Cell): NameNumber => keys[0] ?? null
const versionOf = ({ keys }: Cell): NameNumber => keys[1] ?? null

/** Versions newest first, by when each was first seen within the window. */
function agentHealth(cell: Cell, versions: readonly Cell[], trend: AgentHealth['trend'], names: ReadonlyMap<number, string>): AgentHealth {
  const [newest, previous] = versions
  const text = (id: NameNumber | undefined): string | undefined => (id == null ? undefined : names.get(id))
  const version = (found: Cell | undefined): VersionLabel => (text(found === undefined ? null : versionOf(found)) ?? unknownVersion) as VersionLabel
  return {
    agentId: (text(agentOf(cell)) ?? unknownName) as SafeName,
    newestVersion: version(newest),
    newestVersionSince: iso(newest?.firstAt ?? 0),
    previousVersion: previous === undefined ? null : version(previous),
    runs: runsOf(cell), failed: cell.failed, degraded: cell.degraded, rated: ratedOf(cell), retried: cell.retried, latencyMs: cell.latencyMs,
    previousRated: previous === undefined ? 0 : ratedOf(previous),
    previousFailed: previous?.failed ?? 0,
    trend,
  }
}
