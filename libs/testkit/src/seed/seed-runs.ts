import { environments, plantedRegression, seedAgents } from './agents.ts'
import type { SeedAgent } from './agents.ts'
import { drawsFrom } from './draws.ts'
import type { Draws } from './draws.ts'
import { longRun } from './long-run.ts'
import { playAgent } from './play-agent.ts'
import type { Outcome } from './play-agent.ts'
import { seedRecords } from './seed-run.ts'
import type { SeedRecords } from './seed-run.ts'
import { modelTroubles, retrievalTroubles, runTroubles, toolTroubles, troubles } from './troubles.ts'
import type { Trouble } from './troubles.ts'

export interface SeedPlan {
  readonly runs: number
  /** Days that the runs are spread over. */
  readonly days: number
  /** The newest moment; Unix milliseconds. */
  readonly until: number
  readonly seed: number
}

/** Runs that began in one stretch of time, and when the last of them could be told. */
export interface SeedStretch {
  /** Unix milliseconds. */
  readonly until: number
  readonly runs: readonly SeedRecords[]
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Runs that are still open at the end lie in its last minutes; open ones from before it are lost. */
const openMs = 4 * 60_000
const longSteps = [10_000, 1_000, 1_000, 2_500] as const

/** How busy an hour of the day and week is, against others: a working day in Europe, half of it at weekends. */
export function busyness(unixMs: number): number {
  const at = new Date(unixMs)
  const day = 1 - Math.cos(((at.getUTCHours() + at.getUTCMinutes() / 60 - 3) / 24) * 2 * Math.PI)
  return (0.25 + day) * (at.getUTCDay() % 6 === 0 ? 0.5 : 1)
}

/** Realistic, skewed runs, oldest first, hour by hour: the same plan gives the same runs. */
export function* seedRuns(plan: SeedPlan): Generator<SeedStretch> {
  const draws = drawsFrom(plan.seed)
  const start = plan.until - plan.days * dayMs
  const hours = Math.max(1, Math.ceil(plan.days * 24))
  const weights = Array.from({ length: hours }, (_, hour) => busyness(start + hour * hourMs))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const long = longSteps.slice(0, Math.floor(plan.runs / 500))
  let [passed, told] = [0, 0]
  for (const [hour, weight] of weights.entries()) {
    passed += weight
    const isLastHour = hour === hours - 1
    // What is left over of one hour goes to the next: the sum is exact, and the last hour has a run.
    const count = (isLastHour ? plan.runs : Math.floor((plan.runs * passed) / total)) - told
    told += count
    const begin = start + hour * hourMs
    const end = Math.min(begin + hourMs, plan.until)
    const times = Array.from({ length: count }, () => begin + Math.floor(draws.share() * (end - begin))).sort((a, b) => a - b)
    // The newest run is still under way: it must have begun a moment ago, or it would count as lost.
    if (isLastHour && count > 0) times[count - 1] = Math.max(times[count - 1] ?? begin, end - Math.floor(draws.share() * openMs))
    const isLong = hour === hours - 2 || hours === 1
    yield { until: end, runs: times.map((at, index) => (isLong && long[index] !== undefined ? aLongRun(long[index], at, draws) : oneRun(plan, at, isLastHour && index === count - 1, draws))) }
  }
}

const aLongRun = (steps: number, at: number, draws: Draws): SeedRecords => seedRecords(longRun(steps, draws), at, draws.bytes)

function oneRun({ until, days }: SeedPlan, at: number, isLast: boolean, draws: Draws): SeedRecords {
  const agent = draws.weighted(seedAgents)
  const age = 1 - (until - at) / (days * dayMs)
  const version = agent.versions.findLast(({ from }) => from <= age)?.label ?? agent.versions[0]?.label ?? '1'
  const outcome = isLast || (until - at < openMs && draws.chance(0.3)) ? { kind: 'running' as const } : outcomeOf(agent, version, draws)
  const told = playAgent(agent, outcome, draws)
  // Nothing ends after now: such a run is still under way.
  const run = told.durationMs !== null && at + told.durationMs > until ? playAgent(agent, { kind: 'running' }, draws) : told
  return seedRecords({ ...run, agent: agent.name, version, environment: draws.weighted(environments).name }, at, draws.bytes)
}

function outcomeOf(agent: SeedAgent, version: string, draws: Draws): Outcome {
  const isPlanted = agent.name === plantedRegression.agent && version === plantedRegression.version
  if (isPlanted && draws.chance(plantedRegression.failing)) return { kind: 'failed', trouble: only('tool.upstream_error'), tool: plantedRegression.tool }
  if (isPlanted && draws.chance(plantedRegression.newFailing)) return { kind: 'failed', trouble: only('model.invalid_output') }
  if (draws.chance(agent.failing)) return { kind: 'failed', trouble: troubleOf(agent, isPlanted ? undefined : 'model.invalid_output', draws) }
  const share = draws.share()
  if (share < 0.06) return { kind: 'recovered' }
  if (share < 0.085) return { kind: 'degraded' }
  if (share < 0.092) return { kind: 'interrupted' }
  return { kind: share < 0.096 ? 'lost' : 'good' }
}

const only = (key: Trouble['key']): Trouble => troubles.find((one) => one.key === key) ?? (troubles[0] as Trouble)

/** The planted group must be new: `without` leaves its code out for that agent. */
function troubleOf(agent: SeedAgent, without: Trouble['key'] | undefined, draws: Draws): Trouble {
  const kind = draws.share()
  const list = kind < 0.5 ? toolTroubles : kind < 0.8 ? modelTroubles : kind < 0.88 && agent.retriever !== undefined ? retrievalTroubles : runTroubles
  return draws.weighted(agent.name === plantedRegression.agent ? list.filter(({ key }) => key !== without) : list)
}
