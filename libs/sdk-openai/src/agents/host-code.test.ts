import { Agent, Runner, handoff, setTraceProcessors, setTracingDisabled, tool, type MCPServer } from '@openai/agents'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { recorded } from '../testing/recorded.ts'
import { callOf, says, ScriptedModel } from '../testing/scripted-model.ts'

// The SDK's own spans are read, and nobody exports them.
beforeAll(() => {
  setTracingDisabled(false)
  setTraceProcessors([])
})

const look = tool({ name: 'look', description: 'l', parameters: z.object({}), execute: () => 'canary' })
const throws = (): never => { throw new TypeError('canary') }

describe('a listener of the host that throws', () => {
  test('at the end of a tool leaves the tool good', async () => {
    const runner = new Runner()
    runner.on('agent_tool_end', throws)
    const { run, steps } = await recorded(() => runner.run(new Agent({ name: 'a', model: new ScriptedModel('m', [callOf('look')]), tools: [look] }), 'canary'))
    expect([run, ...steps]).toEqual(['failed', 'model m ok', 'tool look ok'])
  })

  test('at the start of a tool: the tool never ran', async () => {
    const agent = new Agent({ name: 'a', model: new ScriptedModel('m', [callOf('look')]), tools: [look] })
    agent.on('agent_tool_start', throws)
    const { run, steps } = await recorded(() => new Runner().run(agent, 'canary'))
    expect([run, ...steps]).toEqual(['failed', 'model m ok', 'tool look cancelled'])
  })
})

describe('hand-offs', () => {
  const to = new Agent({ name: 'b', model: new ScriptedModel('other', says()) })

  test.each([
    ['callback', true, { onHandoff: throws }, ['orchestration b error TypeError']],
    ['callback', false, { onHandoff: throws }, ['orchestration b error TypeError']],
    ['input filter', true, { inputFilter: throws }, ['orchestration b ok', 'orchestration b error TypeError']],
    ['input filter', false, { inputFilter: throws }, ['orchestration b error TypeError']],
  ])('whose %s throws (tracing off: %s)', async (_what, tracingDisabled, config, wanted) => {
    const agent = new Agent({ name: 'a', model: new ScriptedModel('m', [callOf('transfer_to_b')]), handoffs: [handoff(to, config)] })
    const { run, steps } = await recorded(() => new Runner({ tracingDisabled }).run(agent, 'canary'))
    expect([run, ...steps.map((step) => step.replace(' handoff ', ' b '))]).toEqual(['failed', 'model m ok', ...wanted])
  })

  test('of several that are asked for at once the first goes well', async () => {
    const [b, c] = ['b', 'c'].map((name) => new Agent({ name, model: new ScriptedModel(`of-${name}`, new RangeError('canary')) }))
    const model = new ScriptedModel('m', [callOf('transfer_to_b'), callOf('transfer_to_c')])
    const { run, steps } = await recorded(() => new Runner().run(new Agent({ name: 'a', model, handoffs: [b, c].filter((each) => each !== undefined) }), 'canary'))
    expect([run, ...steps]).toEqual(['failed', 'model m ok', 'orchestration b ok', 'model of-b error RangeError'])
  })
})

test.each([
  ['fits not', says('canary'), 'final_output error ModelBehaviorError'],
  ['never comes', [callOf('look')], 'turn_limit ok step_limit_reached'],
])('an answer that %s, and one of the host in its place', async (_how, answer, shown) => {
  const agent = new Agent({ name: 'a', model: new ScriptedModel('m', answer), tools: [look], outputType: z.object({ city: z.string() }) })
  const { run, steps } = await recorded(() => new Runner().run(agent, 'canary', { maxTurns: 1, errorHandlers: { default: () => ({ finalOutput: { city: 'canary' } }) } }))
  expect([run, steps.at(-1)]).toEqual(['success', `orchestration ${shown}`])
})

test('an error handler that has no answer changes nothing', async () => {
  const agent = new Agent({ name: 'a', model: new ScriptedModel('m', says('canary')), outputType: z.object({ city: z.string() }) })
  const { run, steps } = await recorded(() => new Runner().run(agent, 'canary', { errorHandlers: Object.freeze({ default: () => undefined }) }))
  expect([run, ...steps]).toEqual(['failed', 'model m ok'])
})

test('a call that a person declines is told, one that is approved runs', async () => {
  const named = (name: string): ReturnType<typeof tool> => tool({ name, description: 'd', parameters: z.object({}), needsApproval: true, execute: () => 'canary' })
  const agent = new Agent({ name: 'a', model: new ScriptedModel('m', [callOf('pay'), callOf('note')], says()), tools: [named('pay'), named('note')] })
  const { run, steps } = await recorded(async () => {
    const runner = new Runner()
    const first = await runner.run(agent, 'canary')
    for (const item of first.interruptions) {
      if (item.name === 'pay') first.state.reject(item)
      else first.state.approve(item)
    }
    await runner.run(agent, first.state)
  })
  expect([run, ...steps]).toEqual(['success', 'model m ok', 'orchestration pay ok approval_rejected', 'tool note ok', 'model m ok'])
})

test('an MCP server whose tools cannot be listed', async () => {
  const server: MCPServer = {
    name: 'desk', cacheToolsList: false, connect: () => Promise.resolve(), close: () => Promise.resolve(), invalidateToolsCache: () => Promise.resolve(),
    listTools: () => Promise.reject(new RangeError('canary')), callTool: () => Promise.reject(new Error('canary')),
  }
  const { run, steps } = await recorded(() => new Runner().run(new Agent({ name: 'a', model: new ScriptedModel('m', says()), mcpServers: [server] }), 'canary'))
  expect([run, ...steps]).toEqual(['failed', 'orchestration list_tools error tool_unavailable RangeError'])
})

test('a model that asks others shows their calls, not its own', async () => {
  class Fallback extends ScriptedModel {
    readonly held = [new ScriptedModel('first', new RangeError('canary')), new ScriptedModel('second', says())]

    override async getResponse(request: Parameters<ScriptedModel['getResponse']>[0]): ReturnType<ScriptedModel['getResponse']> {
      const [first, second] = this.held
      if (first === undefined || second === undefined) throw new Error('none')
      return first.getResponse(request).catch(() => second.getResponse(request))
    }
  }
  const { run, steps } = await recorded(() => new Runner().run(new Agent({ name: 'a', model: new Fallback('both') }), 'canary'))
  expect([run, ...steps]).toEqual(['success', 'model first error RangeError', 'model second ok'])
})

test('whoever leaves a stream had what it wanted', async () => {
  const agent = new Agent({ name: 'a', model: new ScriptedModel('m', [callOf('look')], says()), tools: [look] })
  const { run } = await recorded(async () => {
    const stream = await new Runner().run(agent, 'canary', { stream: true })
    for await (const event of stream) {
      expect(event).toBeDefined()
      break
    }
    await stream.completed
  })
  expect(run).toBe('success')
})

test('a streamed run past the caller\'s deadline is late', async () => {
  const slow = tool({ name: 'slow', description: 's', parameters: z.object({}), execute: () => new Promise((resolve) => { setTimeout(resolve, 200, 'x') }) })
  const agent = new Agent({ name: 'a', model: new ScriptedModel('m', [callOf('slow')], says()), tools: [slow] })
  const { run } = await recorded(async () => {
    const stream = await new Runner().run(agent, 'canary', { stream: true, signal: AbortSignal.timeout(100) })
    await stream.completed
  })
  expect(run).toBe('failed')
})
