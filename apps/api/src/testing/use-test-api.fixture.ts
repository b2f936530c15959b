import { startTestDatabase } from '@agenttracer/testkit'
import { beforeAll } from 'vitest'
import type { ServeParts } from '../serve.ts'
import { startTestApi } from './api-fixture.ts'
import type { TestApi } from './api-fixture.ts'

/** Both doors over a database of their own for all tests of a file: there before the first of them, gone after the last. */
export function useTestApi(parts: Partial<ServeParts> = {}): Omit<TestApi, 'stop'> {
  let started: TestApi | undefined
  const api = (): TestApi => {
    if (started === undefined) throw new Error('The doors open before the first test of the file, not while it is read.')
    return started
  }
  beforeAll(async () => {
    const database = await startTestDatabase()
    started = await startTestApi(database, parts)
    return async () => {
      await api().stop()
      await database.stop()
    }
  })
  return {
    get ingest() { return api().ingest },
    get query() { return api().query },
    get ingestPort() { return api().ingestPort },
    get queryPort() { return api().queryPort },
    logs: () => api().logs(),
  }
}
