import { CallbackManager } from '@langchain/core/callbacks/manager'
import { expect, test } from 'vitest'
import { isQuiet, quietChild } from './quiet-manager.ts'

const manager = (fill: (one: CallbackManager) => void): CallbackManager => {
  const one = new CallbackManager('0198c000-0000-7000-8000-000000000001')
  fill(one)
  return one
}
const plain = (one: object | undefined): unknown => JSON.parse(JSON.stringify({ ...one }))

const arounds = {
  empty: manager(() => undefined),
  'with tags, some its own': manager((one) => {
    one.addTags(['graph:step:1', 'shared'])
    one.addTags(['own'], false)
  }),
  'with metadata, some its own': manager((one) => {
    one.addMetadata({ langgraph_node: 'tools', step: 1 })
    one.addMetadata({ own: true }, false)
  }),
}
const configs: Readonly<Record<string, readonly [tags?: string[] | undefined, local?: string[] | undefined, metadata?: Record<string, unknown> | undefined, localMetadata?: Record<string, unknown> | undefined]>> = {
  nothing: [],
  'empty lists': [[], [], {}, {}],
  'new tags': [['a'], ['b']],
  'tags again': [['shared'], ['graph:step:1', 'own']],
  'new metadata': [undefined, undefined, { step: 2, more: 'x' }, { local: 1 }],
  'the same key twice': [undefined, undefined, { step: 2 }, { step: 3 }],
  both: [['a', 'shared'], ['own'], { langgraph_node: 'model' }, { own: false }],
}

const cases = Object.entries(arounds).flatMap(([name, around]) => Object.entries(configs).map(([what, config]) => ({ name: `${name}: ${what}`, around, config })))

test.each(cases)('a child is what core makes of it: $name', ({ around, config }) => {
  const [tags, localTags, metadata, localMetadata] = config
  const before = plain(around)
  const child = isQuiet(around, CallbackManager) ? quietChild(around, CallbackManager, config) : undefined
  expect(plain(child)).toEqual(plain(CallbackManager._configureSync(around, undefined, tags, localTags, metadata, localMetadata)))
  expect(child).toBeInstanceOf(CallbackManager)
  expect(plain(around)).toEqual(before)
})

test('a manager with a handler, of a class of its own, or none at all is not quiet', () => {
  class Own extends CallbackManager {}
  expect(isQuiet(manager((one) => one.addHandler({ name: 'x' } as never)), CallbackManager)).toBe(false)
  for (const other of [new Own(), [], undefined, null, 'x', {}]) expect(isQuiet(other, CallbackManager)).toBe(false)
})
