import { AgentTracer, InMemoryExporter } from '@agenttracer/sdk-core'
import { startFakeModel, type FakeModel } from '@agenttracer/testkit/adapter-conformance'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { langchain } from './index.ts'

/** What a test file about `langchain()` works with. `model` is there from its first test on, the rest is new for each. */
export interface Recorded {
  model: FakeModel
  exporter: InMemoryExporter
  /** Delivers what has ended and answers the exporter. */
  delivered(): Promise<InMemoryExporter>
}

/** A fake model for the whole file, and for each test a tracer with the plugin that is shut down after it. */
export function recordEach(): Recorded {
  let tracer: AgentTracer
  // Filled before the first test asks.
  const recorded = { delivered: async () => {
    await tracer.flush()
    return recorded.exporter
  } } as Recorded
  beforeAll(async () => {
    recorded.model = await startFakeModel()
  })
  afterAll(() => recorded.model.close())
  beforeEach(() => {
    recorded.exporter = new InMemoryExporter()
    tracer = new AgentTracer({ exporter: recorded.exporter, plugins: [langchain()] })
  })
  afterEach(() => tracer.shutdown())
  return recorded
}
