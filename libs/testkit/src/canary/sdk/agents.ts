import OpenAI from 'openai'
import { z } from 'zod'
import { Agent, handoff, MemorySession, OpenAIProvider, Runner, setTraceProcessors, setTracingDisabled, tool, user, withCustomSpan, withTrace, type RunConfig } from '@openai/agents'
import type { FakeReply } from '@agenttracer/fake-llm'
import { openaiAgents } from '@agenttracer/sdk-openai'
import { ownModels } from './agents-own-model.ts'
import type { agentsPlaces } from './agents-places.ts'
import type { Plant, Stage } from './stage.ts'

export type AgentsPlant = Plant<(typeof agentsPlaces)[number]['id']>
type Config = Partial<RunConfig>

export interface Play {
  readonly stage: Stage
  readonly plant: AgentsPlant
  readonly runner: (config?: Config, isChat?: boolean) => Runner
  /** Sets what the model says, and runs. */
  readonly act: (script: readonly FakeReply[], fn: () => unknown) => Promise<unknown>
}

const model = 'gpt-4.1'

/** A host that uses the Agents SDK: tools, hand-offs, guardrails, sessions, streams, spans of its own. */
export async function playAgents(stage: Stage, plant: AgentsPlant): Promise<void> {
  const { witness, llm } = stage
  const note = async (what: { toJSON(): unknown }): Promise<void> => witness.see(what.toJSON())
  const quiet = async (): Promise<void> => undefined
  // The SDK's own exporter would send to its vendor.
  // It is off by itself under a test runner.
  setTracingDisabled(false)
  setTraceProcessors([{ onTraceStart: note, onTraceEnd: quiet, onSpanStart: quiet, onSpanEnd: note, shutdown: quiet, forceFlush: quiet }])
  stage.newTracer({ agentId: 'canary-agents', agentVersion: '1.4.0', environment: 'canary', plugins: [openaiAgents()] })
  const client = new OpenAI({ apiKey: 'sk-fake', baseURL: llm.url, maxRetries: 0, fetch: witness.fetch })
  const play: Play = {
    stage, plant,
    runner: (config = {}, isChat = false) => new Runner({ modelProvider: new OpenAIProvider({ openAIClient: client, useResponses: !isChat }), ...config }),
    act: (script, fn) => {
      llm.setScript(script)
      return witness.watch(fn)
    },
  }
  await configuration(play)
  await tools(play)
  await failingTools(play)
  await handoffs(play)
  await guardrails(play)
  await answers(play)
  await ownModels(play)
}

async function configuration({ plant, runner, act, stage }: Play): Promise<void> {
  const traced = runner({ workflowName: plant('agents.trace.workflow'), groupId: plant('agents.trace.group'), traceMetadata: { note: plant('agents.trace.metadata') } })
  const agent = new Agent({ name: plant('agents.agent.name', 'billing_desk'), model, instructions: plant('agents.agent.instructions'), handoffDescription: plant('agents.agent.handoff-description'), modelSettings: { providerData: { user: plant('agents.settings.user') } } })
  stage.witness.see(agent.handoffDescription)
  await act([{ text: plant('agents.answer.text'), reasoning: plant('agents.answer.reasoning') }], () => traced.run(agent, plant('agents.run.input'), { context: { customer: plant('agents.run.context') } }))
  const made = new Agent({ name: 'made', model: plant('agents.agent.model', model), instructions: () => plant('agents.agent.instructions-made'), prompt: { promptId: plant('agents.agent.prompt-id'), variables: { a: plant('agents.agent.prompt-id') } } })
  const session = new MemorySession({ sessionId: plant('agents.run.session'), initialItems: [user(plant('agents.run.session'))] })
  stage.witness.see(plant('agents.run.context'), await session.getSessionId())
  await act([{ text: 'ok' }], () => runner().run(made, plant('agents.run.input'), { session }))
  await act([{ text: 'ok' }], () => runner().run(agent, [user(plant('agents.run.item'))], { previousResponseId: plant('agents.run.previous') }))
  await act([{ text: 'ok' }], () => runner().run(agent, 'hello', { conversationId: plant('agents.run.conversation') }))
  await act([{ text: 'ok' }], () =>
    withTrace(plant('agents.trace.workflow'), () =>
      withCustomSpan(async (span) => {
        span.setError({ message: plant('agents.span.error'), data: { note: plant('agents.span.error') } })
        stage.witness.see(span.spanData, span.error)
        return runner().run(agent, 'inside a span')
      }, { data: { name: plant('agents.span.custom-name'), data: { note: plant('agents.span.custom-data') } } }),
    ),
  )
}

const lookup = (plant: AgentsPlant, execute: () => unknown, more: object = {}) =>
  tool({
    name: 'lookup_invoice', description: plant('agents.tool.description'), parameters: z.object({ q: z.string().describe(plant('agents.tool.parameter')) }),
    execute: async () => String(await execute()), ...more,
  })

const calling = (name: string, args: object | string, id?: string): FakeReply => ({ kind: 'tools', calls: [{ name, ...(typeof args === 'string' ? { rawArgs: args } : { args }), ...(id === undefined ? {} : { id }) }] })
const done: FakeReply = { text: 'done' }

async function tools({ plant, runner, act }: Play): Promise<void> {
  const agent = new Agent({ name: 'desk', model, instructions: 'help', tools: [lookup(plant, () => plant('agents.tool.result'))] })
  await act([calling('lookup_invoice', { q: plant('agents.tool.args') }, plant('agents.tool.call-id')), done], () => runner().run(agent, 'look it up'))
  await act([calling('lookup_invoice', { amount: plant('agents.tool.bad-args') }), done], () => runner().run(agent, 'look it up'))
  await act([calling('lookup_invoice', `{ "q": ${plant('agents.tool.no-json')}`), done], () => runner().run(agent, 'look it up'))
  await act([calling(plant('agents.tool.invented'), {}), done], () => runner().run(agent, 'look it up'))
  const asking = new Agent({ name: 'desk', model, instructions: 'help', tools: [lookup(plant, () => 'x', { needsApproval: true })] })
  await act([calling('lookup_invoice', { q: plant('agents.tool.rejected') }), done], () => runner().run(asking, 'look it up'))
  const inner = new Agent({ name: 'inner_desk', model, instructions: 'help' })
  const outer = new Agent({ name: 'outer_desk', model, instructions: 'help', tools: [inner.asTool({ toolName: 'ask_inner', toolDescription: 'asks' })] })
  await act([calling('ask_inner', { input: plant('agents.subagent.input') }), done, done], () => runner().run(outer, 'ask'))
  await act(Array.from({ length: 3 }, () => calling('lookup_invoice', { q: 'again' })), () => runner().run(agent, plant('agents.error.turns'), { maxTurns: 2 }))
}

async function failingTools({ plant, runner, act, stage }: Play): Promise<void> {
  const broken = (): never => {
    const error = Object.assign(new Error(plant('agents.tool.error')), { name: plant('agents.tool.error-name') })
    stage.witness.see(error)
    throw error
  }
  const agentWith = (execute: () => unknown, more: object): Agent => new Agent({ name: 'desk', model, instructions: 'help', tools: [lookup(plant, execute, more)] })
  const call = calling('lookup_invoice', { q: 'x' })
  await act([call, done], () => runner().run(agentWith(broken, {}), 'go'))
  await act([call, done], () => runner().run(agentWith(broken, { errorFunction: () => plant('agents.tool.error-formatted') }), 'go'))
  const fatal = (): never => {
    throw new Error(plant('agents.tool.error-fatal'))
  }
  await act([call, done], () => runner().run(agentWith(fatal, { errorFunction: null }), 'go'))
  const guard = { type: 'tool_input', name: 'no_secrets', run: async () => ({ behavior: { type: 'rejectContent', message: plant('agents.tool.guardrail') }, outputInfo: plant('agents.tool.guardrail') }) }
  await act([call, done], () => runner().run(agentWith(() => 'x', { inputGuardrails: [guard] }), 'go'))
}

async function handoffs({ plant, runner, act }: Play): Promise<void> {
  const name = plant('agents.handoff.agent', 'refunds')
  const refunds = new Agent({ name, model, instructions: 'refund', handoffDescription: plant('agents.agent.handoff-description') })
  const toolName = 'transfer_to_refunds'
  const triage = Agent.create({
    name: 'triage', model, instructions: 'route',
    handoffs: [handoff(refunds, { toolNameOverride: toolName, toolDescriptionOverride: plant('agents.handoff.description'), inputType: z.object({ reason: z.string() }), onHandoff: () => undefined })],
  })
  await act([calling(toolName, { reason: plant('agents.handoff.input') }), done], () => runner().run(triage, 'my money'))
  await act([calling(toolName, { other: plant('agents.handoff.input') }), done], () => runner().run(triage, 'my money'))
}

async function guardrails({ plant, runner, act }: Play): Promise<void> {
  const name = plant('agents.guardrail.name', 'no_card_numbers')
  const input = { name, runInParallel: false, execute: async () => ({ tripwireTriggered: true, outputInfo: { seen: plant('agents.guardrail.input-info') } }) }
  const output = { name: 'polite', execute: async () => ({ tripwireTriggered: true, outputInfo: { seen: plant('agents.guardrail.output-info') } }) }
  const broken = {
    name: 'broken',
    execute: async () => {
      throw new Error(plant('agents.guardrail.error'))
    },
  }
  for (const guards of [{ inputGuardrails: [input] }, { outputGuardrails: [output] }, { inputGuardrails: [broken] }]) {
    await act([done], () => runner().run(new Agent({ name: 'shop', model, instructions: 'sell', ...guards }), 'my card'))
  }
}

async function answers({ plant, runner, act, stage }: Play): Promise<void> {
  const plain = new Agent({ name: 'desk', model, instructions: 'help' })
  const typed = new Agent({ name: 'desk', model, instructions: 'help', outputType: z.object({ total: z.string() }) })
  await act([{ text: JSON.stringify({ total: plant('agents.answer.structured') }) }], () => runner().run(typed, 'total?'))
  await act([{ text: plant('agents.answer.unparsable') }], () => runner().run(typed, 'total?'))
  await act([{ kind: 'refusal', refusal: plant('agents.answer.refusal') }], () => runner().run(plain, 'refuse'))
  await act([{ text: plant('agents.answer.chat') }], () => runner({}, true).run(plain, 'chat'))
  await act([{ text: plant('agents.answer.stream') }], async () => {
    const stream = await runner().run(plain, 'stream', { stream: true })
    for await (const part of stream) stage.witness.see(part)
    await stream.completed
  })
  await act([{ kind: 'raw', status: 429, body: { error: { message: plant('agents.error.body'), code: plant('agents.error.code'), type: 'tokens' } } }], () => runner().run(plain, 'fail'))
  const controller = new AbortController()
  const reason = new Error(plant('agents.abort.reason'))
  stage.witness.see(reason)
  setTimeout(() => controller.abort(reason), 30)
  await act([{ text: 'late', delayMs: 2_000 }], () => runner().run(plain, 'wait', { signal: controller.signal }))
}
