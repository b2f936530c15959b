import type { RunsPage } from '@agenttracer/schema/query'
import { expectTypeOf, test } from 'vitest'
import { createIngestClient, createAgentTracerClient } from './index.ts'
import type { AppRouter } from './index.ts'

const client = createAgentTracerClient({ url: 'http://127.0.0.1:1' })

test('a right filter gives typed runs', () => {
  const list = (): Promise<RunsPage> => client.runs.list.query({ status: 'failed', agent: ['support-bot', '!demo'], last: '7d', limit: 10 })
  expectTypeOf(list).returns.resolves.toHaveProperty('items')
  type Item = Awaited<ReturnType<typeof list>>['items'][number]
  expectTypeOf<Item['durationMs']>().toEqualTypeOf<number | null>()
})

test('a wrong filter does not compile', () => {
  // @ts-expect-error there is no filter of this name
  const wrongName = () => client.runs.list.query({ agnet: 'support-bot' })
  // @ts-expect-error a run cannot have this status
  const wrongValue = () => client.runs.list.query({ status: 'broken' })
  // @ts-expect-error the client of the query door cannot write
  const write = () => client.ingest
  // @ts-expect-error the client of the ingest door cannot read
  const read = () => createIngestClient({ url: 'http://127.0.0.1:1' }).runs
  expectTypeOf(wrongName).toBeFunction()
  expectTypeOf(wrongValue).toBeFunction()
  expectTypeOf(write).toBeFunction()
  expectTypeOf(read).toBeFunction()
})

test("the published router type has none of the server's context", () => {
  expectTypeOf<AppRouter['_def']['_config']['$types']['ctx']>().toEqualTypeOf<object>()
})
