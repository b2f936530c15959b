import { expect, test } from 'vitest'
import { AgentTracer, InMemoryExporter } from '../index.ts'

const newTracer = (): { tracer: AgentTracer; exporter: InMemoryExporter } => {
  const exporter = new InMemoryExporter()
  return { exporter, tracer: new AgentTracer({ agentId: 'a', exporter }) }
}
const steps = async (tracer: AgentTracer, exporter: InMemoryExporter): Promise<readonly string[]> => {
  await tracer.flush()
  return exporter.steps.map(({ name, status, attempt }) => `${name} ${status} ${attempt}`)
}
/** As the openai client's: asked late, read once, with methods of its own. */
class LazyPromise extends Promise<unknown> {
  asked = 0
  readonly #ask: () => Promise<unknown>
  #parsed: Promise<unknown> | undefined

  constructor(ask: () => Promise<unknown>) {
    super((resolve) => resolve(null))
    this.#ask = ask
  }

  static override get [Symbol.species](): PromiseConstructor {
    return Promise
  }

  parse(): Promise<unknown> {
    this.asked += this.#parsed === undefined ? 1 : 0
    return (this.#parsed ??= this.#ask())
  }

  withResponse(): Promise<{ data: unknown }> {
    return this.parse().then((data) => ({ data }))
  }

  override catch<B>(fail?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<unknown> {
    return this.parse().catch(fail)
  }
}
Reflect.set(LazyPromise.prototype, 'then', function then(this: LazyPromise, ok?: (value: unknown) => unknown, fail?: (reason: unknown) => unknown) {
  return this.parse().then(ok, fail)
})

test('a promise of a class of its own stays the same object, with its methods, and is asked once', async () => {
  const { tracer, exporter } = newTracer()
  const lazy = new LazyPromise(async () => 7)
  const given = tracer.step('model', 'm', () => lazy)
  expect(given).toBe(lazy)
  expect(lazy.asked).toBe(0)
  expect(await given.withResponse()).toEqual({ data: 7 })
  expect([await given, await given, lazy.asked]).toEqual([7, 7, 1])
  expect(await steps(tracer, exporter)).toEqual(['m ok 1'])
})

test.each([
  { name: 'await', wait: async (lazy: LazyPromise) => lazy },
  { name: 'catch', wait: (lazy: LazyPromise) => lazy.catch((error: unknown) => { throw error }) },
  { name: 'finally', wait: (lazy: LazyPromise) => lazy.finally(() => undefined) },
])('its failure is seen through $name, and is the very error', async ({ wait }) => {
  const { tracer, exporter } = newTracer()
  const error = new RangeError('no')
  await expect(wait(tracer.step('model', 'm', () => new LazyPromise(() => Promise.reject(error))))).rejects.toBe(error)
  expect(await steps(tracer, exporter)).toEqual(['m error 1'])
})

test('a frozen thenable is handed over as it is', async () => {
  const { tracer, exporter } = newTracer()
  const thenable = {}
  Reflect.set(thenable, 'then', (resolve: (value: number) => void) => resolve(3))
  Object.freeze(thenable)
  expect(tracer.step('tool', 'x', () => thenable)).toBe(thenable)
  expect(await steps(tracer, exporter)).toEqual(['x ok 1'])
})

test('a rejection that the host forgot is still told to the process', async () => {
  const { tracer } = newTracer()
  const error = new Error('forgotten')
  const told = new Promise((resolve) => process.once('unhandledRejection', resolve))
  void tracer.run((run) => run.step('tool', 'x', () => Promise.reject(error)))
  expect(await told).toBe(error)
})

const trap = (value: object): object => new Proxy(value, { get: () => { throw new Error('getter') } })

test.each([
  { name: 'attempts', retry: { get attempts(): number { throw new Error('getter') } } },
  { name: 'a wait', retry: { attempts: 2, get waitMs(): number { throw new Error('getter') }, maxWaitMs: 0 } },
  { name: 'whether', retry: { attempts: 2, waitMs: 0, get when(): never { throw new Error('getter') } } },
  { name: 'all', retry: trap({}) },
  { name: 'whether, when asked', retry: { attempts: 2, waitMs: 0, when: () => { throw new Error('when') } } },
  { name: 'nothing', retry: null },
])('of retry options that cannot be read ($name) the host hears nothing', async ({ retry }) => {
  const { tracer, exporter } = newTracer()
  const error = new TypeError('own')
  const fail = (): Promise<unknown> => tracer.run((run) => run.step('tool', 'x', () => Promise.reject(error), { retry } as never))
  await expect(fail()).rejects.toBe(error)
  expect((await steps(tracer, exporter)).length).toBeGreaterThan(0)
})

test('options that throw when looked at are no options', () => {
  const { tracer } = newTracer()
  expect(tracer.step('tool', 'x', () => 5, trap({}) as never)).toBe(5)
})
