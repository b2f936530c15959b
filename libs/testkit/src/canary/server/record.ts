import { randomBytes } from 'node:crypto'
import { runIdFrom, stepIdFrom } from '@agenttracer/schema/names'

type Wire = { readonly [key: string]: unknown }

/** A good run with one good step, as an SDK sends it: what surrounds the one field that holds a mark. */
export function goodBatch(): { readonly runs: readonly [Wire]; readonly steps: readonly [Wire] } {
  const at = Date.now() - 1_000
  const [startedAt, endedAt] = [at, at + 900].map((each) => new Date(each).toISOString())
  const runId = runIdFrom(at, randomBytes(10))
  const signals = { chain: [{ errorClass: 'RateLimitError', errorCode: 'rate_limit_exceeded', httpStatus: 429, errorRef: 1 }], flags: [] }
  return {
    runs: [{
      runId, agentId: 'canary-server', agentVersion: '1.4.0', environment: 'canary', status: 'failed', revision: 0, startedAt, endedAt, durationMs: 900, signals,
      sdk: { name: 'canary', version: '1' }, metrics: [{ name: 'retries', value: 1 }], dropped: [],
    }],
    steps: [{
      runId, stepId: stepIdFrom(randomBytes(8)), type: 'model', name: 'gpt-4o-mini', model: 'gpt-4o-mini', status: 'error', seq: 0, attempt: 1, revision: 0, startedAt, endedAt, durationMs: 900, signals,
    }],
  }
}

/** A copy with the value at the path; what is missing on the way is made. A key `*` is taken from the value itself. */
export function withValueAt(root: unknown, [key, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (key === undefined) return value
  const inner = typeof root === 'object' && root !== null ? (root as Wire)[String(key)] : undefined
  const filled = key === '*' ? 1 : withValueAt(inner, rest, value)
  const name = key === '*' ? String(value) : String(key)
  if (typeof key === 'number') return Object.assign([...(Array.isArray(root) ? root : [])], { [key]: filled })
  return { ...(root as Wire | undefined), [name]: filled }
}
