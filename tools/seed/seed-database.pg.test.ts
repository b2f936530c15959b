import { createQueryStore } from '@agenttracer/db'
import type { QueryStore } from '@agenttracer/db'
import { diagnoseRun } from '@agenttracer/diagnosis'
import type { RunFilter } from '@agenttracer/schema'
import { startTestDatabase } from '@agenttracer/testkit'
import type { TestDatabase } from '@agenttracer/testkit'
import { seedDatabase, SeedPastRetention, seedRuns } from '@agenttracer/testkit/seed'
import { afterAll, beforeAll, expect, test } from 'vitest'

const until = Date.now()
const plan = { runs: 600, days: 3, until, seed: 3 }
let database: TestDatabase
let query: QueryStore
beforeAll(async () => {
  database = await startTestDatabase()
  query = createQueryStore({ url: database.urls.query, clock: { now: () => until } })
})
afterAll(async () => {
  await query.close()
  await database.stop()
})

test('seeded runs are stored whole, as if each had arrived when it ended', async () => {
  const { project, runs, steps } = await seedDatabase({ ...plan, urls: database.urls, ownerUrl: database.ownerUrl, diagnose: diagnoseRun, project: 'made-up' })
  const made = [...seedRuns(plan)].flatMap((stretch) => stretch.runs)
  expect({ runs, steps }).toEqual({ runs: made.length, steps: made.reduce((sum, one) => sum + one.steps.length, 0) })
  const filter: RunFilter = { last: '4d' }
  const stats = await query.readStats(project, filter)
  expect(stats).toMatchObject({ ok: true, value: { runs: { total: 600 }, steps: { total: steps } } })
  const groups = await query.listFailures(project, { filter, state: 'all', sort: '-runs', limit: 100 })
  if (!groups.ok) throw new Error(groups.refusal.kind)
  expect(groups.value.items.length).toBeGreaterThan(20)
  const page = await query.listRuns(project, { filter, sort: '-started', limit: 100 })
  if (!page.ok) throw new Error(page.refusal.kind)
  expect(page.value.items.some(({ status }) => status === 'running')).toBe(true)
  for (const { flags, endedAt, startedAt, receivedAt } of page.value.items) {
    expect(flags).toEqual([])
    expect(Date.parse(receivedAt)).toBeGreaterThanOrEqual(Date.parse(endedAt ?? startedAt))
    expect(Date.parse(receivedAt)).toBeLessThanOrEqual(until)
  }
  await expect(seedDatabase({ ...plan, days: 31, urls: database.urls, diagnose: diagnoseRun, project: 'made-up' })).rejects.toThrow(SeedPastRetention)
})
