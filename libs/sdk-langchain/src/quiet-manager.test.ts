import { CallbackManager, CallbackManagerForChainRun } from '@langchain/core/callbacks/manager'
import { expect, test } from 'vitest'
import { hasQuietChildren, isQuiet, isQuietRun, quietChild, quietChildOf, quietCopy, quietRun, unshare } from './quiet-manager.ts'

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
const kept: readonly [name: string, around: CallbackManager][] = [
  ...Object.entries(arounds),
  ['with one key of two values, and a tag twice', manager((one) => {
    one.addMetadata({ step: 1, both: 'inherited' })
    one.addMetadata({ both: 'own' }, false)
    one.addTags(['a', 'b'])
    one.tags.push('a')
  })],
]

test.each(kept)('a copy is what core makes of it: %s', (_name, around) => {
  const before = plain(around)
  const copy = quietCopy(around, CallbackManager)
  expect(plain(copy)).toEqual(plain(around.copy()))
  expect(copy).toBeInstanceOf(CallbackManager)
  expect(plain(around)).toEqual(before)
})

test.each(kept.flatMap(([name, around]) => [undefined, 'seq:step:1', 'shared'].map((tag) => ({ name, around, tag }))))('the manager of the work beneath is what core makes of it: $name, $tag', ({ around, tag }) => {
  const { tags, inheritableTags, metadata, inheritableMetadata } = around
  const run = new CallbackManagerForChainRun('0198c000-0000-7000-8000-000000000002', [], [], tags, inheritableTags, metadata, inheritableMetadata)
  const child = hasQuietChildren(run) ? quietChildOf(run, CallbackManager, tag) : undefined
  expect(plain(child)).toEqual(plain(run.getChild(tag)))
  expect(child).toBeInstanceOf(CallbackManager)
})

test('a handler that goes on to the work beneath is not lost', () => {
  expect(hasQuietChildren(new CallbackManagerForChainRun('0198c000-0000-7000-8000-000000000002', [], [{ name: 'x' } as never], [], [], {}, {}))).toBe(false)
})

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

test('a run that nobody listens to is what core makes of it', async () => {
  const around = arounds['with metadata, some its own']
  const run = quietRun(around, CallbackManagerForChainRun, '0198c000-0000-7000-8000-000000000002')
  const cores = await around.handleChainStart({ lc: 1, type: 'not_implemented', id: [] }, {}, '0198c000-0000-7000-8000-000000000002')
  expect(plain(run)).toEqual(plain(cores))
  expect(run).toBeInstanceOf(CallbackManagerForChainRun)
  expect([isQuietRun(run), isQuietRun({ handlers: [{}] }), isQuietRun(undefined)]).toEqual([true, false, false])
})

test('what managers share is not changed through one of them', () => {
  const around = arounds['with metadata, some its own']
  const before = plain(around)
  const run = quietRun(around, CallbackManagerForChainRun, '0198c000-0000-7000-8000-000000000002')
  const child = hasQuietChildren(run) ? quietChildOf(run, CallbackManager, undefined) : undefined
  if (!(child instanceof CallbackManager)) throw new Error('no manager')
  unshare(child)
  child.removeMetadata({ step: 1 })
  child.metadata['more'] = 'x'
  child.tags.push('more')
  expect(plain(around)).toEqual(before)
})
