import { createIngestStore } from '@agenttracer/db'
import type { IngestRequest } from '@agenttracer/db'
import { diagnoseRun } from '@agenttracer/diagnosis'
import { openBenchDatabase } from './bench-database.ts'
import type { BenchDatabase } from './bench-database.ts'
import { copyRows, exportRows, makeReference } from './copy-reference.ts'
import { syntheticRequests } from './synthetic-runs.ts'

// Prints how fast runs of ten steps are stored, as a share of COPY of the same rows into tables with the same keys, checks and partitions.
// Ours parses nothing (that is the door's) but does everything else: names, merge, diagnosis, indexes, marks, durable commits.
// Bars (design.md section 12): batched >= 0.35 over HTTP; one run per request at 200 runs/s p99 <= 25 ms.

const runs = Number(process.argv[2] ?? 10_000)
const rounds = 3
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const at = (values: readonly number[], share: number): number => values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN

async function ingest(database: BenchDatabase, requests: readonly IngestRequest[], inFlight: number): Promise<number> {
  await database.owner.query('TRUNCATE agenttracer.run, agenttracer.step, agenttracer.dirty_hour; CHECKPOINT')
  const store = createIngestStore({ url: database.urls.ingest, diagnose: diagnoseRun })
  await store.ingest(database.project, syntheticRequests(20, 20)[0] ?? { runs: [], steps: [], open: [] })
  const queue = [...requests]
  const began = performance.now()
  await Promise.all(Array.from({ length: inFlight }, async () => {
    for (let request = queue.pop(); request !== undefined; request = queue.pop()) {
      const answer = await store.ingest(database.project, request)
      if (!answer.ok) throw new Error(answer.refusal.kind)
    }
  }))
  const elapsed = performance.now() - began
  await store.close()
  return elapsed
}

/** One run a request at a steady rate; milliseconds each took. */
async function steady(database: BenchDatabase, perSecond: number, seconds: number): Promise<number[]> {
  const store = createIngestStore({ url: database.urls.ingest, diagnose: diagnoseRun })
  await Promise.all(syntheticRequests(8, 1).map((request) => store.ingest(database.project, request)))
  const took: number[] = []
  const sent: Promise<void>[] = []
  const began = performance.now()
  for (const [n, request] of syntheticRequests(perSecond * seconds, 1).entries()) {
    const due = began + (n * 1_000) / perSecond
    const wait = due - performance.now()
    if (wait > 0) await new Promise((done) => setTimeout(done, wait))
    sent.push(store.ingest(database.project, request).then(() => void took.push(performance.now() - due)))
  }
  await Promise.all(sent)
  await store.close()
  return took
}

interface Cost {
  readonly ms: number
  /** CPU of the server and of this process a run, in microseconds. */
  readonly server: number
  readonly node: number
}

/** What the work costs a run, in time and in CPU: on a shared machine the CPU is the steadier figure. */
async function cost(database: BenchDatabase, count: number, work: () => Promise<number>): Promise<Cost> {
  const [server, node] = [database.cpu(), process.cpuUsage()]
  const ms = await work()
  const used = process.cpuUsage(node)
  return { ms: ms / count, server: ((database.cpu() - server) * 1e6) / count, node: (used.user + used.system) / count }
}

await using database = await openBenchDatabase()
await ingest(database, syntheticRequests(runs, 100), 8)
await makeReference(database)
const files = await exportRows(database)
const costs: Record<'copy' | 'batched' | 'single', Cost[]> = { copy: [], batched: [], single: [] }
for (let round = 0; round < rounds; round += 1) {
  costs.copy.push(await cost(database, runs, () => copyRows(database, files)))
  costs.batched.push(await cost(database, runs, () => ingest(database, syntheticRequests(runs, 100), 8)))
  costs.single.push(await cost(database, runs / 5, () => ingest(database, syntheticRequests(runs / 5, 1), 64)))
}
const of = (name: keyof typeof costs, key: keyof Cost): number => median(costs[name].map((each) => each[key]))
for (const [name, label] of [['copy', 'COPY, 1,000 runs a transaction'], ['batched', 'ingest, 100 runs a request, 8 at once'], ['single', 'ingest, 1 run a request, 64 at once']] as const) {
  console.log(`${label.padEnd(40)}${Math.round(1_000 / of(name, 'ms'))} runs/s  ratio ${(of('copy', 'ms') / of(name, 'ms')).toFixed(2)}  server CPU ${of(name, 'server').toFixed(0)} us a run (${(of('copy', 'server') / of(name, 'server')).toFixed(2)})  Node ${of(name, 'node').toFixed(0)} us`)
}
console.log('bar: 0.35 batched')
const took = await steady(database, 200, 15)
console.log(`200 runs/s, one a request: p50 ${at(took, 0.5).toFixed(1)} ms, p99 ${at(took, 0.99).toFixed(1)} ms  (bar 25 ms)`)
