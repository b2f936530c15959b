import { instant, isRunId, isStepId, runIdFrom, stepIdFrom } from '@agenttracer/schema/names'
import { spanOf } from './lay-out-steps.ts'
import type { Placed } from './lay-out-steps.ts'
import { isRaw, withoutNulls } from './raw-fields.ts'
import type { Raw } from './raw-fields.ts'
import { completeSignals, freeErrorRefs, signalsFrom } from './short-signals.ts'

/** Time and randomness, handed in. */
export interface Mint {
  readonly now: () => number
  readonly random: (bytes: number) => Uint8Array
}

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
  const { steps: nested, failure, errorClass, ...facts } = withoutNulls(raw)
  const rawSteps = (Array.isArray(nested) ? nested : []).map((step: unknown) => (isRaw(step) ? withoutNulls(step) : step))
  const { start, end, placed } = spanOf(facts, rawSteps, mint.now())
  const runId = facts['runId'] ?? runIdFrom(start, mint.random(10))
  const errorRef = freeErrorRefs(facts, rawSteps)
  const steps = expandSteps(rawSteps, { runId, placed, mint, errorRef })
  const signals = facts['signals'] === undefined ? signalsFrom({ failure, errorClass }, errorRef) : completeSignals(facts['signals'], errorRef)
  const status = facts['status'] ?? (signals === undefined ? statusBy(lastAtTop(steps, placed), facts) : 'failed')
  const run: Raw = {
    startedAt: instant(start),
    ...(status === 'running' ? {} : { endedAt: instant(end) }),
    ...facts,
    status,
    runId,
    ...(signals === undefined ? {} : { signals }),
  }
  return { runs: [run], steps }
}

interface Around {
  readonly runId: unknown
  readonly placed: readonly (Placed | undefined)[]
  readonly mint: Mint
  readonly errorRef: () => number
}

function expandSteps(raw: readonly unknown[], around: Around): readonly unknown[] {
  const attempts = new Map<string, Raw>()
  return raw.map((step, seq) => {
    const place = around.placed[seq]
    if (!isRaw(step) || place === undefined) return step
    const expanded = expandStep(step, { ...around, seq, place, attempts })
    attempts.set(attemptKey(step, step['attempt'] ?? 1), expanded)
    return expanded
  })
}

function expandStep(step: Raw, { runId, seq, place, attempts, mint, errorRef }: Around & { readonly seq: number; readonly place: Placed; readonly attempts: ReadonlyMap<string, Raw> }): Raw {
  const { failure, errorClass, httpStatus, ...facts } = step
  const isError = facts['status'] === 'error' || failure !== undefined || errorClass !== undefined || facts['signals'] !== undefined || wasTurnedAway(facts, httpStatus)
  const short = facts['signals'] === undefined && isError ? signalsFrom({ failure, errorClass, httpStatus }, errorRef) : undefined
  const signals = short ?? completeSignals(facts['signals'], errorRef)
  const stepId = facts['stepId'] ?? stepIdFrom(mint.random(8))
  const group = facts['retryGroup'] ?? earlierAttempt(attempts, facts)
  // Only a tool has a status of its own; that of another step is told by its error, and is unknown without one.
  const hasStatus = httpStatus !== undefined && (facts['type'] === 'tool' || short === undefined)
  return {
    seq,
    status: isError ? 'error' : 'ok',
    startedAt: instant(place.start),
    ...(place.end === undefined || facts['status'] === 'running' ? {} : { endedAt: instant(place.end) }),
    ...facts,
    ...(hasStatus ? { httpStatus } : {}),
    runId,
    stepId,
    ...(signals === undefined ? {} : { signals }),
    ...(group === undefined ? {} : { retryGroup: group }),
  }
}

/** Nobody said how it ended, and the service that it asked answered with an error. */
const wasTurnedAway = (facts: Raw, httpStatus: unknown): boolean => facts['status'] === undefined && typeof httpStatus === 'number' && httpStatus >= 400

/** The group of the attempt before this one: the same kind of work under the same name in the same place, one number lower. */
function earlierAttempt(attempts: ReadonlyMap<string, Raw>, step: Raw): unknown {
  const attempt = step['attempt']
  if (typeof attempt !== 'number' || attempt < 2) return undefined
  const before = attempts.get(attemptKey(step, attempt - 1))
  return before?.['retryGroup'] ?? (isStepId(before?.['stepId']) ? before?.['stepId'] : undefined)
}
const attemptKey = (step: Raw, attempt: unknown): string => JSON.stringify([step['type'], step['name'], step['parentStepId'], step['node'], attempt])

/** The step at the top of the run that stopped last. What failed inside another step, that one may have coped with. */
function lastAtTop(steps: readonly unknown[], placed: readonly (Placed | undefined)[]): unknown {
  let last: { readonly step: unknown; readonly stopped: number } | undefined
  for (const [at, place] of placed.entries()) {
    const stopped = place?.end ?? place?.start
    if (place?.isTop === true && stopped !== undefined && (last === undefined || stopped >= last.stopped)) last = { step: steps[at], stopped }
  }
  return last?.step
}

/** How a run ended of which nobody said how: as the last thing in it did. With an end of its own it runs no more, whatever was left open. */
function statusBy(last: unknown, { endedAt, durationMs }: Raw): string {
  const ending = isRaw(last) ? endings.get(last['status']) : undefined
  return ending === undefined || (ending === 'running' && (endedAt ?? durationMs) !== undefined) ? 'success' : ending
}
const endings: ReadonlyMap<unknown, string> = new Map([['error', 'failed'], ['cancelled', 'cancelled'], ['interrupted', 'interrupted'], ['running', 'running']])

/** The run's id as the sender must see it; undefined when it sent a bad one. */
export const runIdOf = (batch: { readonly runs: readonly Raw[] }): string | undefined => {
  const runId = batch.runs[0]?.['runId']
  return isRunId(runId) ? runId : undefined
}
