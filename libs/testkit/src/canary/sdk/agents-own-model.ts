import { Agent, Usage, type Model, type ModelResponse, type StreamEvent } from '@openai/agents'
import type { Play } from './agents.ts'

/** A model that is no openai client: the Agents SDK hands its answer on as it is. */
class HouseModel implements Model {
  readonly model = 'house-7b'
  readonly #answer: () => ModelResponse

  constructor(answer: () => ModelResponse) {
    this.#answer = answer
  }

  async getResponse(): Promise<ModelResponse> {
    return this.#answer()
  }

  async *getStreamedResponse(): AsyncIterable<StreamEvent> {
    yield { type: 'response_started' }
  }
}

export async function ownModels({ plant, runner, act, stage: { witness } }: Play): Promise<void> {
  const name = plant('agents.tool.undeclared')
  const id = plant('agents.model.own-id')
  const calls = ['{}', '{'].map((args, at) => ({ type: 'function_call' as const, callId: `${id}-${at}`, id, name, status: 'completed' as const, arguments: args, providerData: { note: id } }))
  const answering = (): ModelResponse => ({ usage: new Usage({ requests: 1, inputTokens: 3, outputTokens: 2, totalTokens: 5 }), responseId: id, providerData: { note: id }, output: calls })
  const failing = (): never => {
    throw new Error(plant('agents.model.own-error'))
  }
  witness.see(answering())
  for (const answer of [answering, failing]) await act([], () => runner().run(new Agent({ name: 'desk', model: new HouseModel(answer), instructions: 'help' }), 'go'))
}
