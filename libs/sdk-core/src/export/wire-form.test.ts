import { expect, test } from 'vitest'
import { InMemoryExporter } from './in-memory-exporter.ts'
import { AgentTracer } from '../tracer.ts'

/** What a JavaScript caller can hand over although TypeScript forbids it. */
const text = 'my_patient_anna_smith' as never

test('a text in place of a word of a closed list never reaches the wire, and is counted', async () => {
  const exporter = new InMemoryExporter()
  const tracer = new AgentTracer({ agentId: 'support-bot', exporter })
  tracer.run((run) => {
    run.step(text, 'billing_api', () => undefined)
    run.step(text, 'not a name', () => undefined)
    run.step('tool', 'billing_api', (step) => step.fail(text))
    run.fail(text)
  })
  const context = tracer.context('homemade')
  const [key, step] = [{}, {}]
  context.run.start(key, {})
  context.step.start(step, { type: 'tool', name: 'billing_api', parent: key, operation: text, maxAttempts: text })
  context.step.flag(step, text)
  context.step.flag(step, 'empty_response')
  context.step.end(step, { status: text, flags: [text], declared: text })
  context.run.end(key, { status: text })
  await tracer.flush()

  expect(JSON.stringify(exporter.batches)).not.toContain('anna')
  // Run by run: how the steps of two runs lie to each other depends on the millisecond that they began in.
  expect(exporter.runs.map(({ runId }) => exporter.stepsOf(runId).map(({ type, name, status }) => ({ type, name, status })))).toEqual([
    [
      { type: 'orchestration', name: 'billing_api', status: 'ok' },
      { type: 'orchestration', name: 'orchestration', status: 'ok' },
      { type: 'tool', name: 'billing_api', status: 'error' },
    ],
    [{ type: 'tool', name: 'billing_api', status: 'error' }],
  ])
  expect(exporter.runs.map(({ status }) => status)).toEqual(['failed', 'failed'])
  expect(exporter.stepsOf(exporter.runs[1]?.runId ?? '')[0]?.signals?.flags).toEqual(['empty_response'])
  expect(tracer.diagnostics().dropped.find(({ reason }) => reason === 'unsafe_value')?.count).toBeGreaterThanOrEqual(9)
  await tracer.shutdown()
})

test('words of the lists pass', async () => {
  const exporter = new InMemoryExporter()
  const tracer = new AgentTracer({ agentId: 'support-bot', exporter })
  tracer.run((run) => run.step('tool', 'billing_api', (step) => step.fail('tool.timeout')))
  await tracer.flush()
  expect(exporter.steps[0]).toMatchObject({ type: 'tool', status: 'error', signals: { declared: 'tool.timeout' } })
  expect(tracer.diagnostics().dropped).toEqual([])
  await tracer.shutdown()
})
