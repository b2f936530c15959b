import type { BaseMessage } from '@langchain/core/messages'
import { SimpleChatModel } from '@langchain/core/language_models/chat_models'
import { StructuredOutputParser } from '@langchain/core/output_parsers'
import { tool as agentTool } from '@openai/agents'
import { createAgent } from 'langchain'
import { z } from 'zod'
import type { ScenariosOf } from './scenario.ts'
import { ask, chat, client, inGraph, langTool, modelName, runAgent, type Stage } from './stage.ts'

const at = { type: 'model', name: modelName } as const
const request = { model: modelName, messages: [{ role: 'user' as const, content: 'go on' }] }
const refused = (status: number, code: string | null = null) => ({ kind: 'error' as const, status, code, type: 'error', message: 'no', headers: { 'retry-after-ms': '1' } })

/** A hand-written program over the openai client. */
const asked = (more: Parameters<typeof client>[1] = {}) => (stage: Stage): Promise<unknown> => stage.tracer.run(() => client(stage, more).chat.completions.create(request))
const inAgent = (stage: Stage): Promise<unknown> => createAgent({ model: chat(stage), tools: [langTool('look', () => 1)] }).invoke(ask)
const inNode = (stage: Stage): Promise<unknown> => inGraph((config) => chat(stage).invoke('go on', config))

class WeightsError extends Error {}

/** A model that runs in the process and fails in a way of its own. */
class LocalModel extends SimpleChatModel {
  _llmType(): string {
    return 'local'
  }

  override async _call(_messages: BaseMessage[]): Promise<string> {
    throw new WeightsError('out of luck')
  }
}

async function readStream(stage: Stage): Promise<string> {
  let text = ''
  for await (const part of await client(stage).chat.completions.create({ ...request, stream: true })) text += part.choices[0]?.delta.content ?? ''
  return text
}

export const modelScenarios: ScenariosOf<'model'> = {
  'model.quota_exhausted': { through: 'langchain', status: 'failed', at, llm: [{ kind: 'error', preset: 'quota' }], run: inAgent },
  'model.rate_limited': { through: 'openai', status: 'failed', at, llm: [refused(429, 'rate_limit_exceeded'), refused(429, 'rate_limit_exceeded')], run: asked({ maxRetries: 1 }) },
  'model.auth_failed': { through: 'openai', status: 'failed', at, llm: [{ kind: 'error', preset: 'auth' }], run: asked() },
  'model.not_found': { through: 'langgraph', status: 'failed', at, llm: [refused(404, 'model_not_found')], run: inNode },
  'model.context_length_exceeded': { through: 'langchain', status: 'failed', at, llm: [{ kind: 'error', preset: 'context_length_exceeded' }], run: inAgent },
  'model.content_filtered': { through: 'openai', status: 'success', at, llm: [{ text: 'not', finish_reason: 'content_filter' }], run: asked() },
  'model.refusal': { through: 'openai-agents', status: 'failed', at, llm: [{ kind: 'refusal', refusal: 'no' }], run: (stage) => runAgent(stage, {}) },
  'model.output_truncated': { through: 'langchain', status: 'success', at, llm: [{ text: 'cut', finish_reason: 'length' }], run: inAgent },
  'model.unknown_tool': {
    through: 'openai-agents', status: 'failed', at: { type: 'tool', name: 'unlisted_tool' }, llm: [{ kind: 'tools', calls: [{ name: 'made_up', args: {} }] }],
    run: (stage) => runAgent(stage, { tools: [agentTool({ name: 'look', description: 'look', parameters: z.object({}), execute: () => 'x' })] }),
  },
  'model.invalid_tool_arguments': { through: 'langchain', status: 'success', at: { type: 'tool', name: 'look' }, llm: [{ kind: 'tools', calls: [{ name: 'look', rawArgs: '{broken' }] }], run: inAgent },
  'model.empty_response': { through: 'openai', status: 'success', at, llm: [{ text: '' }], run: asked() },
  'model.invalid_output': {
    through: 'langchain', status: 'failed', at, llm: [{ text: 'in prose' }],
    run: (stage) => chat(stage).pipe(StructuredOutputParser.fromZodSchema(z.object({ total: z.number() }))).invoke('total?'),
  },
  'model.timeout': { through: 'openai', status: 'failed', at, llm: [{ kind: 'hang', ms: 3000 }], run: asked({ timeout: 60 }) },
  'model.stream_interrupted': { through: 'openai', status: 'failed', at, llm: [{ kind: 'truncated', text: 'one two three four five six', after: 3 }], run: (stage) => stage.tracer.run(() => readStream(stage)) },
  'model.connection_failed': { through: 'langgraph', status: 'failed', at, llm: [{ kind: 'reset' }], run: inNode },
  'model.provider_error': { through: 'openai-agents', status: 'failed', at, llm: [refused(503)], run: (stage) => runAgent(stage, {}) },
  'model.bad_request': { through: 'langchain', status: 'failed', at, llm: [refused(400, 'invalid_request_error')], run: inAgent },
  'model.unclassified': { through: 'langgraph', status: 'failed', at: { type: 'model' }, run: () => inGraph((config) => new LocalModel({ maxRetries: 0 }).invoke('go on', config)) },
}
