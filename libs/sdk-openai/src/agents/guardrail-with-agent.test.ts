import { Agent, Runner, Usage, setTraceProcessors, setTracingDisabled, type InputGuardrail, type Model, type ModelResponse, type StreamEvent } from '@openai/agents'
import { AgentTracer, InMemoryExporter } from '@agenttracer/sdk-core'
import { beforeAll, expect, test } from 'vitest'
import { openaiAgents } from '../index.ts'

/** Answers after a while. */
class SlowModel implements Model {
  readonly model: string
  readonly #ms: number

  constructor(model: string, ms: number) {
    this.model = model
    this.#ms = ms
  }

  async getResponse(): Promise<ModelResponse> {
    await new Promise((resolve) => { setTimeout(resolve, this.#ms) })
    return { usage: new Usage(), output: [{ type: 'message', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: 'canary-verdict' }] }] }
  }

  async *getStreamedResponse(): AsyncIterable<StreamEvent> {
    yield { type: 'response_done', response: { id: 'r', usage: { inputTokens: 0, outputTokens: 0, totalTokens: 0 }, output: [] } }
  }
}

// The guardrails' own spans are read, and nobody exports them.
beforeAll(() => {
  setTracingDisabled(false)
  setTraceProcessors([])
})

test.each([
  ['trips', true, 'failed', 'guardrail no_homework error'],
  ['lets pass', false, 'success', 'guardrail no_homework ok'],
])('a guardrail that asks an agent of its own and %s is one step', async (_does, tripwireTriggered, status, step) => {
  const exporter = new InMemoryExporter()
  await using tracer = new AgentTracer({ exporter, plugins: [openaiAgents()] })
  const judge = new Agent({ name: 'judge', model: new SlowModel('judge-1b', 5) })
  const runner = new Runner()
  const guardrail: InputGuardrail = { name: 'no_homework', execute: async () => {
    await runner.run(judge, 'canary-question')
    return { outputInfo: {}, tripwireTriggered }
  } }
  await runner.run(new Agent({ name: 'tutor', model: new SlowModel('tutor-7b', 30), inputGuardrails: [guardrail] }), 'canary-prompt').catch(() => undefined)
  await new Promise((resolve) => { setTimeout(resolve, 60) })
  await tracer.flush()
  expect(exporter.runs.map((run) => run.status)).toEqual([status])
  expect(exporter.steps.filter(({ type }) => type === 'guardrail').map((each) => `${each.type} ${each.name} ${each.status}`)).toEqual([step])
  expect(JSON.stringify(exporter.batches)).not.toContain('canary')
})
