import { createAgentTracerClient } from '@agenttracer/client'
import { expectTypeOf, test } from 'vitest'
import { askGate } from './gate.ts'

const client = createAgentTracerClient({ url: 'http://127.0.0.1:1' })

test('a wrong filter name does not compile, a right one gives typed runs', () => {
  // @ts-expect-error there is no filter of this name
  const wrong = () => client.runs.list.query({ enviroment: 'production' })
  // @ts-expect-error an agent is asked for
  const noAgent = () => askGate(client, { version: '2.0.0' })
  const right = () => client.runs.list.query({ env: 'production', status: 'failed' })
  type Run = Awaited<ReturnType<typeof right>>['items'][number]
  expectTypeOf<Run['agentVersion']>().toBeString()
  expectTypeOf<NonNullable<Run['verdict']>['confidence']>().toEqualTypeOf<'certain' | 'likely' | 'unknown'>()
  expectTypeOf(wrong).toBeFunction()
  expectTypeOf(noAgent).toBeFunction()
})
