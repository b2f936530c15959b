import { instant, isRunId, isStepId, runIdFrom, stepIdFrom } from '@agenttracer/schema/names'

/** Time and randomness, handed in. */
export interface Mint {
  readonly now: () => number
  readonly random: (bytes: number) => Uint8Array
}

type Raw = Readonly<Record<string, unknown>>

/** Keys that a run has and a batch has not. */
const runKeys = ['runId', 'agentId', 'agentVersion', 'environment', 'status', 'startedAt', 'endedAt', 'durationMs', 'traceId', 'failure', 'signals', 'metrics']

/** One run with its steps nested, as people send it with curl; anything else is read as a batch. */
export const isWholeRun = (raw: unknown): raw is Raw =>
  isRaw(raw) && !Object.hasOwn(raw, 'runs') && runKeys.some((key) => Object.hasOwn(raw, key))

/**
 * Turns one whole run into a batch and fills in what a person leaves out: ids, order, statuses, times, retry groups. What is there is
 * kept as it is, right or wrong: the parser judges it. With minted ids such a post is not safe to repeat.
 */
export function expandWholeRun(raw: Raw, mint: Mint): { readonly runs: readonly Raw[]; readonly steps: readonly unknown[] } {
  const { steps: nested, failure, errorClass, ...facts } = raw
  const rawSteps = Array.isArray(nested) ? nested : []
  const span = runSpan(facts, rawSteps, mint.now())
  const runId = facts['runId'] ?? runIdFrom(span.start, mint.random(10))
  const steps = expandSteps(rawSteps, { runId, start: span.start, mint })
  const signals = facts['signals'] ?? sugarSignals({ failure, errorClass }, 1)
  const isFailed = signals !== undefined || lastStatus(steps) === 'error'
  const run: Raw = {
    status: isFailed ? 'failed' : 'success',
    startedAt: instant(span.start),
    ...(facts['status'] === 'running' ? {} : { endedAt: instant(span.end), durationMs: span.end - span.start }),
    ...facts,
    runId,
    ...(signals === undefined ? {} : { signals }),
  }
  return { runs: [run], steps }
}

/** From what is given: a start, an end, a duration, the steps' durations; the newest of them ends now if nothing says otherwise. */
function runSpan(run: Raw, steps: readonly unknown[], now: number): { readonly start: number; readonly end: number } {
  const starts = steps.flatMap((step) => (isRaw(step) ? (timeOf(step['startedAt']) ?? []) : []))
  const ends = steps.flatMap((step) => (isRaw(step) ? (endOf(step) ?? []) : []))
  const sum = steps.reduce<number>((total, step) => total + (isRaw(step) ? (lengthOf(step) ?? 0) : 0), 0)
  const length = lengthOf(run) ?? sum
  const earliest = timeOf(run['startedAt']) ?? least(starts)
  const latest = timeOf(run['endedAt']) ?? (earliest === undefined ? now : ends.reduce((a, b) => Math.max(a, b), earliest + length))
  const start = earliest ?? latest - length
  return { start, end: Math.max(start, latest) }
}

function expandSteps(raw: readonly unknown[], run: { readonly runId: unknown; readonly start: number; readonly mint: Mint }): readonly unknown[] {
  const done: unknown[] = []
  let clock = run.start
  for (const [seq, step] of raw.entries()) {
    if (!isRaw(step)) {
      done.push(step)
      continue
    }
    const { failure, errorClass, ...facts } = step
    const start = timeOf(facts['startedAt']) ?? clock
    const length = lengthOf(facts)
    const end = timeOf(facts['endedAt']) ?? (length === undefined ? undefined : start + length)
    const isError = facts['status'] === 'error' || failure !== undefined || errorClass !== undefined || facts['signals'] !== undefined
    const signals = facts['signals'] ?? (isError ? sugarSignals({ failure, errorClass, httpStatus: facts['httpStatus'] }, seq + 1) : undefined)
    const stepId = facts['stepId'] ?? stepIdFrom(run.mint.random(8))
    const group = facts['retryGroup'] ?? earlierAttempt(done, facts)
    done.push({
      seq,
      status: isError ? 'error' : 'ok',
      startedAt: instant(start),
      ...(end === undefined ? {} : { endedAt: instant(end), durationMs: end - start }),
      ...facts,
      runId: run.runId,
      stepId,
      ...(signals === undefined ? {} : { signals }),
      ...(group === undefined ? {} : { retryGroup: group }),
    })
    clock = end ?? start
  }
  return done
}

/** The group of the attempt before this one: the same kind of work under the same name, one number lower. */
function earlierAttempt(done: readonly unknown[], step: Raw): unknown {
  const attempt = step['attempt']
  if (typeof attempt !== 'number' || attempt < 2) return undefined
  const before = done.findLast(
    (one): one is Raw => isRaw(one) && one['name'] === step['name'] && one['type'] === step['type'] && (one['attempt'] ?? 1) === attempt - 1,
  )
  return before?.['retryGroup'] ?? (isStepId(before?.['stepId']) ? before?.['stepId'] : undefined)
}

/** `failure: "tool.timeout"`, `errorClass` and `httpStatus` are short forms of signals. */
function sugarSignals(sugar: { readonly failure?: unknown; readonly errorClass?: unknown; readonly httpStatus?: unknown }, errorRef: number): Raw | undefined {
  const link = {
    ...(sugar.errorClass === undefined ? {} : { errorClass: sugar.errorClass }),
    ...(sugar.httpStatus === undefined ? {} : { httpStatus: sugar.httpStatus }),
  }
  const hasLink = Object.keys(link).length > 0
  if (sugar.failure === undefined && !hasLink) return undefined
  return { chain: hasLink ? [{ ...link, errorRef }] : [], flags: [], ...(sugar.failure === undefined ? {} : { declared: sugar.failure }) }
}

const lastStatus = (steps: readonly unknown[]): unknown => {
  const last = steps.at(-1)
  return isRaw(last) ? last['status'] : undefined
}

const timeOf = (value: unknown): number | undefined => {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isFinite(time) && instant(time) !== undefined ? time : undefined
}
const mostMs = 315_576_000_000
const lengthOf = ({ durationMs }: Raw): number | undefined =>
  typeof durationMs === 'number' && durationMs >= 0 && durationMs <= mostMs ? durationMs : undefined
const endOf = (step: Raw): number | undefined => {
  const start = timeOf(step['startedAt'])
  const length = lengthOf(step)
  return timeOf(step['endedAt']) ?? (start === undefined || length === undefined ? undefined : start + length)
}
const least = (times: readonly number[]): number | undefined => (times.length === 0 ? undefined : times.reduce((a, b) => Math.min(a, b)))
const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The run's id as the sender must see it; undefined when it sent a bad one. */
export const runIdOf = (batch: { readonly runs: readonly Raw[] }): string | undefined => {
  const runId = batch.runs[0]?.['runId']
  return isRunId(runId) ? runId : undefined
}
