import { AgentTracer, InMemoryExporter, type Exporter, type Plugin } from '@agenttracer/sdk-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { calls, canary, fails, hangs, says, startFakeModel, type FakeModel } from './fake-model.ts'
import { outline, type Scenarios, type Stage } from './scenario.ts'

export interface AdapterUnderTest {
  readonly name: string
  readonly plugins: () => readonly Plugin[]
  readonly scenarios: Scenarios
}

type Name = keyof Scenarios

interface Case {
  readonly name: Name
  readonly replies: readonly object[]
  readonly run: string
  /** Steps in order, without containers: agents, nodes and other orchestration may stand between them. */
  readonly steps: readonly string[]
  readonly isUnordered?: boolean
}

const ok = 'model gpt-4.1 ok 1'
const cases: readonly Case[] = [
  { name: 'success', replies: [calls(['look', { q: canary('argument') }]), says()], run: 'success', steps: [ok, 'tool look ok 1', ok] },
  { name: 'modelRetried', replies: [fails(500), says()], run: 'success', steps: ['model gpt-4.1 error 1', 'model gpt-4.1 ok 2'] },
  { name: 'modelExhausted', replies: [fails(500), fails(500), fails(500)], run: 'failed', steps: ['model gpt-4.1 error 1', 'model gpt-4.1 error 2', 'model gpt-4.1 error 3'] },
  { name: 'toolFails', replies: [calls(['broken', {}]), says()], run: 'success', steps: [ok, 'tool broken error 1', ok] },
  { name: 'parallelTools', replies: [calls(['look', { q: 'x' }], ['broken', {}]), says()], run: 'success', steps: [ok, 'tool look ok 1', 'tool broken error 1', ok], isUnordered: true },
  { name: 'nestedAgent', replies: [calls(['ask_worker', { input: canary('argument') }]), says(), says()], run: 'success', steps: [ok, 'tool ask_worker ok 1', ok, ok] },
  { name: 'cancelled', replies: [hangs(2000)], run: 'cancelled', steps: ['model gpt-4.1 cancelled 1'] },
  { name: 'streamed', replies: [says(`${canary('stream')} one two three four`)], run: 'success', steps: [ok] },
  { name: 'hostThrows', replies: [says()], run: 'failed', steps: [ok] },
]

interface Outcome {
  readonly value?: string
  readonly error?: readonly unknown[]
}

/** What the host sees of a program: its result as text, or its error's class, name and own properties. */
async function outcomeOf(play: (stage: Stage) => Promise<unknown>, stage: Stage): Promise<Outcome> {
  try {
    return { value: plain(await play(stage)) }
  } catch (error) {
    return error instanceof Error ? { error: [error.constructor.name, error.name, error.message] } : { error: [String(error)] }
  }
}

/** Ids and times differ from run to run by nature. */
const plain = (value: unknown): string => (JSON.stringify(value) ?? 'undefined').replace(/[0-9a-f]{8}-[0-9a-f-]{27}|fake\d+|"(created|created_at)":\d+/g, '')

const dead: Exporter = { send: () => Promise.resolve({ kind: 'later', isPoison: false }) }
const isLeaf = (step: string): boolean => !/^(orchestration|agent|guardrail) /.test(step)

/** Every adapter faces the same suite: what must be recorded, what must not change, what must not leave. */
export function describeAdapter(adapter: AdapterUnderTest): void {
  describe(`${adapter.name} keeps the adapter contract`, () => {
    let model: FakeModel
    beforeAll(async () => {
      model = await startFakeModel()
    })
    afterAll(() => model.close())

    const play = async (given: Case): Promise<Outcome> => {
      model.script(given.replies)
      const fn = adapter.scenarios[given.name]
      if (fn === undefined) return {}
      const stop = given.name === 'cancelled' ? AbortSignal.any([abortAfter(80)]) : undefined
      return outcomeOf(fn, { url: model.url, ...(stop === undefined ? {} : { signal: stop }) })
    }

    const traced = async (given: Case, exporter: Exporter): Promise<{ outcome: Outcome; tracer: AgentTracer }> => {
      const tracer = new AgentTracer({ agentId: 'conformance', exporter, plugins: adapter.plugins() })
      const outcome = await play(given)
      await new Promise((resolve) => setTimeout(resolve, 20))
      await tracer.flush({ timeoutMs: 300 })
      return { outcome, tracer }
    }

    const there = cases.filter(({ name }) => adapter.scenarios[name] !== undefined)

    test.each(there)('$name: steps, attempts and statuses', async (given) => {
      const exporter = new InMemoryExporter()
      const { tracer } = await traced(given, exporter)
      const seen = outline(exporter)
      const leaves = seen.steps.filter(isLeaf)
      expect(seen.runs).toEqual([given.run])
      expect(given.isUnordered === true ? leaves.toSorted() : leaves).toEqual(given.isUnordered === true ? given.steps.toSorted() : given.steps)
      expect(tracer.diagnostics()).toMatchObject({ openRuns: 0, pending: 0 })
      await tracer.shutdown()
    })

    test.each(there)('$name: the program behaves as without tracing', async (given) => {
      const bare = await play(given)
      const { outcome, tracer } = await traced(given, new InMemoryExporter())
      await tracer.shutdown()
      expect(outcome).toEqual(bare)
      expect(await play(given)).toEqual(bare)
    })

    test.each(there)('$name: a dead collector changes nothing', async (given) => {
      const bare = await play(given)
      const { outcome, tracer } = await traced(given, dead)
      await tracer.shutdown({ timeoutMs: 50 })
      expect(outcome).toEqual(bare)
      expect(tracer.diagnostics()).toMatchObject({ accepted: 0, pending: 0 })
    })

    test('no prompt, answer, argument, result or error text is in what is sent, and names are', async () => {
      const exporter = new InMemoryExporter()
      for (const given of there) {
        const { tracer } = await traced(given, exporter)
        await tracer.shutdown()
      }
      const bytes = JSON.stringify(exporter.batches)
      expect(bytes).not.toContain('canary')
      expect(bytes).toContain('"gpt-4.1"')
    })
  })
}

function abortAfter(ms: number): AbortSignal {
  const controller = new AbortController()
  setTimeout(() => controller.abort(), ms)
  return controller.signal
}
