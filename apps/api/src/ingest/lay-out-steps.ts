import { isRaw, lengthOf, timeOf } from './raw-fields.ts'
import type { Raw } from './raw-fields.ts'

/** When a step began and ended; `end` is undefined when nothing tells. */
export interface Placed {
  readonly start: number
  readonly end: number | undefined
  /** It lies beneath no other step of the post. */
  readonly isTop: boolean
}

const none = -1

/**
 * Where steps lie in time. What is given of a step holds; one without a start begins where the one before it in its place ended: at the top of
 * the run, or inside its parent. What is no object has no place.
 */
export function layOut(steps: readonly unknown[], runStart: number): readonly (Placed | undefined)[] {
  const placed: (Placed | undefined)[] = steps.map(() => undefined)
  const parentAt = parentsOf(steps)
  const top = steps.length
  /** Where the next step begins: inside each step, and at the top. */
  const next = new Float64Array(top + 1).fill(runStart)
  const placeIn = (at: number): number => ((parentAt[at] ?? none) === none ? top : (parentAt[at] ?? top))
  const place = (at: number, step: Raw): void => {
    const around = placeIn(at)
    const { start, end } = extentOf(step, next[around] ?? runStart)
    placed[at] = { start, end, isTop: around === top }
    next[at] = start
    next[around] = end ?? start
    // A step of unknown length lasts at least as long as what lies in it.
    for (let inner = around; inner !== top && placed[inner]?.end === undefined; inner = placeIn(inner)) {
      const outer = placeIn(inner)
      if ((next[outer] ?? runStart) >= (next[inner] ?? runStart)) break
      next[outer] = next[inner] ?? runStart
    }
  }
  for (const at of steps.keys()) for (const each of unplacedAbove(at, parentAt, placed)) if (isRaw(steps[each])) place(each, steps[each])
  return placed
}

/** The step after those above it that have no place yet, the outermost first: a child may be listed before its parent. */
function unplacedAbove(at: number, parentAt: Int32Array, placed: readonly (Placed | undefined)[]): readonly number[] {
  const path: number[] = []
  for (let each = at; each !== none && placed[each] === undefined; each = parentAt[each] ?? none) path.push(each)
  return path.reverse()
}

/** By place in the list. A parent that is not there, or that would close a circle, is none. */
function parentsOf(steps: readonly unknown[]): Int32Array {
  const byId = new Map<unknown, number>()
  for (const [at, step] of steps.entries()) if (isRaw(step) && typeof step['stepId'] === 'string' && !byId.has(step['stepId'])) byId.set(step['stepId'], at)
  const parentAt = Int32Array.from(steps, (step) => (isRaw(step) ? (byId.get(step['parentStepId']) ?? none) : none))
  /** The walk on which a step was first met. */
  const metOn = new Int32Array(steps.length).fill(none)
  for (const first of steps.keys()) {
    let at = first
    while (metOn[at] === none) {
      metOn[at] = first
      const above = parentAt[at] ?? none
      if (above === none) break
      if (metOn[above] === first) parentAt[at] = none
      at = above
    }
  }
  return parentAt
}

function extentOf(step: Raw, after: number): { readonly start: number; readonly end: number | undefined } {
  const [ended, length] = [timeOf(step['endedAt']), lengthOf(step)]
  const start = startOf(step) ?? (ended === undefined ? after : Math.min(after, ended))
  return { start, end: ended ?? (length === undefined ? undefined : start + length) }
}

/** As given, or reckoned back from a given end. */
function startOf(step: Raw): number | undefined {
  const [started, ended, length] = [timeOf(step['startedAt']), timeOf(step['endedAt']), lengthOf(step)]
  return started ?? (ended === undefined || length === undefined ? undefined : ended - length)
}

export interface RunSpan {
  readonly start: number
  readonly end: number
  readonly placed: readonly (Placed | undefined)[]
}

/** The run's own times where they are given, else from its steps; a run of which no time is known ends now. And where its steps lie in it. */
export function spanOf(run: Raw, steps: readonly unknown[], now: number): RunSpan {
  const [ended, length] = [timeOf(run['endedAt']), lengthOf(run)]
  const begins = steps.flatMap((step) => (isRaw(step) ? (startOf(step) ?? timeOf(step['endedAt']) ?? []) : []))
  const start = startOf(run) ?? least(begins)
  if (start === undefined) {
    const end = ended ?? now
    const begin = end - (length ?? lastOf(layOut(steps, 0), 0))
    return { start: begin, end, placed: layOut(steps, begin) }
  }
  const placed = layOut(steps, start)
  return { start, end: Math.max(start, ended ?? lastOf(placed, start + (length ?? 0))), placed }
}

const lastOf = (placed: readonly (Placed | undefined)[], from: number): number =>
  placed.reduce((latest, each) => Math.max(latest, each?.end ?? each?.start ?? from), from)
const least = (times: readonly number[]): number | undefined => (times.length === 0 ? undefined : times.reduce((a, b) => Math.min(a, b)))
