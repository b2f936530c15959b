import type { RunDetail } from '@agenttracer/schema/query'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diceOf, generatedRun, type GeneratedRun } from './testing/generated-run.ts'
import { useTestApi } from './testing/use-test-api.fixture.ts'
import { newRunId, type Wire } from './testing/wire-records.ts'

const api = useTestApi()

type Item = { readonly run: Wire } | { readonly step: Wire }

/** The same run under another id: a store keeps each id once. */
function copyOf({ run, steps }: GeneratedRun): GeneratedRun {
  const runId = newRunId(Date.parse(String(run['startedAt'])))
  return { run: { ...run, runId }, steps: steps.map((step) => ({ ...step, runId })) }
}

/** What the SDK sends before the end: the same record, running. */
const opening = (record: Wire): Wire => {
  const { endedAt: _end, durationMs: _duration, signals: _signals, ...open } = record
  return { ...open, status: 'running' }
}

/** Every record, some of them first as running, in any order, some twice, cut into batches: parents after their children, steps before their run. */
function scheduleOf({ run, steps }: GeneratedRun, numbers: readonly number[]): readonly (readonly Item[])[] {
  const roll = diceOf(numbers)
  const items = [{ run: opening(run) }, { run }, ...steps.flatMap((step): Item[] => (roll(3) === 0 ? [{ step: opening(step) }, { step }, { step }] : [{ step }]))]
  const mixed = items.map((item) => ({ item, key: roll(997) })).sort((a, b) => a.key - b.key).map(({ item }) => item)
  const batches: Item[][] = [[]]
  for (const item of mixed) {
    if (roll(4) === 0) batches.push([])
    batches.at(-1)?.push(item)
  }
  return batches.filter((batch) => batch.length > 0)
}

async function send(items: readonly Item[]): Promise<void> {
  const batch = { runs: items.flatMap((item) => ('run' in item ? [item.run] : [])), steps: items.flatMap((item) => ('step' in item ? [item.step] : [])) }
  const answer = await api.ingest.post('/v1/runs', batch)
  if (answer.status !== 200) throw new Error(`the batch was answered with ${answer.status}`)
}

/** What is told of a run and its steps, without what has to do with the time of its arrival or with other runs. */
async function told(runId: unknown): Promise<{ readonly key: string; readonly all: unknown }> {
  const { body } = await api.query.get<RunDetail>(`/v1/runs/${String(runId)}`)
  const { verdict } = body
  const steps = (await api.query.get<{ items: readonly Wire[] }>(`/v1/runs/${String(runId)}/steps`)).body.items
  const cause = verdict === null ? null : { category: verdict.category, code: verdict.code, confidence: verdict.confidence, at: verdict.rootCauseStepId, attempts: verdict.attempts, backoffMs: verdict.backoffMs }
  return {
    key: `${body.status} ${verdict === null ? 'no verdict' : `${verdict.category}.${verdict.code} ${verdict.confidence}`}`,
    all: { status: body.status, degraded: body.degraded, cause, steps: steps.map(({ stepId, role, failure, status }) => ({ stepId, role, failure, status })) },
  }
}

test('the same run in any order and batching gives the same verdict, the same codes and the same roles', { timeout: 120_000 }, async () => {
  const seen = new Set<string>()
  const numbers = fc.array(fc.nat(9_999), { minLength: 40, maxLength: 80 })
  await fc.assert(
    fc.asyncProperty(numbers, numbers, fc.boolean(), async (program, order, isTogether) => {
      const whole = generatedRun(diceOf(program))
      const parts = copyOf(whole)
      await send([{ run: whole.run }, ...whole.steps.map((step) => ({ step }))])
      const batches = scheduleOf(parts, order)
      if (isTogether) await Promise.all(batches.map(send))
      else for (const batch of batches) await send(batch)
      const [one, other] = [await told(whole.run['runId']), await told(parts.run['runId'])]
      seen.add(one.key)
      expect(other.all).toEqual(one.all)
    }),
    { numRuns: 60, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: false },
  )
  // The runs were not all of one kind.
  expect(seen.size).toBeGreaterThan(10)
})
