// What tracing costs a 10-step run, CPU and wall, against no tracing and against one plain OpenTelemetry span; then at 300 ms model latency
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { interleave, type Spread } from '../interleave.ts'
import type { Ask, Told } from './worker.ts'

const ways = ['untraced', 'span', 'traced'] as const
const bars = { langchain: 1.1, openai: 1.15, agents: 1.08 } as const
const runsPerSample = 10

const next = <T>(child: ChildProcess): Promise<T> => new Promise((resolve) => child.once('message', (message) => resolve(message as T)))
const start = (script: string, args: readonly string[]): ChildProcess => fork(fileURLToPath(new URL(script, import.meta.url)), [...args])

interface Rig {
  readonly workers: readonly ChildProcess[]
  stop(): void
}

async function build(latencyMs: number): Promise<Rig> {
  const server = start('./fake-server.ts', [String(latencyMs)])
  const url = await next<string>(server)
  const workers: ChildProcess[] = []
  for (const way of ways) {
    const worker = start('./worker.ts', [way, url])
    await next(worker)
    workers.push(worker)
  }
  return { workers, stop: () => [server, ...workers].forEach((child) => child.kill()) }
}

function sample(worker: ChildProcess, ask: Ask, pick: (told: Told) => number): () => Promise<number> {
  return async () => {
    const told = next<Told>(worker)
    worker.send(ask)
    return pick(await told)
  }
}

const show = (value: Spread): string => `${value.median.toFixed(2)} ms (p10 ${value.p10.toFixed(2)})`

async function compare(rig: Rig, ask: Ask, plan: { rounds: number; warmup: number }, pick: (told: Told) => number): Promise<readonly Spread[]> {
  const samples = Object.fromEntries(rig.workers.map((worker, index) => [ways[index] ?? '', sample(worker, ask, pick)]))
  return interleave(samples, plan)
}

const fast = await build(0)
for (const workload of ['langchain', 'openai', 'agents'] as const) {
  const [untraced, span, traced] = await compare(fast, { workload, runs: runsPerSample }, { rounds: 24, warmup: 6 }, (told) => told.cpuMs)
  if (untraced === undefined || span === undefined || traced === undefined) break
  console.log(`${workload}: CPU a run: untraced ${show(untraced)}, one OpenTelemetry span ${show(span)}, traced ${show(traced)}`)
  console.log(`  traced / untraced: median ${(traced.median / untraced.median).toFixed(3)}, p10 ${(traced.p10 / untraced.p10).toFixed(3)}; bar ${bars[workload]}`)
}
fast.stop()

const slow = await build(300)
const [untraced, , traced] = await compare(slow, { workload: 'langchain', runs: 1 }, { rounds: 5, warmup: 1 }, (told) => told.wallMs)
if (untraced !== undefined && traced !== undefined) {
  console.log(`langchain: wall at 300 ms a model call: untraced ${show(untraced)}, traced ${show(traced)}; overhead ${((traced.median / untraced.median - 1) * 100).toFixed(2)} %; bar 0.5 %`)
}
slow.stop()
process.exit(0)
