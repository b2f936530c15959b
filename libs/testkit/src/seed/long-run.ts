import type { Draws } from './draws.ts'
import type { SeedRun, SeedStep } from './seed-run.ts'

const perWorker = 100

/** A failed run of very many steps, a hundred under each worker; its cause is the last one. */
export function longRun(steps: number, draws: Draws): Omit<SeedRun, 'startedMsAgo'> {
  const workers = Math.ceil(steps / perWorker)
  const error = { ref: 1, httpStatus: 500 }
  const made = Array.from({ length: steps }, (_, at): SeedStep => {
    const [worker, inside] = [Math.floor(at / perWorker), at % perWorker]
    const begin = worker * 1_000
    if (inside === 0) return { key: `w${worker}`, type: 'agent', name: 'worker', from: begin, to: begin + 990, ...(worker === workers - 1 ? { error } : {}) }
    const from = begin + inside * 9
    const base = { key: `s${at}`, parent: `w${worker}`, from, to: from + draws.whole(1, 8) }
    if (at === steps - 1) return { ...base, type: 'tool', name: 'store_result', error }
    return at % 3 === 0 ? { ...base, type: 'model', name: 'llama3.3', facts: { model: 'llama3.3', provider: 'ollama', inputTokens: 200, outputTokens: 20 } } : { ...base, type: 'tool', name: `load_part_${inside % 7}` }
  })
  return { agent: 'batch-worker', version: '5.1', status: 'failed', durationMs: workers * 1_000, error, steps: made }
}
