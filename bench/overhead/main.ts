// What tracing costs a 10-step run, CPU and wall, against no tracing, one plain OpenTelemetry span and a handler that does nothing; then at 300 ms latency
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { interleave, type Plan, type Rounds, type Spread } from '../interleave.ts'
import type { Ask, Told } from './worker.ts'

/** `handler`: LangChain with a callback handler that does nothing, the least that any tracer by handlers costs. */
const ways = ['untraced', 'span', 'handler', 'traced'] as const
type Way = (typeof ways)[number]
const bars = { langchain: 1.1, openai: 1.15, agents: 1.08 } as const
/**
 * How many runs follow each other in one sample. `in a row`: a host at work, where a sample is long against what it costs to wake a process whose code and
 * data the others have just pushed out of the processor's caches. `by twos`: that cost, on top. The bars are for a host at work.
 */
const samples = { 'in a row': { langchain: 20, openai: 60, agents: 30 }, 'by twos': { langchain: 2, openai: 2, agents: 2 } } as const
const option = Number(process.argv.find((arg) => arg.startsWith('--seconds='))?.split('=')[1])
/** Time for each comparison, so that the whole bench ends within four times of it on any machine: `npm run bench -- overhead --seconds=30`. */
const withinMs = 1000 * (option > 0 ? option : 150)

const next = <T>(child: ChildProcess): Promise<T> => new Promise((resolve) => child.once('message', (message) => resolve(message as T)))
const start = (script: string, args: readonly string[]): ChildProcess => fork(fileURLToPath(new URL(script, import.meta.url)), [...args])

interface Rig<Used extends Way> {
  readonly workers: ReadonlyMap<Used, ChildProcess>
  stop(): void
}

async function build<Used extends Way>(latencyMs: number, used: readonly Used[]): Promise<Rig<Used>> {
  const server = start('./fake-server.ts', [String(latencyMs)])
  const url = await next<string>(server)
  const workers = new Map<Used, ChildProcess>()
  for (const way of used) {
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

/** One line that shows that it goes on, every ten rounds. */
const progress = (what: string) => (done: number): void => {
  if (done > 0 && done % 10 === 0) console.error(`  ${what}: ${done} rounds`)
}

const show = (value: Spread): string => `${value.median.toFixed(2)} ms (p10 ${value.p10.toFixed(2)})`

async function compare<Used extends Way>(rig: Rig<Used>, ask: Ask, plan: Plan, pick: (told: Told) => number): Promise<Rounds<Used>> {
  const takes = Object.fromEntries([...rig.workers].map(([way, worker]) => [way, sample(worker, ask, pick)])) as Record<Used, () => Promise<number>>
  return interleave(takes, plan)
}

const fast = await build(0, ways)
for (const workload of ['langchain', 'openai', 'agents'] as const) {
  for (const how of ['in a row', 'by twos'] as const) {
    // A host runs for hours: what the compiler of the engine takes for the first few hundred runs is no cost of a run.
    const runs = samples[how][workload]
    const plan = { rounds: 200, warmup: how === 'in a row' ? Math.ceil(400 / runs) : 0, withinMs: withinMs / 2, onRound: progress(`${workload} ${how}`) }
    const rounds = await compare(fast, { workload, runs }, plan, (told) => told.cpuMs)
    console.log(`${workload} ${how} (${runs} runs): CPU a run: ${ways.filter((way) => way !== 'handler' || workload === 'langchain').map((way) => `${way} ${show(rounds.of(way))}`).join(', ')}`)
    for (const way of workload === 'langchain' ? (['handler', 'traced'] as const) : (['traced'] as const)) {
      const [paired, best] = [rounds.ratio(way, 'untraced'), rounds.of(way).best / rounds.of('untraced').best]
      const bar = way === 'traced' && how === 'in a row' ? `; bar ${bars[workload]}` : ''
      console.log(`  ${way} / untraced: ${paired.count} rounds, median ${paired.median.toFixed(3)} (${paired.interval.map((end) => end.toFixed(3)).join(' to ')} at 95 %; p10 ${paired.p10.toFixed(3)}, p90 ${paired.p90.toFixed(3)}); best over best ${best.toFixed(3)}${bar}`)
    }
  }
}
fast.stop()

// Two ways only: twice the rounds in the same time, and a run takes two seconds.
const slow = await build(300, ['untraced', 'traced'])
const rounds = await compare(slow, { workload: 'langchain', runs: 1 }, { rounds: 60, warmup: 2, withinMs, onRound: progress('wall') }, (told) => told.wallMs)
const ratio = rounds.ratio('traced', 'untraced')
const percent = (value: number): string => ((value - 1) * 100).toFixed(2)
console.log(`langchain: wall at 300 ms a model call: untraced ${show(rounds.of('untraced'))}, traced ${show(rounds.of('traced'))}; overhead ${percent(ratio.median)} % (${ratio.interval.map(percent).join(' to ')} % at 95 %); bar 0.5 %`)
slow.stop()
process.exit(0)
