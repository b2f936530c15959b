import { Agent, Runner, Usage, tool, type AgentOutputItem, type Model, type ModelResponse, type StreamEvent } from '@openai/agents'
import { AgentTracer, InMemoryExporter } from '@agenttracer/sdk-core'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { openaiAgents } from '../index.ts'

/** A model of the host's own: no openai client shows its calls. */
class HouseModel implements Model {
  readonly model = 'house-7b'
  readonly #answers: (Error | AgentOutputItem[])[]

  constructor(...answers: (Error | AgentOutputItem[])[]) {
    this.#answers = answers
  }

  async getResponse(): Promise<ModelResponse> {
    const answer = this.#answers.shift()
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error('no answer left')
    return { usage: new Usage({ requests: 1, inputTokens: 3, outputTokens: 2, totalTokens: 5 }), output: answer }
  }

  async *getStreamedResponse(): AsyncIterable<StreamEvent> {
    yield { type: 'response_done', response: { id: 'r', usage: { inputTokens: 3, outputTokens: 2, totalTokens: 5 }, output: [] } }
  }
}

const calls = (name: string, args: unknown): AgentOutputItem[] => [{ type: 'function_call', callId: `c-${name}`, name, status: 'completed', arguments: JSON.stringify(args) }]
const says: AgentOutputItem[] = [{ type: 'message', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: 'canary-answer' }] }]
const book = tool({ name: 'book_table', description: 'book', parameters: z.object({ people: z.number() }), execute: async () => 'canary-result' })

async function play(house: Model): Promise<{ runs: readonly string[]; steps: readonly string[]; bytes: string }> {
  const exporter = new InMemoryExporter()
  await using tracer = new AgentTracer({ exporter, plugins: [openaiAgents()] })
  await new Runner({ tracingDisabled: true }).run(new Agent({ name: 'desk', model: house, tools: [book] }), 'canary-prompt').catch(() => undefined)
  await tracer.flush()
  const steps = exporter.steps.map(({ type, name, status, signals }) => [type, name, status, ...(signals?.flags ?? [])].join(' '))
  return { runs: exporter.runs.map(({ status }) => status), steps, bytes: JSON.stringify(exporter.batches) }
}

test('calls of a model of the host\'s own are steps, and no content leaves', async () => {
  const { runs, steps, bytes } = await play(new HouseModel(calls('book_table', { people: 4 }), says))
  expect(runs).toEqual(['success'])
  expect(steps).toEqual(['model house-7b ok', 'tool book_table ok', 'model house-7b ok'])
  expect(bytes).toContain('"inputTokens":3')
  expect(bytes).not.toContain('canary')
})

test('arguments that break the schema are the model\'s fault, with the SDK\'s own tracing off', async () => {
  const { steps } = await play(new HouseModel(calls('book_table', { people: 'four' }), says))
  expect(steps).toEqual(['model house-7b ok', 'tool book_table error invalid_tool_arguments', 'model house-7b ok'])
})

test.each([
  ['nothing', []],
  ['thoughts alone', [{ type: 'reasoning', content: [] }]],
  ['a message without a word', [{ type: 'message', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: '' }] }]],
] satisfies [string, AgentOutputItem[]][])('an answer of %s is empty', async (_what, output) => {
  const { steps } = await play(new HouseModel(output, says))
  expect(steps[0]).toBe('model house-7b ok empty_response')
})

test('its failure ends the run as its own step', async () => {
  const { runs, steps } = await play(new HouseModel(new RangeError('canary-error')))
  expect([runs, steps]).toEqual([['failed'], ['model house-7b error']])
})

test('after shutdown its calls are its own again', async () => {
  const house = new HouseModel(says, says)
  expect((await play(house)).steps).toHaveLength(1)
  expect((await play(house)).steps).toHaveLength(1)
})
