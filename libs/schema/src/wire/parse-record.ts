import type { z } from 'zod'
import type { Issue } from '../model/batch.ts'
import type { RunRecord } from '../model/run-record.ts'
import type { StepRecord } from '../model/step-record.ts'
import { isStepType, normalise } from './record-input.ts'
import { ruleOf } from './rule.ts'
import { runRecord } from './run.ts'
import { stepRecord } from './step.ts'
import { countUnknownKeys } from './unknown-keys.ts'

export type Parsed<T> =
  | { readonly ok: true; readonly value: T; readonly repaired: readonly Issue[]; readonly unknownKeys: number }
  | { readonly ok: false; readonly issue: Issue; readonly unknownKeys: number }

/** A bad value in one of these refuses the record; anywhere else it is left out, or repaired, and told. */
const required: ReadonlySet<string> = new Set([
  'runId', 'stepId', 'parentStepId', 'retryGroup', 'traceId', 'continuesRunId', 'type', 'status', 'startedAt', 'endedAt', 'durationMs', 'attempt', 'revision',
  'seq',
])
const maxPasses = 8

/** Never throws. `raw` is any JSON value; it is not changed. */
export const parseRunRecord = (raw: unknown): Parsed<RunRecord> => parse(runRecord, normalise(raw, 'run'), raw)

/** Never throws. `raw` is any JSON value; it is not changed. */
export const parseStepRecord = (raw: unknown): Parsed<StepRecord> => parse(stepRecord, normalise(raw, 'step'), raw)

interface Draft { readonly value: Record<string, unknown>; readonly repaired: Issue[] }

function parse<T>(schema: z.ZodType<T>, draft: Draft | undefined, raw: unknown): Parsed<T> {
  if (draft === undefined) return { ok: false, issue: { path: '', rule: 'object' }, unknownKeys: 0 }
  const unknownKeys = countUnknownKeys(schema, raw)
  for (let pass = 0; pass < maxPasses; pass += 1) {
    const result = schema.safeParse(draft.value)
    if (result.success) return { ok: true, value: result.data, repaired: draft.repaired, unknownKeys }
    const found = firstOfEachPath(result.error.issues)
    for (const one of found) {
      const at: Issue = { path: pathText(one.path), rule: ruleOf(schema, one) }
      if (isFatal(one.path, draft.value)) return { ok: false, issue: at, unknownKeys }
      draft.repaired.push(at)
    }
    for (const path of deepestFirst(found.map((one) => one.path))) leaveOut(draft.value, path)
  }
  return { ok: false, issue: { path: '', rule: 'too_many_issues' }, unknownKeys }
}

/** Names never get here (they were repaired before); a type that is not ours makes the whole union fail. */
function isFatal(path: readonly PropertyKey[], value: Record<string, unknown>): boolean {
  const head = path[0]
  return head === undefined || (typeof head === 'string' && required.has(head) && path.length === 1) || (head === 'type' && !isStepType(value['type']))
}

const pathText = (path: readonly PropertyKey[]): string => path.map(String).join('.')

/** One value may break several rules; one is enough to say. */
const firstOfEachPath = (issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] => [
  ...new Map([...issues].reverse().map((found) => [pathText(found.path), found])).values(),
].reverse()

/** Later list items first, so that leaving one out does not move another. */
const deepestFirst = (paths: readonly (readonly PropertyKey[])[]): readonly (readonly PropertyKey[])[] =>
  [...paths].sort((a, b) => {
    for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
      const [x, y] = [a[i], b[i]]
      if (x === y) continue
      if (typeof x === 'number' && typeof y === 'number') return y - x
      return x === undefined ? 1 : -1
    }
    return 0
  })

/** Removes the value at the path; a fault deep inside a list item that cannot stand without it removes the item. */
function leaveOut(root: Record<string, unknown>, path: readonly PropertyKey[]): void {
  let holder: unknown = root
  for (const key of path.slice(0, -1)) holder = isObject(holder) ? holder[String(key)] : undefined
  const last = path.at(-1)
  if (Array.isArray(holder) && typeof last === 'number') {
    holder.splice(last, 1)
    return
  }
  if (!isObject(holder) || last === undefined) return
  if (Array.isArray(holder[String(last)])) {
    holder[String(last)] = []
    return
  }
  if (Object.hasOwn(holder, String(last))) delete holder[String(last)]
  else if (path.length > 1) leaveOut(root, path.slice(0, -1))
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
