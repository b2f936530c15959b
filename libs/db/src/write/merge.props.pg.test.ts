import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProjectId } from '@agenttracer/schema'
import { startTestDatabase } from '@agenttracer/testkit'
import type { TestDatabase } from '@agenttracer/testkit'
import type { IngestRequest, IngestStore } from '../store.ts'
import { arbitraryRecords } from '../testing/arbitrary-records.fixture.ts'
import type { RecordSet } from '../testing/arbitrary-records.fixture.ts'
import { storedRows } from '../testing/stored-rows.fixture.ts'
import { tellingDiagnose } from '../testing/telling-diagnose.fixture.ts'
import { createIngestStore } from './ingest-store.ts'

const runs = 60

let database: TestDatabase
let owner: pg.Client
let store: IngestStore
beforeAll(async () => {
  database = await startTestDatabase()
  store = createIngestStore({ url: database.urls.ingest, diagnose: tellingDiagnose, liveEveryMs: 0, maxBatch: 6, connections: 3, windowMs: 1 })
  owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await store.close()
  await owner.end()
  await database.stop()
})

/** `together`: all at once, so that they share transactions or race. */
async function deliver(project: ProjectId, requests: readonly IngestRequest[], together: boolean): Promise<void> {
  const send = async (request: IngestRequest): Promise<void> => {
    const answer = await store.ingest(project, request)
    if (!answer.ok || [...answer.value.runs, ...answer.value.steps].includes('refused')) throw new Error('not taken')
  }
  if (together) await Promise.all(requests.map(send))
  else for (const request of requests) await send(request)
}

type Item = { readonly run: RecordSet['runs'][number] } | { readonly step: RecordSet['steps'][number] }
const request = (items: readonly Item[]): IngestRequest => ({
  runs: items.flatMap((item) => ('run' in item ? [item.run] : [])), steps: items.flatMap((item) => ('step' in item ? [item.step] : [])), open: [],
})

/** The items in another order, some twice, cut into requests. */
function scheduleOf(items: readonly Item[], dice: readonly number[]): IngestRequest[] {
  const roll = (at: number): number => dice[at % dice.length] ?? 0
  const doubled = items.flatMap((item, at) => (roll(at) % 3 === 0 ? [item, item] : [item]))
  const mixed = doubled.map((item, at) => ({ item, key: (roll(at) * 7919 + roll(at + 1) * 104_729) % 1_000 })).sort((a, b) => a.key - b.key).map(({ item }) => item)
  const requests: Item[][] = [[]]
  mixed.forEach((item, at) => {
    if (roll(at * 3) % 2 === 0) requests.push([])
    requests.at(-1)?.push(item)
  })
  return requests.filter((list) => list.length > 0).map(request)
}

test('R3: any order, batching and duplication of the same records ends in the same rows', async () => {
  const at = Date.now()
  await fc.assert(
    fc.asyncProperty(arbitraryRecords(at), fc.array(fc.nat(997), { minLength: 5, maxLength: 20 }), fc.boolean(), async (set, dice, together) => {
      const items: Item[] = [...set.runs.map((run) => ({ run })), ...set.steps.map((step) => ({ step }))]
      const [one, other] = [randomUUID() as ProjectId, randomUUID() as ProjectId]
      await deliver(one, [request(items)], false)
      await deliver(other, scheduleOf(items, dice), together)
      expect(await storedRows(owner, other)).toEqual(await storedRows(owner, one))
    }),
    { numRuns: runs, interruptAfterTimeLimit: 25_000, markInterruptAsFailure: false },
  )
})

test('R3: an identical re-send writes nothing and is answered as duplicate', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryRecords(Date.now()), async (set) => {
      const project = randomUUID() as ProjectId
      const items: Item[] = [...set.runs.map((run) => ({ run })), ...set.steps.map((step) => ({ step }))]
      await deliver(project, items.map((item) => request([item])), false)
      const before = await owner.query('SELECT run_id, xmin::text FROM agenttracer.run WHERE project_id = $1 UNION ALL SELECT run_id, xmin::text FROM agenttracer.step WHERE project_id = $1 ORDER BY 1, 2', [project])
      const answer = await store.ingest(project, request(items))
      const after = await owner.query('SELECT run_id, xmin::text FROM agenttracer.run WHERE project_id = $1 UNION ALL SELECT run_id, xmin::text FROM agenttracer.step WHERE project_id = $1 ORDER BY 1, 2', [project])
      expect(after.rows).toEqual(before.rows)
      if (answer.ok) for (const outcome of [...answer.value.runs, ...answer.value.steps]) expect(['duplicate', 'conflict']).toContain(outcome)
      expect(answer.ok).toBe(true)
    }),
    { numRuns: runs / 2, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: false },
  )
})
