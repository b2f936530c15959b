import { connectionUrls, createControlStore, createQueryStore, migrate } from '@agenttracer/db'
import type { QueryStore, Stored } from '@agenttracer/db'
import { diagnoseRun } from '@agenttracer/diagnosis'
import { startPostgres } from '@agenttracer/postgres'
import type { ProjectId, RunFilter } from '@agenttracer/schema'
import { parseFilter } from '@agenttracer/schema'
import { seedDatabase } from '@agenttracer/testkit/seed'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// Server time of every query procedure at size, beside the same for a floor: one run by its id. Bars (design.md section 12, p95 at 1 M runs):
// list 50 ms, one run with 1,000 steps 50 ms, stats over 30 days 100 ms, and less than 1.5 times from 100 k to 1 M.
//   npm run bench -- reads --runs=300000            seeds a database of its own and removes it
//   npm run bench -- reads --runs=1000000 --keep=DIR  keeps it there, and takes it if it is there

const options = new Map(process.argv.slice(2).map((arg) => arg.replace(/^--/, '').split('=', 2) as [string, string]))
const runs = Number(options.get('runs') ?? 100_000)
const keep = options.get('keep')
const rounds = Number(options.get('rounds') ?? 15)
const days = 30
const passwords = { ingest: 'bench-bench-bench-1', query: 'bench-bench-bench-2', control: 'bench-bench-bench-3' }

const root = keep ?? mkdtempSync(join(tmpdir(), 'agenttracer-reads-'))
mkdirSync(root, { recursive: true })
chmodSync(root, 0o755)
const server = await startPostgres({ home: join(root, 'home'), systemFolder: join(root, 'system') })
await migrate({ ownerUrl: server.ownerUrl, rolePasswords: passwords })
const urls = connectionUrls(server.ownerUrl, passwords)
const marker = join(root, 'seeded.json')
if (!existsSync(marker)) {
  const until = Date.now()
  const { project } = await seedDatabase({
    runs, days, until, seed: 1, urls, ownerUrl: server.ownerUrl, diagnose: diagnoseRun,
    onProgress: (done) => process.stderr.write(`\rseeding ${done.runs} of ${runs}   `),
  })
  writeFileSync(marker, JSON.stringify({ project, until }))
}
const seeded = JSON.parse(readFileSync(marker, 'utf8')) as { project: ProjectId; until: number }
const control = createControlStore({ url: urls.control })
const rolled = performance.now()
let hours = 0
for (let more = await control.rollUp(seeded.project); more > 0; more = await control.rollUp(seeded.project)) hours += more
if (hours > 0) console.log(`\nrollups: ${hours} hours, ${((performance.now() - rolled) / hours).toFixed(1)} ms an hour`)

const store = createQueryStore({ url: urls.query, clock: { now: () => seeded.until }, statementTimeoutMs: 60_000 })
const filterOf = (text: string): RunFilter => parseFilter(new URLSearchParams(text)).filter
const value = async <T>(answer: Promise<Stored<T>>): Promise<T> => {
  const got = await answer
  if (!got.ok) throw new Error(got.refusal.kind)
  return got.value
}
const at = (values: readonly number[], share: number): number => values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN

const list = (text: string, sort: '-started' | '-duration' = '-started') => () => value(store.listRuns(seeded.project, { filter: filterOf(text), sort, limit: 50 }))
const failed = (await list('status=failed&last=7d')()).items
const [newest] = failed
const big = (await value(store.listRuns(seeded.project, { filter: filterOf('agent=batch-worker&last=7d&minSteps=1000&maxSteps=1000'), sort: '-started', limit: 1 }))).items[0]
const id = newest?.runId
const print = newest?.fingerprint
if (id === undefined || print == null) throw new Error('no failed run')
type Call = (store: QueryStore, project: ProjectId) => Promise<Stored<unknown>>
const on = (call: Call) => () => value(call(store, seeded.project))
const calls: Record<string, () => Promise<unknown>> = {
  'floor: one run by id': on((s, p) => s.readSteps(p, id)),
  'runs.list': list(''), 'runs.list 30d': list('last=30d'), 'runs.list agent+version+env 30d': list('agent=planner&version=1.9&env=staging&last=30d'),
  'runs.list code 30d': list('code=tool.system_error&last=30d'), 'runs.list version only 30d': list('version=3.1.0&last=30d'), 'runs.list version none 30d': list('version=0.0.0&last=30d'),
  'runs.list tool 30d': list('tool=crm_update&last=30d'), 'runs.list model 30d': list('model=mistral-large-latest&last=30d'), 'runs.list retries>=3 30d': list('retries=3..&last=30d'),
  'runs.list minMs 60 s 30d': list('minMs=60000&last=30d'), 'runs.list by duration 7d': list('last=7d', '-duration'), 'runs.list status=incomplete 30d': list('status=incomplete&last=30d'),
  'runs.get': on((s, p) => s.readRun(p, id)), ...(big === undefined ? {} : { 'runs.steps of 1,000': on((s, p) => s.readSteps(p, big.runId)) }),
  'runs.facets 24h': on((s, p) => s.readFacets(p, {})), 'runs.facets 30d': on((s, p) => s.readFacets(p, filterOf('last=30d'))),
  'runs.histogram 24h': on((s, p) => s.readHistogram(p, {})), 'runs.histogram 30d': on((s, p) => s.readHistogram(p, filterOf('last=30d'))),
  'stats.summary 24h': on((s, p) => s.readStats(p, {})), 'stats.summary 30d': on((s, p) => s.readStats(p, filterOf('last=30d'))),
  'stats.series 24h': on((s, p) => s.readSeries(p, { filter: {} })), 'stats.series 30d': on((s, p) => s.readSeries(p, { filter: filterOf('last=30d') })),
  'stats.series 30d by version': on((s, p) => s.readSeries(p, { filter: filterOf('last=30d&agent=support-bot'), split: 'version' })),
  'stats.series 30d by tool': on((s, p) => s.readSeries(p, { filter: filterOf('last=30d'), split: 'tool' })),
  'overview.health 24h': on((s, p) => s.readHealth(p, {})), 'overview.health 30d': on((s, p) => s.readHealth(p, filterOf('last=30d'))),
  'overview.topFailures 24h': on((s, p) => s.readTopFailures(p, {})), 'overview.topFailures 30d': on((s, p) => s.readTopFailures(p, filterOf('last=30d'))),
  'failures.list 24h': on((s, p) => s.listFailures(p, { filter: {}, state: 'all', sort: '-runs', limit: 50 })),
  'failures.list 30d': on((s, p) => s.listFailures(p, { filter: filterOf('last=30d'), state: 'all', sort: '-runs', limit: 50 })),
  'failures.get 30d': on((s, p) => s.readFailure(p, print, filterOf('last=30d'))), 'failures.differences 7d': on((s, p) => s.readFailureDifferences(p, print, filterOf('last=7d'))),
  'agents.list': on((s, p) => s.listAgents(p)), 'onboarding.firstRun': on((s, p) => s.readFirstRun(p)),
}

// By turns, so that a busy machine hits all alike.
const took: Record<string, number[]> = Object.fromEntries(Object.keys(calls).map((name) => [name, []]))
for (let round = 0; round <= rounds; round += 1) {
  for (const [name, call] of Object.entries(calls)) {
    const began = performance.now()
    await call()
    if (round > 0) took[name]?.push(performance.now() - began)
  }
}
const floor = at(took['floor: one run by id'] ?? [], 0.5)
console.log(`\n${runs.toLocaleString('en')} runs over ${days} days\n${'call'.padEnd(36)}     p50 ms   p95 ms   p50 / floor`)
for (const [name, times] of Object.entries(took)) {
  console.log(`${name.padEnd(36)} ${at(times, 0.5).toFixed(1).padStart(10)} ${at(times, 0.95).toFixed(1).padStart(8)} ${(at(times, 0.5) / floor).toFixed(1).padStart(12)}`)
}
await Promise.all([store.close(), control.close()])
await server.stop()
if (keep === undefined) rmSync(root, { recursive: true, force: true })
