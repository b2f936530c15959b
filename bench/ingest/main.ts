// Runs of ten steps over HTTP into the real API and a durable Postgres, as SDKs send them. --runs=10000 --seconds=15
import { parseArgs } from 'node:util'
import { openBenchDatabase } from '../store/bench-database.ts'
import type { BenchDatabase } from '../store/bench-database.ts'
import { copyRows, exportRows, makeReference } from '../store/copy-reference.ts'
import { syntheticRequests } from '../store/synthetic-runs.ts'
import { startApiProcess } from './api-process.ts'
import type { ApiProcess } from './api-process.ts'
import { bodyOf, openSender } from './batch-sender.ts'
import type { Sender } from './batch-sender.ts'

// Bars (design.md section 12): batched >= 0.35 of COPY of the same rows into tables with the same keys, checks and partitions; one run per
// request at 200 runs/s p99 <= 25 ms; memory of the API < 300 MB. The sender shares the machine, as `npm start` and its host do.

const { values } = parseArgs({ options: { runs: { type: 'string', default: '10000' }, seconds: { type: 'string', default: '15' } } })
const [runs, seconds] = [Math.max(1_000, Number(values.runs)), Math.max(1, Number(values.seconds))]
const [rounds, runsPerBatch, batchesAtOnce, steadyPerSecond] = [3, 100, 8, 200]
const sorted = (list: readonly number[]): number[] => list.toSorted((a, b) => a - b)
const at = (list: readonly number[], share: number): number => sorted(list)[Math.floor(list.length * share)] ?? Number.NaN

interface Peak { mb: number }

/** Milliseconds until all batches are acknowledged. A refusal ends the bench: its figure would be of something else. */
async function batched({ owner }: BenchDatabase, { send }: Sender, peak: () => void): Promise<number> {
  await owner.query('TRUNCATE agenttracer.run, agenttracer.step, agenttracer.dirty_hour; CHECKPOINT')
  const queue = syntheticRequests(runs, runsPerBatch).map(bodyOf)
  const began = performance.now()
  await Promise.all(Array.from({ length: batchesAtOnce }, async () => {
    for (let body = queue.pop(); body !== undefined; body = queue.pop()) {
      const status = await send(body)
      if (status !== 200) throw new Error(`answered ${status}`)
      peak()
    }
  }))
  return performance.now() - began
}

/** One run a request at a steady rate, whatever the answers take: milliseconds from when each was due to its answer. */
async function steady({ send }: Sender, peak: () => void): Promise<{ readonly took: number[]; readonly putOff: number }> {
  const bodies = syntheticRequests(steadyPerSecond * seconds, 1).map(bodyOf)
  const took: number[] = []
  let putOff = 0
  const began = performance.now()
  await Promise.all(bodies.map(async (body, n) => {
    const due = began + (n * 1_000) / steadyPerSecond
    await new Promise((done) => setTimeout(done, Math.max(0, due - performance.now())))
    if ((await send(body)) === 200) took.push(performance.now() - due)
    else putOff += 1
    if (n % 50 === 0) peak()
  }))
  return { took, putOff }
}

async function measure(database: BenchDatabase, api: ApiProcess): Promise<void> {
  using sender = openSender(api.ingestPort)
  const most: Peak = { mb: 0 }
  const peak = (): void => void (most.mb = Math.max(most.mb, api.residentMb()))
  const start = api.residentMb()
  await batched(database, sender, peak)
  await makeReference(database)
  const files = await exportRows(database)
  const [copy, http, cpu, server, copyServer]: [number[], number[], number[], number[], number[]] = [[], [], [], [], []]
  for (let round = 0; round < rounds; round += 1) {
    const idle = database.cpu()
    copy.push(await copyRows(database, files))
    const before = [api.cpu(), database.cpu()] as const
    copyServer.push(((before[1] - idle) * 1e6) / runs)
    http.push(await batched(database, sender, peak))
    cpu.push(((api.cpu() - before[0]) * 1e6) / runs)
    server.push(((database.cpu() - before[1]) * 1e6) / runs)
  }
  const warm = api.residentMb()
  const { took, putOff } = await steady(sender, peak)
  console.log(`COPY, 1,000 runs a transaction           ${Math.round((runs * 1_000) / at(copy, 0.5))} runs/s  Postgres CPU ${at(copyServer, 0.5).toFixed(0)} us a run`)
  console.log(`HTTP, ${runsPerBatch} runs a request, ${batchesAtOnce} at once     ${Math.round((runs * 1_000) / at(http, 0.5))} runs/s  ratio ${(at(copy, 0.5) / at(http, 0.5)).toFixed(2)} (bar 0.35)  API CPU ${at(cpu, 0.5).toFixed(0)} us a run, Postgres ${at(server, 0.5).toFixed(0)} us`)
  console.log(`HTTP, ${steadyPerSecond} runs/s, one a request           p50 ${at(took, 0.5).toFixed(1)} ms, p99 ${at(took, 0.99).toFixed(1)} ms (bar 25 ms); put off ${putOff} of ${took.length + putOff}`)
  console.log(`memory of the API                        ${start.toFixed(0)} MB at the start, ${warm.toFixed(0)} MB after the batches, ${api.residentMb().toFixed(0)} MB at the end, peak ${most.mb.toFixed(0)} MB (bar 300 MB)`)
}

await using database = await openBenchDatabase()
await using api = await startApiProcess(database.urls)
await measure(database, api)
