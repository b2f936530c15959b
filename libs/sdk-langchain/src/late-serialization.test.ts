import { CallbackManager } from '@langchain/core/callbacks/manager'
import { RunnableLambda, RunnableSequence, type Runnable } from '@langchain/core/runnables'
import { expect, test } from 'vitest'
import { recordEach } from './recorded.fixture.ts'

const recorded = recordEach()
const chain = (): RunnableSequence => RunnableSequence.from([(value: number) => value + 1, (value: number) => value * 2])
/** What core reads before it serializes the runnable that starts. */
const startOf = (manager: CallbackManager): unknown => manager.handleChainStart

test('what the host serializes itself is whole, also right after a start was looked up', () => {
  const one = chain()
  const whole = JSON.stringify(one)
  expect(startOf(new CallbackManager())).toBeTypeOf('function')
  expect(JSON.stringify(one)).toBe(whole)
  startOf(new CallbackManager())
  const { id, kwargs, lc, type, ...more } = one.toJSON() as unknown as Record<string, unknown>
  expect(JSON.stringify({ lc, type, id, kwargs })).toBe(whole)
  expect(more).toEqual({})
})

test('a start that is looked up and not called is forgotten in the same turn', async () => {
  startOf(new CallbackManager())
  await Promise.resolve()
  expect(Object.keys(chain().toJSON())).toEqual(['lc', 'type', 'id', 'kwargs'])
})

test('a handler of the host gets the whole', async () => {
  const seen: unknown[] = []
  const one = chain()
  await one.invoke(1, { callbacks: [{ handleChainStart: (serialized) => void seen.push(serialized) }] })
  expect(JSON.stringify(seen[0])).toBe(JSON.stringify(one))
})

class Guarded extends RunnableLambda<number, number> {
  override lc_serializable = true

  override get lc_attributes(): never {
    throw new Error('not to be read')
  }
}

test('a getter of the host that only serialization reads is not read: without a tracer it would not be', async () => {
  const guarded: Runnable<number, number> = new Guarded({ func: (value: number) => value + 1 })
  expect(await guarded.withConfig({ runName: 'count' }).invoke(1)).toBe(2)
  expect((await recorded.delivered()).runs.map(({ status }) => status)).toEqual(['success'])
})

class Own extends RunnableLambda<number, number> {
  override toJSON(): ReturnType<RunnableLambda<number, number>['toJSON']> {
    return { ...super.toJSON(), id: ['own', 'Own'] }
  }
}

test('a class with its own form is asked for it', async () => {
  const own = new Own({ func: (value: number) => value + 1 })
  startOf(new CallbackManager())
  expect(Object.keys(own.toJSON()).toSorted()).toEqual(Object.keys(new RunnableLambda({ func: (value: number) => value }).toJSON()).toSorted())
  expect(await own.invoke(1)).toBe(2)
})
