import type { Receipt } from '@agenttracer/schema'
import type { RunDetail, StepsPage } from '@agenttracer/schema/query'
import { describe, expect, test } from 'vitest'
import { useTestApi } from './testing/use-test-api.fixture.ts'

const api = useTestApi()

async function answered(run: Record<string, unknown>): Promise<object> {
  const sent = await api.ingest.post<Receipt & { runId: string }>('/v1/runs', { agentId: 'curl-bot', ...run })
  expect(sent.body).toMatchObject({ unknownKeys: 0, records: sent.body.records.map(() => ({ result: 'accepted', repaired: [] })) })
  const { body } = await api.query.get<RunDetail>(`/v1/runs/${sent.body.runId}`)
  const { items } = (await api.query.get<StepsPage>(`/v1/runs/${sent.body.runId}/steps`)).body
  const verdict = body.verdict === null ? null : `${body.verdict.category}.${body.verdict.code} ${body.verdict.confidence} ${String(items.findIndex(({ stepId }) => stepId === body.verdict?.rootCauseStepId))}`
  return { status: body.status, degraded: body.degraded, verdict, roles: items.map(({ role }) => role) }
}

const [x, y] = ['aaaaaaaaaaaaaaa1', 'aaaaaaaaaaaaaaa2']
const model = { type: 'model', name: 'gpt-4o' }
const tool = { type: 'tool', name: 'search' }
const failing = { ...tool, status: 'error', httpStatus: 503 }

describe('what a person posts, and why it failed', () => {
  test.each([
    {
      name: 'a limit ended the run, long after its first step had failed of something else',
      run: { errorClass: 'GraphRecursionError', steps: [{ ...tool, status: 'error', httpStatus: 404 }, model, { type: 'tool', name: 'other' }, model] },
      expected: { status: 'failed', degraded: false, verdict: 'orchestration.max_steps_exceeded likely -1', roles: ['failed', 'none', 'none', 'none'] },
    },
    {
      name: 'the error of the run is that of its last step, not of its first',
      run: { errorClass: 'RateLimitError', steps: [{ ...tool, errorClass: 'TypeError' }, { ...model, errorClass: 'RateLimitError', httpStatus: 429 }] },
      expected: { status: 'failed', degraded: false, verdict: 'model.rate_limited likely 1', roles: ['failed', 'root_cause'] },
    },
    {
      name: 'null is no failure',
      run: { status: null, failure: null, errorClass: null, steps: [{ ...tool, status: null, failure: null, errorClass: null, httpStatus: null, signals: null }] },
      expected: { status: 'success', degraded: false, verdict: null, roles: ['none'] },
    },
    {
      name: 'two agents, each trying one tool again: one got through, the other did not',
      run: {
        steps: [
          { stepId: x, type: 'agent', name: 'x' }, { stepId: y, type: 'agent', name: 'y' }, { ...failing, parentStepId: x }, { ...failing, parentStepId: y },
          { ...tool, parentStepId: x, attempt: 2 }, { ...failing, parentStepId: y, attempt: 2 },
        ],
      },
      expected: { status: 'success', degraded: true, verdict: 'tool.upstream_error certain 5', roles: ['none', 'none', 'recovered', 'recovered', 'none', 'root_cause'] },
    },
    {
      name: 'an agent whose tool failed went on to a good end',
      run: { steps: [{ stepId: x, type: 'agent', name: 'x', durationMs: 900 }, { ...failing, parentStepId: x, durationMs: 300 }] },
      expected: { status: 'success', degraded: true, verdict: 'tool.upstream_error certain 1', roles: ['none', 'root_cause'] },
    },
    {
      name: 'let go while a tool ran',
      run: { steps: [model, { ...tool, status: 'cancelled' }] },
      expected: { status: 'cancelled', degraded: false, verdict: 'orchestration.user_abort certain 1', roles: ['none', 'root_cause'] },
    },
    {
      name: 'a call that was turned away, in two words',
      run: { steps: [{ ...model, httpStatus: 429 }] },
      expected: { status: 'failed', degraded: false, verdict: 'model.rate_limited certain 0', roles: ['root_cause'] },
    },
    {
      name: 'signals in two words',
      run: { steps: [{ ...tool, signals: { chain: [{ errorClass: 'ToolTimeoutError' }] } }] },
      expected: { status: 'failed', degraded: false, verdict: 'tool.timeout certain 0', roles: ['root_cause'] },
    },
  ])('$name', async ({ run, expected }) => expect(await answered(run)).toEqual(expected))
})
