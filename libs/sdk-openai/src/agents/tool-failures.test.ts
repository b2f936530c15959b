import { Agent, Runner, setTraceProcessors, setTracingDisabled, shellTool, tool } from '@openai/agents'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { recorded } from '../testing/recorded.ts'
import { callOf, says, ScriptedModel } from '../testing/scripted-model.ts'

// The SDK's own spans are read, and nobody exports them.
beforeAll(() => {
  setTracingDisabled(false)
  setTraceProcessors([])
})

const wait = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms) })
const untilStopped = (signal: AbortSignal | undefined): Promise<unknown> => new Promise((_, reject) => { signal?.addEventListener('abort', () => reject(signal.reason as Error)) })
const looseSchema = { type: 'object' as const, properties: { base: { type: 'string' as const } }, required: ['base'], additionalProperties: true as const }

test('of calls of one tool at once the one that failed is the failed one', async () => {
  const quote = tool({
    name: 'quote', description: 'q', parameters: z.object({ n: z.number() }), errorFunction: () => 'canary',
    execute: async ({ n }) => {
      await wait(15 * n)
      if (n === 1) throw new RangeError('canary')
      return n
    },
  })
  const model = new ScriptedModel('m', [callOf('quote', { n: 1 }), callOf('quote', { n: 2 })], says())
  const { steps } = await recorded(() => new Runner().run(new Agent({ name: 'a', model, tools: [quote] }), 'canary'))
  expect(steps).toEqual(['model m ok', 'tool quote error', 'tool quote ok', 'model m ok'])
})

test('what the SDK stops because another tool failed is stopped, not done', async () => {
  const slow = tool({ name: 'slow', description: 's', parameters: z.object({}), errorFunction: null, execute: (_args, _context, details) => untilStopped(details?.signal) })
  const bad = tool({ name: 'bad', description: 'b', parameters: z.object({}), errorFunction: null, execute: () => Promise.reject(new RangeError('canary')) })
  const model = new ScriptedModel('m', [callOf('slow'), callOf('bad')])
  const { run, steps } = await recorded(() => new Runner().run(new Agent({ name: 'a', model, tools: [slow, bad] }), 'canary'))
  expect([run, ...steps.toSorted()]).toEqual(['failed', 'model m ok', 'tool bad error ToolCallError', 'tool slow cancelled sibling_cancelled ToolCallError'])
})

test('tools that run when the caller lets go are stopped by the caller', async () => {
  const stop = new AbortController()
  const slow = tool({ name: 'slow', description: 's', parameters: z.object({}), execute: (_args, _context, details) => untilStopped(details?.signal) })
  const model = new ScriptedModel('m', [callOf('slow'), callOf('slow')])
  const { run, steps } = await recorded(async () => {
    setTimeout(() => stop.abort(), 30)
    const stream = await new Runner().run(new Agent({ name: 'a', model, tools: [slow] }), 'canary', { stream: true, signal: stop.signal })
    await stream.completed
  })
  expect(run).toBe('cancelled')
  expect(steps.filter((step) => step.startsWith('tool'))).toEqual(['tool slow cancelled caller_aborted', 'tool slow cancelled caller_aborted'])
})

test('a loose schema is checked by nobody: the tool itself failed', async () => {
  const rates = tool({ name: 'rates', description: 'r', strict: false, parameters: looseSchema, execute: () => Promise.reject(new RangeError('canary')) })
  const { steps } = await recorded(() => new Runner().run(new Agent({ name: 'a', model: new ScriptedModel('m', [callOf('rates')], says()), tools: [rates] }), 'canary'))
  expect(steps).toEqual(['model m ok', 'tool rates error', 'model m ok'])
})

test('a shell that fails had no bad arguments', async () => {
  const shell = shellTool({ shell: { run: () => Promise.reject(new RangeError('canary')) } })
  const model = new ScriptedModel('m', [{ type: 'shell_call', callId: 'call-sh', status: 'completed', action: { commands: ['canary'] } }], says())
  const { steps } = await recorded(() => new Runner().run(new Agent({ name: 'a', model, tools: [shell] }), 'canary'))
  expect(steps).toEqual(['model m ok', 'tool shell error', 'model m ok'])
})

test.each([true, false])('the error of an inner run is its own tool\'s, not that of the tool that asked (tracing off: %s)', async (tracingDisabled) => {
  const runner = new Runner({ tracingDisabled })
  const load = tool({ name: 'load', description: 'l', parameters: z.object({}), errorFunction: null, execute: () => Promise.reject(new RangeError('canary')) })
  const inner = new Agent({ name: 'b', model: new ScriptedModel('inner', [callOf('load')]), tools: [load] })
  const ask = tool({ name: 'ask_b', description: 'b', parameters: z.object({}), execute: () => runner.run(inner, 'canary').then(() => 'x', () => 'nobody there') })
  const { run, steps } = await recorded(() => runner.run(new Agent({ name: 'a', model: new ScriptedModel('m', [callOf('ask_b')], says()), tools: [ask] }), 'canary'))
  expect([run, ...steps.filter((step) => step.startsWith('tool')).toSorted()]).toEqual(['success', 'tool ask_b ok', 'tool load error ToolCallError'])
})

test('a swallowed failure of an earlier turn is not the error of a check that throws later', async () => {
  const look = tool({ name: 'look', description: 'l', parameters: z.object({}), execute: () => Promise.reject(new RangeError('canary')) })
  const pay = tool({ name: 'pay', description: 'p', parameters: z.object({}), needsApproval: () => Promise.reject(new TypeError('canary')), execute: () => 'x' })
  const model = new ScriptedModel('m', [callOf('look')], [callOf('pay')])
  const { run, steps } = await recorded(() => new Runner().run(new Agent({ name: 'a', model, tools: [look, pay] }), 'canary'))
  expect([run, ...steps]).toEqual(['failed', 'model m ok', 'tool look error', 'model m ok'])
})
