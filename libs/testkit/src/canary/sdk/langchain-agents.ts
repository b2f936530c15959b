import { ToolMessage } from '@langchain/core/messages'
import { createAgent, createMiddleware, tool } from 'langchain'
import { z } from 'zod'
import type { FakeReply } from '@agenttracer/fake-llm'
import type { Play } from './langchain.ts'

const calling = (name: string, args: object | string, id?: string): FakeReply => ({ kind: 'tools', calls: [{ name, ...(typeof args === 'string' ? { rawArgs: args } : { args }), ...(id === undefined ? {} : { id }) }] })
const done: FakeReply = { text: 'done' }
const ask = (content: string): { messages: { role: string; content: string }[] } => ({ messages: [{ role: 'user', content }] })

/** Agents with tools that answer, fail, or were never declared. */
export async function agents({ plant, stage, act, config, chat }: Play): Promise<void> {
  const lookup = tool(() => [plant('langchain.tool.result'), { note: plant('langchain.tool.artifact') }], {
    name: 'lookup_invoice', description: plant('langchain.tool.description'), schema: z.object({ q: z.string() }), responseFormat: 'content_and_artifact',
  })
  const broken = tool(() => {
    throw Object.assign(new Error(plant('langchain.tool.error')), { name: plant('langchain.tool.error-name'), lc_error_code: plant('langchain.tool.error-code') })
  }, { name: 'broken_api', description: 'breaks', schema: z.object({}) })
  const complaining = tool((_input, { toolCall }) => new ToolMessage({ content: plant('langchain.tool.error-result'), status: 'error', tool_call_id: toolCall?.id ?? '' }), {
    name: 'complaining_api', description: 'complains', schema: z.object({}),
  })
  const middleware = createMiddleware({ name: plant('langchain.agent.middleware', 'audit'), beforeModel: () => undefined })
  const agent = createAgent({
    model: chat(), tools: [lookup, broken, complaining], systemPrompt: plant('langchain.agent.system-prompt'), name: plant('langchain.agent.name', 'billing_agent'), middleware: [middleware],
    contextSchema: z.object({ customer: z.string() }),
  })
  const context = { customer: plant('langchain.config.context') }
  stage.witness.see(context, middleware.name)
  const script = [
    calling('lookup_invoice', { q: plant('langchain.tool.args') }, plant('langchain.tool.call-id')), calling('lookup_invoice', { amount: plant('langchain.tool.bad-args') }),
    calling('lookup_invoice', `{ "q": ${plant('langchain.tool.no-json')}`), calling('complaining_api', {}), calling(plant('langchain.tool.invented'), {}), done,
  ]
  for (const reply of script.slice(0, -1)) await act([reply, done], () => agent.invoke(ask(plant('langchain.prompt.human')), { ...config(), context }))
  await act([calling('broken_api', {}), done], () => agent.invoke(ask('break'), { ...config(), context }))
  const named = tool(() => 'x', { name: plant('langchain.tool.name', 'send_mail'), description: 'sends', schema: z.object({}) })
  await act([], () => named.invoke({}, config()))
}
