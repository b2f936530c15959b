import { Agent, OpenAIProvider, Runner, tool as agentTool } from '@openai/agents'
import type { BaseCallbackHandler } from '@langchain/core/callbacks/base'
import { ChatOpenAI } from '@langchain/openai'
import { createAgent, tool } from 'langchain'
import OpenAI from 'openai'
import { z } from 'zod'

/** Each is one run of five tool turns: five or six model calls and five tool calls. */
export interface Workload {
  readonly name: string
  readonly bar: number
  run(): Promise<unknown>
}

const schema = z.object({ n: z.number() })

export function langchainAgent(baseURL: string, callbacks?: BaseCallbackHandler[]): Workload {
  const look = tool(({ n }) => `page ${n}`, { name: 'look', description: 'look', schema })
  const agent = createAgent({ model: new ChatOpenAI({ model: 'gpt-4.1', apiKey: 'sk-none', maxRetries: 0, configuration: { baseURL } }), tools: [look] })
  return { name: 'LangChain createAgent', bar: 1.1, run: () => agent.invoke({ messages: [{ role: 'user', content: 'read it all' }] }, callbacks === undefined ? {} : { callbacks }) }
}

export function openaiLoop(baseURL: string): Workload {
  const client = new OpenAI({ apiKey: 'sk-none', baseURL, maxRetries: 0 })
  const tools = [{ type: 'function' as const, function: { name: 'look', description: 'look', parameters: { type: 'object', properties: { n: { type: 'number' } } } } }]
  return {
    name: 'openai client, loop',
    bar: 1.15,
    async run() {
      const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: 'read it all' }]
      for (;;) {
        const answer = await client.chat.completions.create({ model: 'gpt-4.1', messages, tools })
        const message = answer.choices[0]?.message
        if (message?.tool_calls === undefined || message.tool_calls.length === 0) return message?.content
        messages.push(message, ...message.tool_calls.map((call) => ({ role: 'tool' as const, tool_call_id: call.id, content: 'page' })))
      }
    },
  }
}

export function agentsRun(baseURL: string): Workload {
  const look = agentTool({ name: 'look', description: 'look', parameters: schema, execute: ({ n }) => `page ${n}` })
  const agent = new Agent({ name: 'reader', model: 'gpt-4.1', instructions: 'read', tools: [look] })
  const modelProvider = new OpenAIProvider({ useResponses: false, openAIClient: new OpenAI({ apiKey: 'sk-none', baseURL, maxRetries: 0 }) })
  const runner = new Runner({ modelProvider, tracingDisabled: true })
  return { name: 'OpenAI Agents', bar: 1.08, run: () => runner.run(agent, 'read it all') }
}
