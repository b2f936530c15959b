import { randomBytes } from 'node:crypto'
import { runIdFrom, stepIdFrom } from '@agenttracer/schema/names'

export type Wire = Record<string, unknown>

export const newRunId = (at = Date.now()): string => runIdFrom(at, randomBytes(10))
export const newStepId = (): string => stepIdFrom(randomBytes(8))
export const iso = (at: number): string => new Date(at).toISOString()

/** A run as an SDK sends it, ended well a second after it began. */
export function wireRun(more: Wire = {}, at = Date.now() - 1_000): Wire {
  return {
    runId: newRunId(at), agentId: 'support-bot', agentVersion: '1.4.0', environment: 'production', status: 'success', revision: 0, startedAt: iso(at),
    endedAt: iso(at + 1_000), durationMs: 1_000, sdk: { name: 'test', version: '1' }, metrics: [], dropped: [], ...more,
  }
}

/** A tool step of a run that ended well. */
export function wireStep(runId: unknown, more: Wire = {}, at = Date.now() - 1_000): Wire {
  return {
    runId, stepId: newStepId(), type: 'tool', name: 'billing_api', status: 'ok', seq: 0, attempt: 1, revision: 0, startedAt: iso(at), endedAt: iso(at + 100),
    durationMs: 100, ...more,
  }
}

/** A whole run of `count` steps: plan, model and tool in turn. */
export function wireTree(count = 10, at = Date.now() - count * 100): { readonly run: Wire; readonly steps: readonly Wire[] } {
  const run = wireRun({ endedAt: iso(at + count * 100), durationMs: count * 100 }, at)
  const steps = Array.from({ length: count }, (_, seq) => {
    const start = at + seq * 100
    const kind = seq % 3
    if (kind === 0) return wireStep(run['runId'], { type: 'plan', name: 'analyse_query', seq }, start)
    if (kind === 1) return wireStep(run['runId'], { type: 'model', name: 'gpt-4o', seq, inputTokens: 120, outputTokens: 30, provider: 'openai' }, start)
    return wireStep(run['runId'], { seq }, start)
  })
  return { run, steps }
}
