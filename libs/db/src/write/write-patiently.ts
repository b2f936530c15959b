import type { ProjectId } from '@agenttracer/schema'
import { refusalOf } from '../connect/refusal.ts'
import { sqlFailure, storeError } from '../connect/sql-failure.ts'
import type { IngestOutcome, IngestRequest, RecordOutcome, Stored } from '../store.ts'
import { writeBatch } from './write-batch.ts'
import type { BatchWriter } from './write-batch.ts'

const tries = 4

export const sizeOfRequest = (request: IngestRequest): number => request.runs.length + request.steps.length + request.open.length + 1

/**
 * Writes a batch so that one bad record never spoils its neighbours: when a wall refuses a value, each request is written by itself, and of a
 * request that fails by itself each half, down to the record. Deadlocks are tried again.
 */
export async function writePatiently(writer: BatchWriter, project: ProjectId, requests: readonly IngestRequest[]): Promise<Promise<Stored<IngestOutcome>>[]> {
  try {
    const outcomes = await withRetries(() => writeBatch(writer, project, requests))
    return outcomes.map((value) => Promise.resolve({ ok: true, value }))
  } catch (error) {
    if (sqlFailure(error) !== 'data') throw error
  }
  const answers: Promise<Stored<IngestOutcome>>[] = []
  for (const request of requests) {
    const answer = writeApart(writer, project, request).then(
      (value): Stored<IngestOutcome> => ({ ok: true, value }),
      (error: unknown): Stored<IngestOutcome> => {
        const refusal = refusalOf(error)
        if (refusal === undefined) throw storeError(error)
        return refusal
      },
    )
    await answer.catch(() => undefined)
    answers.push(answer)
  }
  return answers
}

async function writeApart(writer: BatchWriter, project: ProjectId, request: IngestRequest): Promise<IngestOutcome> {
  try {
    return (await withRetries(() => writeBatch({ ...writer, isCareful: true }, project, [request])))[0] ?? { runs: [], steps: [] }
  } catch (error) {
    if (sqlFailure(error) !== 'data') throw error
  }
  const count = request.runs.length + request.steps.length
  if (count <= 1) return { runs: request.runs.map(refused), steps: request.steps.map(refused) }
  const [first, second] = halves(request)
  const [a, b] = [await writeApart(writer, project, first), await writeApart(writer, project, second)]
  return { runs: [...a.runs, ...b.runs], steps: [...a.steps, ...b.steps] }
}

const refused = (): RecordOutcome => 'refused'

/** Runs, then steps, cut in the middle: order does not matter to the merge. */
function halves(request: IngestRequest): [IngestRequest, IngestRequest] {
  const middle = Math.ceil((request.runs.length + request.steps.length) / 2)
  const steps = Math.max(0, middle - request.runs.length)
  return [
    { ...request, runs: request.runs.slice(0, middle), steps: request.steps.slice(0, steps) },
    { runs: request.runs.slice(middle), steps: request.steps.slice(steps), open: [] },
  ]
}

async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  for (let left = tries; ; left -= 1) {
    try {
      return await work()
    } catch (error) {
      if (left <= 1 || sqlFailure(error) !== 'again') throw error
      await new Promise((done) => setTimeout(done, (tries - left + 1) * 10 * (0.5 + Math.random())))
    }
  }
}
