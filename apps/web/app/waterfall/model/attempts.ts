import type { StepColumns } from '@agenttracer/schema/query'
import type { Attempt, RunFrame } from './row.ts'

const timeoutCode = /(^|_)timeout$|^deadline_exceeded$/

/** The recorded steps of a run, each with its begin and end on the run's own clock: milliseconds from the run's start, not yet clamped. */
export interface RecordedSteps {
  readonly columns: StepColumns
  readonly starts: Float64Array
  readonly ends: Float64Array
}

export function recordedSteps(columns: StepColumns, run: RunFrame): RecordedSteps {
  const origin = Date.parse(run.startedAt)
  const shift = columns.originMs - origin
  const runEnd = run.status === 'running' ? run.now - origin : run.durationMs
  const count = columns.stepId.length
  const [starts, ends] = [new Float64Array(count), new Float64Array(count)]
  for (let at = 0; at < count; at++) {
    const start = shift + (columns.startMs[at] ?? 0)
    const durationMs = columns.durationMs?.[at] ?? null
    const endMs = columns.endMs?.[at] ?? null
    const end = durationMs !== null ? start + durationMs : endMs !== null ? shift + endMs : (runEnd ?? start)
    starts[at] = start
    ends[at] = Math.max(start, end)
  }
  return { columns, starts, ends }
}

const hasEnd = ({ durationMs, endMs }: StepColumns, at: number): boolean => (durationMs?.[at] ?? endMs?.[at] ?? null) !== null

/** Milliseconds that a recorded step took; null while it has no end. */
export const durationOf = ({ columns, starts, ends }: RecordedSteps, at: number): number | null =>
  columns.durationMs?.[at] ?? (hasEnd(columns, at) ? (ends[at] ?? 0) - (starts[at] ?? 0) : null)

/** One recorded step as a try. */
export function readAttempt(steps: RecordedSteps, at: number): Attempt {
  const { columns, starts, ends } = steps
  const failure = columns.failure?.[at] ?? null
  return {
    // Whoever asks has the position from the columns.
    stepId: columns.stepId[at] as Attempt['stepId'],
    at,
    number: columns.attempt[at] ?? 1,
    start: starts[at] ?? 0,
    end: ends[at] ?? 0,
    hasEnd: hasEnd(columns, at),
    status: columns.status[at] ?? 'running',
    role: columns.role[at] ?? 'none',
    durationMs: durationOf(steps, at),
    waitMs: columns.waitMs?.[at] ?? null,
    httpStatus: failure?.httpStatus ?? columns.httpStatus?.[at] ?? null,
    isTimeout: failure !== null && timeoutCode.test(failure.code),
  }
}
