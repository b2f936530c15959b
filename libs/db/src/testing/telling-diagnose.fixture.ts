import { createHash } from 'node:crypto'
import type { Diagnose, Fingerprint } from '@agenttracer/schema'

const runKeys = ['runId', 'agentId', 'status', 'startedAt', 'endedAt', 'signals', 'declaredCauseStepId'] as const
const notRead = new Set(['runId', 'revision'])

/** A diagnosis that tells everything it was given: its fingerprint is a digest of all facts, so that any difference in what is read shows. */
export const tellingDiagnose: Diagnose = (run, steps) => {
  const facts = [runKeys.map((key) => run[key] ?? null), steps.map((step) => Object.fromEntries(Object.entries(step).filter(([key]) => !notRead.has(key))))]
  const fingerprint = createHash('sha256').update(canonical(facts)).digest('hex').slice(0, 32) as Fingerprint
  const failing = steps.filter(({ status }) => status === 'error')
  const cause = failing.at(-1)
  const link = cause?.signals?.chain[0]
  const failure = cause === undefined ? null : {
    category: 'tool' as const, code: 'exception' as const, retryable: false,
    ...(link?.errorClass === undefined ? {} : { errorClass: link.errorClass }), ...(link?.httpStatus === undefined ? {} : { httpStatus: link.httpStatus }),
  }
  const verdict = cause === undefined ? null : {
    key: 'tool.exception' as const, rootCauseStepId: cause.stepId, confidence: 'likely' as const, path: [cause.stepId],
    attempts: { used: cause.attempt, max: cause.maxAttempts ?? null }, backoffMs: steps.flatMap(({ waitMs }) => waitMs ?? []),
    others: failing.slice(0, -1).map(({ stepId }) => stepId),
  }
  return {
    verdict, failure, fingerprint, degraded: run.status === 'success' && cause !== undefined,
    steps: failing.map(({ stepId }) => ({ stepId, role: stepId === cause?.stepId ? 'root_cause' : 'failed', failure })),
  }
}

/** Key order and the order of flags mean nothing. */
const canonical = (value: unknown): string => JSON.stringify(sorted(value))

function sorted(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return key === 'flags' ? [...new Set(value.map(String))].sort() : value.map((item) => sorted(item))
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => [name, sorted(inner, name)])
}
