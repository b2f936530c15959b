import { randomBytes } from 'node:crypto'
import { seedRecords } from '@agenttracer/testkit/seed'
import type { SeedRun } from '@agenttracer/testkit/seed'

export type { SeedRun, SeedStep } from '@agenttracer/testkit/seed'

export interface SeededRun {
  readonly runId: string
  /** Step id of each seed key. */
  readonly ids: ReadonlyMap<string, string>
  /** Unix milliseconds. */
  readonly startedAt: number
}

/** Posts a run through the ingest door as an SDK would; throws unless every record was accepted. */
export async function postRun(ingestUrl: string, seed: SeedRun): Promise<SeededRun> {
  const startedAt = Date.now() - seed.startedMsAgo
  const { runId, ids, run, steps } = seedRecords(seed, startedAt, randomBytes)
  for (let from = 0; from === 0 || from < steps.length; from += 2_000) await postBatch(ingestUrl, { runs: from === 0 ? [run] : [], steps: steps.slice(from, from + 2_000), open: [] })
  return { runId, ids, startedAt }
}

async function postBatch(ingestUrl: string, batch: object): Promise<void> {
  const answer = await fetch(`${ingestUrl}/v1/runs`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(batch) })
  const receipt = (await answer.json()) as { records?: readonly { result: string; issue?: { path: string; rule: string } }[] }
  const bad = receipt.records?.find(({ result }) => result !== 'accepted')
  if (answer.status !== 200 || bad !== undefined) throw new Error(`Seeding was refused: ${answer.status} ${JSON.stringify(bad ?? receipt).slice(0, 300)}`)
}
