import { failureKeys, type FailureKey } from '@agenttracer/schema'
import type { RunDetail } from '@agenttracer/schema/query'
import { failureScenarios, playScenarios, type Played, type Scenario } from '@agenttracer/testkit/failure-scenarios'
import { beforeAll, describe, expect, test } from 'vitest'
import { useTestApi } from './testing/use-test-api.fixture.ts'

const api = useTestApi()
let played: readonly Played[] = []

const scenarios = failureKeys.map((key): readonly [FailureKey, Scenario] => [key, failureScenarios[key]])

beforeAll(async () => {
  played = await playScenarios(`http://127.0.0.1:${api.ingestPort}`, scenarios)
}, 120_000)

/** What the query door says of the newest run of a scenario. */
async function answered(key: FailureKey): Promise<object> {
  const { body } = await api.query.get<{ items: readonly { runId: string }[] }>(`/v1/runs?agent=${key}&limit=1`)
  const runId = body.items[0]?.runId
  const run = (await api.query.get<RunDetail>(`/v1/runs/${String(runId)}`)).body
  const steps = (await api.query.get<{ items: readonly { stepId: string; type: string; name: string }[] }>(`/v1/runs/${String(runId)}/steps`)).body
  const step = steps.items.find(({ stepId }) => stepId === run.verdict?.rootCauseStepId)
  return {
    status: run.status, degraded: run.degraded, key: `${String(run.verdict?.category)}.${String(run.verdict?.code)}`, confidence: run.verdict?.confidence,
    at: step === undefined ? null : { type: step.type, name: step.name },
  }
}

describe('every code of the catalogue, from a real program to the answer of the query door', () => {
  test.each(scenarios)('%s', async (key, { status, at }) => {
    expect(await answered(key)).toEqual({
      status, degraded: status === 'success', key, confidence: expect.stringMatching(/^(certain|likely)$/), at: at === null ? null : { name: expect.any(String), ...at },
    })
    expect(played.find((each) => each.key === key)?.hasThrown).toBe(status !== 'success')
  })
})
