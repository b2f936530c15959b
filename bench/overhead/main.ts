// What tracing costs a 10-step run, CPU and wall, against no tracing, one plain OpenTelemetry span and a handler that does nothing; then at 300 ms latency
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { interleave, type Plan, type Rounds, type Spread } from '../interleave.ts'
import type { Ask, Told } from './worker.ts'

/** `handler`: LangChain with a callback handler that does nothing, the least that any tracer by handlers costs. */
const ways = ['untraced', 'span', 'handler', 'traced'] as const
type Way = (typeof ways)[number]
const bars = { langchain: 1.1, openai: 1.15, agents: 1.08 } as const
const runsPerSample = 5

const next = <T>(child: ChildProcess): Promise<T> => new Promise((resolve) => child.once('message', (message) => resolve(message as T)))
const start = (script: string, args: readonly string[]): ChildProcess => fork(fileURLToPath(new URL(script, import.meta.url)), [...args])

interface Rig {
  readonly workers: ReadonlyMap<Way, ChildProcess>
  stop(): void
}

async function build(latencyMs: number): Promise<Rig> {
  const server = start('./fake-server.ts', [String(latencyMs)])
  const url = await next<string>(server)
  const workers = new Map<Way, ChildProcess>()
  for (const way of ways) {
    const worker = start('./worker.ts', [way, url])
    await next(worker)
    workers.set(way, worker)
  }
  return { workers, stop: () => [server, ...workers.values()].forEach((child) => child.kill()) }
}

function sample(worker: ChildProcess, ask: Ask, pick: (told: Told) => number): () => Promise<number> {
  return async () => {
    const told = next<Told>(worker)
    worker.send(ask)
    return pick(await told)
  }
}

const show = (value: Spread): string => `${value.median.toFixed(2)} ms (p10 ${value.p10.toFixed(2)})`

async function compare(rig: Rig, ask: Ask, plan: Plan, pick: (told: Told) => number): Promise<Rounds<Way>> {
  const samples = Object.fromEntries([...rig.workers].map(([way, worker]) => [way, sample(worker, ask, pick)])) as Record<Way, () => Promise<number>>
  return interleave(samples, plan)
}

const fast = await build(0)
for (const workload of ['langchain', 'openai', 'agents'] as const) {
  const rounds = await compare(fast, { workload, runs: runsPerSample }, { rounds: 40, warmup: 12 }, (told) => told.cpuMs)
  console.log(`${workload}: CPU a run: ${ways.filter((way) => way !== 'handler' || workload === 'langchain').map((way) => `${way} ${show(rounds.of(way))}`).join(', ')}`)
  for (const way of workload === 'langchain' ? (['handler', 'traced'] as const) : (['traced'] as const)) {
    const [paired, best] = [rounds.ratio(way, 'untraced'), rounds.of(way).best / rounds.of('untraced').best]
    console.log(`  ${way} / untraced: round by round median ${paired.median.toFixed(3)} (p10 ${paired.p10.toFixed(3)}, p90 ${paired.p90.toFixed(3)}); best over best ${best.toFixed(3)}${way === 'traced' ? `; bar ${bars[workload]}` : ''}`)
  }
}
fast.stop()

const slow = await build(300)
const rounds = await compare(slow, { workload: 'langchain', runs: 1 }, { rounds: 8, warmup: 2 }, (told) => told.wallMs)
const overhead = (rounds.ratio('traced', 'untraced').median - 1) * 100
console.log(`langchain: wall at 300 ms a model call: untraced ${show(rounds.of('untraced'))}, traced ${show(rounds.of('traced'))}; overhead ${overhead.toFixed(2)} %; bar 0.5 %`)
slow.stop()
process.exit(0)
