import { Agent, Runner, Usage, tool, type Model, type ModelResponse, type StreamEvent } from '@openai/agents'
import { AgentTracer, InMemoryExporter } from '@agenttracer/sdk-core'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { openaiAgents } from '../index.ts'

/** Calls its tool as often as told, then answers. */
class CallingModel implements Model {
  readonly model = 'calls-7b'
  #calls: number

  constructor(calls: number) {
    this.#calls = calls
  }

  async getResponse(): Promise<ModelResponse> {
    const isCall = this.#calls-- > 0
    return Promise.resolve({
      usage: new Usage(),
      output: [isCall
        ? { type: 'function_call', callId: `call-${this.#calls}`, name: 'look', status: 'completed', arguments: '{}' }
        : { type: 'message', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: 'canary' }] }],
    })
  }

  async *getStreamedResponse(): AsyncIterable<StreamEvent> {
    yield { type: 'response_done', response: { id: 'r', usage: { inputTokens: 0, outputTokens: 0, totalTokens: 0 }, output: [] } }
  }
}

const look = tool({ name: 'look', description: 'look', parameters: z.object({}), execute: () => 'x' })

test.each([
  ['is used up', 5, ['step_limit_reached']],
  ['is just enough', 1, undefined],
])('a turn limit that %s, with an answer of the host in its place', async (_how, calls, flags) => {
  const exporter = new InMemoryExporter()
  await using tracer = new AgentTracer({ exporter, plugins: [openaiAgents()] })
  const agent = new Agent({ name: 'clerk', model: new CallingModel(calls), tools: [look] })
  await new Runner({ tracingDisabled: true }).run(agent, 'canary', { maxTurns: 2, errorHandlers: { maxTurns: () => ({ finalOutput: 'gave up' }) } })
  await tracer.flush()
  expect(exporter.runs.map(({ status }) => status)).toEqual(['success'])
  expect(exporter.steps.find(({ name }) => name === 'turn_limit')?.signals?.flags).toEqual(flags)
})
