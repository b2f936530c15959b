import { Agent, Runner, Usage, type MCPServer, type Model, type ModelResponse, type StreamEvent } from '@openai/agents'
import { AgentTracer, InMemoryExporter } from '@agenttracer/sdk-core'
import { expect, test } from 'vitest'
import { openaiAgents } from '../index.ts'

type Content = Awaited<ReturnType<MCPServer['callTool']>>

/** Calls every tool of the server at once, then answers. */
class CallingModel implements Model {
  readonly model = 'calls-7b'
  readonly #names: readonly string[]
  #turn = 0

  constructor(names: readonly string[]) {
    this.#names = names
  }

  async getResponse(): Promise<ModelResponse> {
    const isCall = this.#turn++ === 0
    return Promise.resolve({
      usage: new Usage(),
      output: isCall
        ? this.#names.map((name) => ({ type: 'function_call', callId: `call-${name}`, name, status: 'completed', arguments: '{}' }))
        : [{ type: 'message', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: 'canary' }] }],
    })
  }

  async *getStreamedResponse(): AsyncIterable<StreamEvent> {
    yield { type: 'response_done', response: { id: 'r', usage: { inputTokens: 0, outputTokens: 0, totalTokens: 0 }, output: [] } }
  }
}

function serverOf(tools: Readonly<Record<string, () => Promise<Content>>>): MCPServer {
  return {
    name: 'desk', cacheToolsList: false, connect: () => Promise.resolve(), close: () => Promise.resolve(), invalidateToolsCache: () => Promise.resolve(),
    listTools: () => Promise.resolve(Object.keys(tools).map((name) => ({ name, description: name, inputSchema: { type: 'object', properties: {}, required: [], additionalProperties: false } }))),
    callTool: (name) => tools[name]?.() ?? Promise.reject(new Error('canary')),
  }
}

async function play(tools: Readonly<Record<string, () => Promise<Content>>>, more: object = {}): Promise<InMemoryExporter> {
  const exporter = new InMemoryExporter()
  await using tracer = new AgentTracer({ exporter, plugins: [openaiAgents()] })
  const agent = new Agent({ name: 'clerk', model: new CallingModel(Object.keys(tools)), mcpServers: [{ ...serverOf(tools), ...more }] })
  await new Runner({ tracingDisabled: true }).run(agent, 'canary')
  await tracer.flush()
  return exporter
}

const fails = (fields: object): (() => Promise<Content>) => () => Promise.reject(Object.assign(new Error('canary'), fields))
const flagged = (): Promise<Content> => Promise.resolve(Object.assign([{ type: 'text', text: 'canary' }], { isError: true }))
const good = (): Promise<Content> => Promise.resolve([{ type: 'text', text: 'canary' }])

test.each<readonly [string, () => Promise<Content>, object]>([
  ['breaks off', fails({ code: 'CONNECTION_CLOSED' }), { status: 'error', signals: { chain: [{ errorCode: 'CONNECTION_CLOSED' }] } }],
  ['breaks off, by number', fails({ code: -32000 }), { status: 'error', signals: { chain: [{ errorCode: 'MCP_CONNECTION_CLOSED' }] } }],
  ['does not know the tool', fails({ code: -32601 }), { status: 'error', signals: { chain: [{ errorCode: 'MCP_METHOD_NOT_FOUND' }] } }],
  ['answers that it failed', flagged, { status: 'error', signals: { flags: ['result_error'] } }],
  ['answers', good, { status: 'ok' }],
])('a call to an MCP server that %s', async (_how, call, wanted) => {
  const { steps, batches } = await play({ lookup: call })
  expect(steps.find(({ type }) => type === 'tool')).toMatchObject({ name: 'lookup', ...wanted })
  expect(JSON.stringify(batches)).not.toContain('canary')
})

test('a server that nobody connected, or that was closed, is not there', async () => {
  const { steps } = await play({ lookup: fails({}) }, { underlying: { session: null } })
  expect(steps.find(({ type }) => type === 'tool')).toMatchObject({ status: 'error', signals: { flags: ['tool_unavailable'] } })
})

test('of several calls at once each has its own end', async () => {
  const later = (ms: number, end: () => Promise<Content>) => async (): Promise<Content> => {
    await new Promise((resolve) => { setTimeout(resolve, ms) })
    return end()
  }
  const { steps } = await play({ a: later(20, good), b: later(5, fails({ code: -32001 })), c: later(10, flagged) })
  expect(steps.filter(({ type }) => type === 'tool').map(({ name, status }) => `${name} ${status}`).toSorted()).toEqual(['a ok', 'b error', 'c error'])
})
