import { randomBytes } from 'node:crypto'
import { endsItself, fuzzCanary, Gun, shotsOf } from '@agenttracer/testkit/fuzz'
import { expect, test } from 'vitest'
import { hashKey } from './door/authenticate.ts'
import { proceduresOf } from './rest/procedures.ts'
import { queryRouter } from './router.ts'
import { useTestApi } from './testing/use-test-api.fixture.ts'
import { wireRun } from './testing/wire-records.ts'

const adminKey = `at_admin_${randomBytes(24).toString('hex')}`
const api = useTestApi({ adminKeyHash: hashKey(adminKey) })

const namesOf = (wanted: 'query' | 'mutation'): readonly string[] => proceduresOf(queryRouter).flatMap(({ name, type }) => (type === wanted ? [name] : []))

/** The bounded form of `npm run fuzz`, which has the web server too and runs as long as it is told to. */
const count = 4_000
test(`R6: ${count} hostile requests: never a 5xx, never an echo, the process lives and still stores`, async () => {
  const gun = new Gun({ ports: { ingest: api.ingestPort, query: api.queryPort }, adminKey }, 8)
  const shots = shotsOf({ doors: ['ingest', 'query'], queries: namesOf('query'), mutations: namesOf('mutation') }, 20_261_122)
  const statuses = new Map<number, number>()
  const faults: unknown[] = []
  let left = count
  const shooter = async (): Promise<void> => {
    for (const shot of shots) {
      if ((left -= 1) < 0) return
      const { status, text } = await gun.fire(shot)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      if (status >= 500 || (status === 0 && !endsItself(shot)) || text.includes(fuzzCanary)) faults.push({ status, text: text.slice(-500), ...shot, body: Buffer.from(shot.body ?? []).toString('latin1').slice(0, 1_000) })
    }
  }
  await Promise.all(Array.from({ length: 8 }, shooter))
  gun.close()
  expect(JSON.stringify(faults, null, 1)).toBe('[]')
  expect({ echoes: api.logs().includes(fuzzCanary), bugs: api.logs().split('\n').filter((line) => line.includes('"bug"')) }).toEqual({ echoes: false, bugs: [] })
  expect(statuses.get(200) ?? 0).toBeGreaterThan(count / 20)
  expect(statuses.get(400) ?? 0).toBeGreaterThan(count / 20)
  const good = wireRun()
  expect((await api.ingest.post('/v1/runs', { runs: [good], steps: [] })).status).toBe(200)
  expect((await api.query.get(`/v1/runs/${String(good['runId'])}`)).status).toBe(200)
}, 300_000)
