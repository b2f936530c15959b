import { sql } from 'kysely'
import { splitFailureKey } from '@agenttracer/schema'
import type { Fingerprint, ModelName, RunFilter, SafeName, VersionLabel } from '@agenttracer/schema'
import { unknownName } from '@agenttracer/schema/names'
import type { VersionGroup, VersionsDiff, VersionSide, VersionTool } from '@agenttracer/schema/query'
import { nameKindCodes, stepTypeCodes, wordOf } from '../columns/codes.ts'
import type { NameTexts } from '../columns/step-read.ts'
import { versionText } from '../failures/group-row.ts'
import { countEnded } from '../failures/group-counts.ts'
import { readVersionOrder } from '../failures/version-order.ts'
import type { NameNumber, SeenVersion } from '../failures/version-order.ts'
import { filterSql } from '../read/filter-sql.ts'
import type { ReadContext } from '../read/read-context.ts'
import { readNames } from '../read/read-names.ts'
import { iso } from '../read/run-read.ts'
import { rows } from '../read/sql-text.ts'
import { windowOf } from '../read/window.ts'
import { compareQuantiles, compareShares, shareChange } from './judge-change.ts'
import type { MeasuredSide } from './judge-change.ts'
import { withWindow } from './list-versions.ts'
import { countEnvironments, countGroups, countSides, countTools, mostSampled, sampleSides } from './version-counts.ts'
import type { GroupCount, SideCounts, SideSample, ToolCount } from './version-counts.ts'

export interface VersionsDiffQuery {
  readonly agent: SafeName
  /** Absent: the version first seen before `b`. */
  readonly a?: VersionLabel
  /** Absent: the agent's newest version. */
  readonly b?: VersionLabel
  /** Environment and time. */
  readonly filter: RunFilter
}

const mostListed = 50

/** One version of an agent against another. Null: the project has no such agent, or the agent no such version. */
export async function readVersionsDiff(context: ReadContext, { agent, a, b, filter: asked }: VersionsDiffQuery): Promise<VersionsDiff | null> {
  const { client, project } = context
  const agentId = await readAgentNumber(context, agent)
  if (agentId === undefined) return null
  const order = (await readVersionOrder(context, [agentId])).get(agentId) ?? []
  const names = await readNames(client, project, new Set(order.flatMap(({ version }) => version ?? [])))
  const chosen = choose(order, names, a, b)
  if (chosen === undefined) return null
  const filter: RunFilter = { ...withWindow(asked), agent: { include: [agent], exclude: [] } }
  const labels = [chosen.a, chosen.b].flatMap((seen) => (seen === undefined ? [] : [versionText(seen.version, names)]))
  const where = await filterSql(client, project, { ...filter, version: { include: labels, exclude: [] } }, context)
  const [counts, samples] = [await countSides(context, where), await sampleSides(context, where)]
  const groups = await countGroups(context, where)
  const tools = await countTools(context, where)
  const { env: _env, ...anywhere } = filter
  const places = await countEnvironments(context, await filterSql(client, project, anywhere, context))
  const more = await readNames(client, project, new Set([...places.map((row) => row.environment), ...groups.map((row) => row.root_cause_name), ...tools.map((row) => row.name)].filter((id) => id !== null)))
  const ended = await countEnded(context, [agentId], filter)
  const [sideA, sideB] = [chosen.a, chosen.b].map((seen) => sideOf(seen, counts, samples)) as [Side | undefined, Side]
  return {
    ...windowOf(filter, context.now),
    agentId: agent,
    a: sideA === undefined ? null : viewOf(sideA, names),
    b: viewOf(sideB, names),
    metrics: sideA === undefined ? [] : metricsOf(sideA, sideB),
    groups: sideA === undefined ? { new: [], vanished: [], changed: [] } : groupsOf(groups, [sideA, sideB], more, context),
    tools: sideA === undefined ? [] : toolsOf(tools, [sideA, sideB], more),
    isSampled: [sideA, sideB].some((side) => (side?.counts.ended ?? 0) > mostSampled),
    environments: places.map(({ environment, runs }) => ({ environment: ((environment === null ? undefined : more.get(environment)) ?? unknownName) as SafeName, runs })),
    versions: order.toReversed().slice(0, mostListed).map(({ version, firstAt }) => ({
      version: versionText(version, names), firstSeenAt: iso(firstAt), runs: ended.reduce((sum, row) => sum + (row.version === version ? row.runs : 0), 0),
    })),
  }
}

/** Null is the number of `unknown`; undefined: there is no such agent. */
async function readAgentNumber({ client, project }: ReadContext, agent: SafeName): Promise<NameNumber | undefined> {
  if (agent === unknownName) return null
  const [found] = await rows<{ name_id: number }>(client, sql`SELECT n.name_id FROM agenttracer.name n WHERE n.project_id = ${project} AND n.kind = ${nameKindCodes.agent} AND n.name = ${agent}`)
  return found?.name_id
}

/** Undefined: one that was asked for is not there, or there is none at all. */
function choose(order: readonly SeenVersion[], names: NameTexts, a: VersionLabel | undefined, b: VersionLabel | undefined): { readonly a: SeenVersion | undefined; readonly b: SeenVersion } | undefined {
  const find = (label: VersionLabel): number => order.findIndex(({ version }) => versionText(version, names) === label)
  const atB = b === undefined ? order.length - 1 : find(b)
  const atA = a === undefined ? atB - 1 : find(a)
  const [seenA, seenB] = [order[atA], order[atB]]
  return seenB === undefined || (a !== undefined && seenA === undefined) ? undefined : { a: seenA, b: seenB }
}

interface Side {
  readonly seen: SeenVersion
  readonly counts: SideCounts
  readonly sample: SideSample
}

const nothing = { runs: 0, ended: 0, rated: 0, failed: 0, success: 0, degraded: 0, retried: 0, timed: 0, durations: null, counted: 0, tokens: null }

function sideOf(seen: SeenVersion | undefined, counts: readonly SideCounts[], samples: readonly SideSample[]): Side | undefined {
  if (seen === undefined) return undefined
  const own = <T extends { readonly version: NameNumber }>(list: readonly T[]): T | undefined => list.find(({ version }) => version === seen.version)
  return { seen, counts: own(counts) ?? { version: seen.version, ...nothing }, sample: own(samples) ?? { version: seen.version, durations: [], tokens: [] } }
}

const viewOf = ({ seen, counts: { runs, rated, failed, ended } }: Side, names: NameTexts): VersionSide => ({
  version: versionText(seen.version, names), firstSeenAt: iso(seen.firstAt), runs, rated, failed, ended,
})

function metricsOf({ counts: a, sample: sampleA }: Side, { counts: b, sample: sampleB }: Side): VersionsDiff['metrics'] {
  const duration = (at: number, counts: SideCounts, sample: SideSample): MeasuredSide => ({ value: counts.durations?.[at] ?? null, n: counts.timed, sample: sample.durations })
  const tokens = (counts: SideCounts, sample: SideSample): MeasuredSide => ({ value: counts.tokens, n: counts.counted, sample: sample.tokens })
  return [
    compareShares('failure_rate', { part: a.failed, total: a.rated }, { part: b.failed, total: b.rated }),
    compareShares('degraded_rate', { part: a.degraded, total: a.success }, { part: b.degraded, total: b.success }),
    compareShares('retried_rate', { part: a.retried, total: a.ended }, { part: b.retried, total: b.ended }),
    compareQuantiles('duration_p50', 0.5, duration(0, a, sampleA), duration(0, b, sampleB)),
    compareQuantiles('duration_p95', 0.95, duration(1, a, sampleA), duration(1, b, sampleB)),
    compareQuantiles('tokens_p50', 0.5, tokens(a, sampleA), tokens(b, sampleB)),
  ]
}

function groupsOf(found: readonly GroupCount[], [a, b]: readonly [Side, Side], names: NameTexts, { words }: ReadContext): VersionsDiff['groups'] {
  const runsOf = (fingerprint: string, { seen }: Side): number => found.reduce((sum, row) => sum + (row.fingerprint === fingerprint && row.version === seen.version ? row.runs : 0), 0)
  const one = new Map(found.map((row) => [row.fingerprint, row]))
  const all = [...one.values()].flatMap((row): VersionGroup[] => {
    const key = words.failureKey(row.failure_code)
    if (key === null) return []
    const [inA, inB] = [runsOf(row.fingerprint, a), runsOf(row.fingerprint, b)]
    const stepType = row.root_cause_type === null ? null : wordOf(stepTypeCodes, row.root_cause_type)
    return [{
      fingerprint: row.fingerprint as Fingerprint, ...splitFailureKey(key), stepType, httpStatus: row.http_status, a: inA, b: inB,
      stepName: ((row.root_cause_name === null ? undefined : names.get(row.root_cause_name)) ?? stepType) as ModelName | null,
      ...shareChange({ part: inA, total: a.counts.ended }, { part: inB, total: b.counts.ended }),
    }]
  })
  const most = (groups: readonly VersionGroup[]): VersionGroup[] => groups.toSorted((x, y) => y.a + y.b - x.a - x.b || (x.fingerprint < y.fingerprint ? -1 : 1)).slice(0, mostListed)
  return {
    new: most(all.filter((group) => group.a === 0)),
    vanished: most(all.filter((group) => group.b === 0)),
    changed: most(all.filter((group) => group.a > 0 && group.b > 0 && (group.word === 'worse' || group.word === 'better'))),
  }
}

function toolsOf(found: readonly ToolCount[], [a, b]: readonly [Side, Side], names: NameTexts): VersionTool[] {
  const callsOf = (name: NameNumber, { seen }: Side): number => {
    const row = found.find((each) => each.name === name && each.version === seen.version)
    return row === undefined || row.runs === 0 ? 0 : row.calls / row.runs
  }
  return [...new Set(found.map(({ name }) => name))]
    .map((name) => ({ name: ((name === null ? undefined : names.get(name)) ?? 'tool') as SafeName, a: callsOf(name, a), b: callsOf(name, b) }))
    .sort((x, y) => Math.abs(y.b - y.a) - Math.abs(x.b - x.a) || (x.name < y.name ? -1 : 1))
    .slice(0, mostListed)
}
