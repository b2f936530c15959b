import type { StepColumns } from '@agenttracer/schema/query'
import type { Attempt, RunFrame } from './row.ts'

const timeoutCode = /(^|_)timeout$|^deadline_exceeded$/

/** Every recorded step as a try on the run's own clock; not yet clamped. */
export function readAttempts(columns: StepColumns, run: RunFrame): Attempt[] {
  const origin = Date.parse(run.startedAt)
  const isOpen = run.status === 'running'
  return columns.stepId.map((stepId, at) => {
    const start = offset(columns.startedAt[at], origin, 0)
    const durationMs = columns.durationMs?.[at] ?? null
    const endedAt = columns.endedAt?.[at] ?? null
    const failure = columns.failure?.[at] ?? null
    const hasEnd = durationMs !== null || endedAt !== null
    const fallback = isOpen ? run.now - origin : (run.durationMs ?? start)
    const end = durationMs !== null ? start + durationMs : endedAt !== null ? offset(endedAt, origin, start) : fallback
    return {
      stepId,
      at,
      number: columns.attempt[at] ?? 1,
      start,
      end: Math.max(start, end),
      hasEnd,
      status: columns.status[at] ?? 'running',
      role: columns.role[at] ?? 'none',
      durationMs: durationMs ?? (hasEnd ? Math.max(0, end - start) : null),
      waitMs: columns.waitMs?.[at] ?? null,
      httpStatus: failure?.httpStatus ?? columns.httpStatus?.[at] ?? null,
      isTimeout: failure !== null && timeoutCode.test(failure.code),
    }
  })
}

function offset(instant: string | null | undefined, origin: number, fallback: number): number {
  const value = Date.parse(instant ?? '') - origin
  return Number.isFinite(value) ? value : fallback
}
