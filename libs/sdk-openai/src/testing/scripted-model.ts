import { Usage, type Model, type ModelRequest, type ModelResponse, type StreamEvent } from '@openai/agents'

type Output = Extract<StreamEvent, { type: 'response_done' }>['response']['output']
type Answer = Error | Output

let calls = 0
/** One call of a tool. */
export const callOf = (name: string, args: unknown = {}): Output[number] => ({ type: 'function_call', callId: `call-${++calls}`, name, status: 'completed', arguments: JSON.stringify(args) })
export const says = (text = 'canary-answer'): Output => [{ type: 'message', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text }] }]

/** A model of the host's own that answers, or fails, as it is told. */
export class ScriptedModel implements Model {
  readonly model: string
  readonly #answers: Answer[]

  constructor(model: string, ...answers: Answer[]) {
    this.model = model
    this.#answers = answers
  }

  async getResponse(_request: ModelRequest): Promise<ModelResponse> {
    return { usage: new Usage(), output: await this.#next() }
  }

  #next(): Promise<Output> {
    const answer = this.#answers.shift()
    return answer === undefined || answer instanceof Error ? Promise.reject(answer ?? new Error('no answer left')) : Promise.resolve(answer)
  }

  async *getStreamedResponse(_request: ModelRequest): AsyncIterable<StreamEvent> {
    const output = await this.#next()
    yield { type: 'response_done', response: { id: 'r', usage: { inputTokens: 0, outputTokens: 0, totalTokens: 0 }, output } }
  }
}
