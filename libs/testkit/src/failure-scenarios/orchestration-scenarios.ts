import { ChatPromptTemplate } from '@langchain/core/prompts'
import { Annotation, Command, MemorySaver, StateGraph } from '@langchain/langgraph'
import { RemoteGraph } from '@langchain/langgraph/remote'
import { Agent, handoff, tool as agentTool } from '@openai/agents'
import { createAgent, humanInTheLoopMiddleware, modelCallLimitMiddleware } from 'langchain'
import { z } from 'zod'
import type { ScenariosOf } from './scenario.ts'
import { agentWith, ask, chat, inGraph, langTool, middlewareOf, modelName, runAgent, whenAsked, type Stage } from './stage.ts'

const call = (name: string, args: object = {}) => ({ kind: 'tools' as const, calls: [{ name, args }] })
const said = { kind: 'text' as const, text: 'done' }
const hangs = { kind: 'hang' as const, ms: 3000 }
const guardrail = (name: string, execute: () => Promise<boolean>) => ({
  name, runInParallel: false, execute: async () => ({ tripwireTriggered: await execute(), outputInfo: {} }),
})
const trips = async (): Promise<boolean> => true

/** Two nodes of one turn that write a channel that takes one value. */
function twoWriters(): Promise<unknown> {
  const write = (): { value: number } => ({ value: 1 })
  return new StateGraph(Annotation.Root({ value: Annotation<number> })).addNode('left', write).addNode('right', write)
    .addEdge('__start__', 'left').addEdge('__start__', 'right').addEdge('left', '__end__').addEdge('right', '__end__').compile().invoke({})
}

/** The agent asks, a person says no, and it goes on. */
async function declined(stage: Stage): Promise<unknown> {
  const approval = middlewareOf(humanInTheLoopMiddleware, { interruptOn: { wire_money: true } })
  const agent = agentWith({
    model: chat(stage), tools: [langTool('wire_money', () => 1)], checkpointer: new MemorySaver(), middleware: [approval],
  })
  const config = { configurable: { thread_id: 'one' } }
  await agent.invoke(ask, config)
  return agent.invoke(new Command({ resume: { decisions: [{ type: 'reject', message: 'no' }] } }), config)
}

async function aborted(stage: Stage): Promise<unknown> {
  const stop = new AbortController()
  const run = createAgent({ model: chat(stage), tools: [] }).invoke(ask, { signal: stop.signal })
  await Promise.race([whenAsked(stage, () => stop.abort()), run])
  return run
}

export const orchestrationScenarios: ScenariosOf<'orchestration'> = {
  'orchestration.max_steps_exceeded': {
    through: 'openai-agents', status: 'failed', at: null, llm: [1, 2].map((page) => call('page', { page })),
    run: (stage) => runAgent(stage, { tools: [agentTool({ name: 'page', description: 'page', parameters: z.object({ page: z.number() }), execute: () => 'more' })] }, { maxTurns: 2 }),
  },
  'orchestration.tool_loop': {
    through: 'langchain', status: 'failed', at: { type: 'tool', name: 'check_status' }, llm: [1, 2, 3, 4, 5].map(() => call('check_status')),
    run: (stage) => createAgent({ model: chat(stage), tools: [langTool('check_status', () => 'pending')] }).invoke(ask, { recursionLimit: 8 }),
  },
  'orchestration.call_budget_exceeded': {
    through: 'langchain', status: 'failed', at: { type: 'orchestration' }, llm: [call('look'), said],
    run: (stage) => {
      const limit = middlewareOf(modelCallLimitMiddleware, { runLimit: 1, exitBehavior: 'error' })
      return agentWith({ model: chat(stage), tools: [langTool('look', () => 1)], middleware: [limit] }).invoke(ask)
    },
  },
  'orchestration.guardrail_input_blocked': {
    through: 'openai-agents', status: 'failed', at: { type: 'guardrail', name: 'no_cards' }, run: (stage) => runAgent(stage, { inputGuardrails: [guardrail('no_cards', trips)] }),
  },
  'orchestration.guardrail_output_blocked': {
    through: 'openai-agents', status: 'failed', at: { type: 'guardrail', name: 'no_promises' }, llm: [said], run: (stage) => runAgent(stage, { outputGuardrails: [guardrail('no_promises', trips)] }),
  },
  'orchestration.guardrail_failed': {
    through: 'openai-agents', status: 'failed', at: { type: 'guardrail', name: 'topic' },
    run: (stage) => runAgent(stage, { inputGuardrails: [guardrail('topic', async () => { throw new RangeError('broken') })] }),
  },
  'orchestration.handoff_failed': {
    through: 'openai-agents', status: 'failed', at: { type: 'orchestration' }, llm: [call('transfer_to_billing'), said],
    run: (stage) => {
      const billing = new Agent({ name: 'billing', model: modelName, instructions: 'bill' })
      return runAgent(stage, { handoffs: [handoff(billing, { onHandoff: () => { throw new RangeError('no desk') } })] })
    },
  },
  'orchestration.deadline_exceeded': { through: 'langgraph', status: 'failed', at: null, llm: [hangs], run: (stage) => inGraph((config) => chat(stage).invoke('go on', config), { signal: AbortSignal.timeout(80) }) },
  'orchestration.user_abort': { through: 'langchain', status: 'cancelled', at: { type: 'model' }, llm: [hangs], run: aborted },
  'orchestration.approval_rejected': { through: 'langchain', status: 'success', at: { type: 'orchestration' }, llm: [call('wire_money'), said], run: declined },
  'orchestration.state_error': { through: 'langgraph', status: 'failed', at: null, run: twoWriters },
  'orchestration.config_error': {
    through: 'langchain', status: 'failed', at: null, run: (stage) => ChatPromptTemplate.fromMessages([['user', '{question}']]).pipe(chat(stage)).invoke({}),
  },
  'orchestration.remote_agent_failed': {
    through: 'langgraph', status: 'failed', at: { type: 'orchestration', name: 'work' }, shop: { '/runs/stream': ['event: error\ndata: {"error":"x"}\n\n'] },
    run: ({ shopUrl }) => inGraph((config) => new RemoteGraph({ graphId: 'partner', url: shopUrl, apiKey: 'none' }).invoke({}, config)),
  },
  'orchestration.node_exception': { through: 'langgraph', status: 'failed', at: { type: 'orchestration', name: 'work' }, run: () => inGraph(() => { throw new RangeError('between the steps') }) },
}
