import { readFile } from 'node:fs/promises'
import { ToolMessage } from '@langchain/core/messages'
import { tool as agentTool } from '@openai/agents'
import { createAgent, tool, toolRetryMiddleware } from 'langchain'
import { z } from 'zod'
import type { ScenariosOf } from './scenario.ts'
import { agentWith, ask, chat, getJson, inGraph, langTool, runAgent, type Stage } from './stage.ts'

const call = (name: string) => ({ kind: 'tools' as const, calls: [{ name, args: {} }] })
const said = { kind: 'text' as const, text: 'done' }

/** A graph whose node calls a tool that asks the shop. */
const toolOf = (name: string, timeoutMs?: number) => (stage: Stage): Promise<unknown> =>
  inGraph((config) => langTool(name, () => getJson(`${stage.shopUrl}/${name}`, timeoutMs)).invoke({}, config))

/** What a client of an MCP server throws for an error in the answer. */
class McpError extends Error {
  readonly code: number

  constructor(code: number) {
    super('refused')
    this.name = 'McpError'
    this.code = code
  }
}

async function callMcp(url: string): Promise<unknown> {
  const answer = (await getJson(url)) as { readonly error?: { readonly code: number }; readonly result?: unknown }
  if (answer.error !== undefined) throw new McpError(answer.error.code)
  return answer.result
}

export const toolScenarios: ScenariosOf<'tool'> = {
  'tool.timeout': { through: 'langgraph', status: 'failed', at: { type: 'tool', name: 'slow' }, shop: { '/slow': ['hang'] }, run: toolOf('slow', 40) },
  'tool.rate_limited': {
    through: 'langchain', status: 'failed', at: { type: 'tool', name: 'crm' }, llm: [call('crm')], shop: { '/crm': [429] },
    run: (stage) =>
      agentWith({
        model: chat(stage), tools: [langTool('crm', () => getJson(`${stage.shopUrl}/crm`))],
        middleware: [toolRetryMiddleware({ maxRetries: 2, initialDelayMs: 5, jitter: false, onFailure: 'error' })],
      }).invoke(ask),
  },
  'tool.auth_failed': {
    through: 'sdk', status: 'failed', at: { type: 'tool', name: 'billing' }, shop: { '/billing': [401] },
    run: ({ tracer, shopUrl }) => tracer.run(() => tracer.step('tool', 'billing', () => getJson(`${shopUrl}/billing`))),
  },
  'tool.not_found': {
    through: 'langchain', status: 'success', at: { type: 'tool', name: 'orders' }, llm: [call('orders'), said], shop: { '/orders': [404] },
    run: (stage) => createAgent({ model: chat(stage), tools: [langTool('orders', () => getJson(`${stage.shopUrl}/orders`))] }).invoke(ask),
  },
  'tool.bad_request': { through: 'langgraph', status: 'failed', at: { type: 'tool', name: 'quote' }, shop: { '/quote': [422] }, run: toolOf('quote') },
  'tool.upstream_error': {
    through: 'sdk', status: 'failed', at: { type: 'tool', name: 'stock' }, shop: { '/stock': [503] },
    run: ({ tracer, shopUrl }) => tracer.run(async (run) => run.step('tool', 'stock', () => getJson(`${shopUrl}/stock`), { retry: { attempts: 3, waitMs: 2 } })),
  },
  'tool.connection_failed': {
    through: 'langgraph', status: 'failed', at: { type: 'tool', name: 'stock' },
    run: (stage) => inGraph((config) => langTool('stock', () => getJson(`${stage.deadUrl}/stock`)).invoke({}, config)),
  },
  'tool.system_error': {
    through: 'openai-agents', status: 'failed', at: { type: 'tool', name: 'read_rates' }, llm: [call('read_rates')],
    run: (stage) =>
      runAgent(stage, {
        tools: [agentTool({ name: 'read_rates', description: 'rates', parameters: z.object({}), errorFunction: null, execute: () => readFile(new URL('no-such-file', import.meta.url), 'utf8') })],
      }),
  },
  'tool.returned_error': {
    through: 'langchain', status: 'success', at: { type: 'tool', name: 'refund' }, llm: [call('refund'), said],
    run: (stage) => {
      const refund = tool((_, config) => new ToolMessage({ content: 'no', status: 'error', tool_call_id: String(config.toolCall?.id) }), { name: 'refund', description: 'refund', schema: z.object({}) })
      return createAgent({ model: chat(stage), tools: [refund] }).invoke(ask)
    },
  },
  'tool.invalid_output': {
    through: 'langgraph', status: 'failed', at: { type: 'tool', name: 'report' },
    run: () => {
      const report = tool(async () => 'no pair', { name: 'report', description: 'report', schema: z.object({}), responseFormat: 'content_and_artifact' })
      return inGraph((config) => report.invoke({}, config))
    },
  },
  'tool.unavailable': {
    through: 'sdk', status: 'failed', at: { type: 'tool', name: 'calendar' }, shop: { '/mcp': [{ jsonrpc: '2.0', id: 1, error: { code: -32601 } }] },
    run: ({ tracer, shopUrl }) => tracer.run(() => tracer.step('tool', 'calendar', () => callMcp(`${shopUrl}/mcp`))),
  },
  'tool.exception': {
    through: 'langchain', status: 'success', at: { type: 'tool', name: 'convert' }, llm: [call('convert'), said],
    run: (stage) => createAgent({ model: chat(stage), tools: [langTool('convert', () => new Intl.NumberFormat('en', { maximumFractionDigits: 999 }).format(1))] }).invoke(ask),
  },
}

