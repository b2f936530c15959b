import { stepTypes } from '../model/vocabulary.ts'
import type { StepType } from '../model/vocabulary.ts'
import type { Issue } from '../model/batch.ts'
import { declaredName, isModelName, modelName, safeName, unknownName, unknownVersion, versionLabel } from '../names/safe-name.ts'
import { isInstant } from '../names/ids.ts'
import { metricValue, milliseconds } from '../names/metric-value.ts'
import { longestMs } from './leaf.ts'

export const isStepType = (value: unknown): value is StepType => (stepTypes as readonly unknown[]).includes(value)

export interface RecordDraft {
  readonly value: Record<string, unknown>
  readonly repaired: Issue[]
}

const defaults = {
  run: { revision: 0, metrics: [], dropped: [], sdk: { name: 'custom', version: 'unknown' } },
  step: { revision: 0, attempt: 1, seq: 0 },
} as const

/**
 * A private copy of a raw record with defaults filled in and names repaired: a step name that fails becomes its type, a bad agent id,
 * version or environment `unknown` (design.md section 3). Undefined when the record is no object.
 */
export function normalise(raw: unknown, kind: 'run' | 'step'): RecordDraft | undefined {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined
  const value: Record<string, unknown> = { ...defaultsOf(kind), ...copyOfObject(raw) }
  const repaired: Issue[] = []
  dropNulls(value)
  if (kind === 'run') repairRun(value, repaired)
  else repairStep(value, repaired)
  for (const key of ['durationMs', 'waitMs', 'ttftMs']) if (typeof value[key] === 'number') value[key] = milliseconds(value[key])
  for (const key of ['startedAt', 'endedAt']) value[key] = withMilliseconds(value[key])
  value['durationMs'] ??= lengthOf(value)
  dropNulls(value)
  return { value, repaired }
}

function repairRun(value: Record<string, unknown>, repaired: Issue[]): void {
  repair(value, 'agentId', declaredName, unknownName, repaired)
  repair(value, 'environment', safeName, unknownName, repaired)
  repair(value, 'agentVersion', versionLabel, unknownVersion, repaired)
  if (!Array.isArray(value['metrics'])) return
  for (const metric of value['metrics']) {
    if (typeof metric === 'object' && metric !== null && 'value' in metric) metric.value = metricValue(metric.value)
  }
}

function repairStep(value: Record<string, unknown>, repaired: Issue[]): void {
  const type = value['type']
  if (!isStepType(type)) return
  repair(value, 'name', type === 'model' ? modelName : safeName, type, repaired)
  if (value['node'] !== undefined) value['node'] = declaredName(value['node']) ?? value['node']
  if (value['model'] !== undefined && !isModelName(value['model'])) {
    delete value['model']
    repaired.push({ path: 'model', rule: 'model_name' })
  }
}

function repair(value: Record<string, unknown>, key: string, read: (raw: unknown) => string | undefined, fallback: string, repaired: Issue[]): void {
  const raw = value[key]
  const safe = read(raw)
  if (safe === undefined && raw !== undefined) repaired.push({ path: key, rule: read === versionLabel ? 'version_label' : 'safe_name' })
  value[key] = safe ?? fallback
}

const defaultsOf = (kind: 'run' | 'step'): Record<string, unknown> => copyOfObject(defaults[kind])

/** A third of the cost of structuredClone, which is for more than JSON. `__proto__` is no key of ours, and must not become one. */
const copyOf = (value: unknown): unknown =>
  typeof value !== 'object' || value === null ? value : Array.isArray(value) ? value.map(copyOf) : copyOfObject(value)

function copyOfObject(value: object): Record<string, unknown> {
  const copy: Record<string, unknown> = {}
  for (const [key, inner] of Object.entries(value)) if (key !== '__proto__') copy[key] = copyOf(inner)
  return copy
}

/** `null` from a foreign client means not recorded. */
function dropNulls(value: Record<string, unknown>): void {
  for (const key of Object.keys(value)) if (value[key] === null || value[key] === undefined) delete value[key]
}

/** What lies between start and end, for who sends both and no length. A clock that was set back in between measured nothing. */
function lengthOf({ startedAt, endedAt }: Record<string, unknown>): number | undefined {
  if (!isInstant(startedAt) || !isInstant(endedAt)) return undefined
  const length = Math.max(0, Date.parse(endedAt) - Date.parse(startedAt))
  return length > longestMs ? undefined : length
}

/** Seconds or micro- and nanoseconds in UTC, in either spelling, are brought to milliseconds; anything else is left for the schema to refuse. */
function withMilliseconds(raw: unknown): unknown {
  if (typeof raw !== 'string') return raw
  const parts = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(?:Z|\+00:00)$/.exec(raw)
  return parts === null ? raw : `${parts[1]}.${(parts[2] ?? '').padEnd(3, '0').slice(0, 3)}Z`
}
