import { isFailureKey } from '../failure/codes.ts'
import type { FailureKey } from '../failure/codes.ts'
import type { Fingerprint, Instant, ModelName, SafeName, TraceId, VersionLabel } from '../model/ids.ts'
import { failureCategories, runViewStatuses } from '../model/vocabulary.ts'
import type { FailureCategory, RunViewStatus } from '../model/vocabulary.ts'
import { instant, isFingerprint, isInstant, isTraceId } from '../names/ids.ts'
import { isModelName, isSafeName, isVersionLabel } from '../names/safe-name.ts'

/** Values to keep and, with a `!` before them in the URL, values to leave out. Never both empty. */
export interface Choice<T extends string> {
  readonly include: readonly T[]
  readonly exclude: readonly T[]
}

/** Inclusive; one end may be open. */
export interface Range {
  readonly min?: number
  readonly max?: number
}

/** A filter over runs: one meaning for URL, loader, API, export and SQL. An absent field does not filter. */
export interface RunFilter {
  readonly agent?: Choice<SafeName>
  readonly version?: Choice<VersionLabel>
  readonly env?: Choice<SafeName>
  readonly status?: Choice<RunViewStatus>
  readonly cat?: Choice<FailureCategory>
  readonly code?: Choice<FailureKey>
  /** Any step of the run has this name. */
  readonly name?: Choice<SafeName>
  readonly tool?: Choice<SafeName>
  readonly model?: Choice<ModelName>
  readonly degraded?: boolean
  readonly trace?: TraceId
  readonly fp?: Fingerprint
  readonly from?: Instant
  readonly to?: Instant
  /** Rolling window up to now, such as `15m`, `24h`, `7d`; `from` and `to` win over it. */
  readonly last?: string
  readonly durationMs?: Range
  readonly steps?: Range
  readonly retries?: Range
  readonly tokens?: Range
}

export interface DroppedParameter {
  readonly param: FilterParameter
  readonly rule: string
}

const member =
  <T extends string>(list: readonly T[]) =>
  (value: unknown): value is T =>
    (list as readonly unknown[]).includes(value)

const choices = {
  agent: isSafeName,
  version: isVersionLabel,
  env: isSafeName,
  status: member(runViewStatuses),
  cat: member(failureCategories),
  code: isFailureKey,
  name: isSafeName,
  tool: isSafeName,
  model: isModelName,
} as const
type ChoiceField = keyof typeof choices

const singles = {
  trace: { read: (text: string) => (isTraceId(text) ? text : undefined), rule: 'trace_id_32_hex' },
  fp: { read: (text: string) => (isFingerprint(text) ? text : undefined), rule: 'fingerprint_32_hex' },
  from: { read: readInstant, rule: 'instant_utc' },
  to: { read: readInstant, rule: 'instant_utc' },
  last: { read: (text: string) => (windowMs(text) === undefined ? undefined : text), rule: 'window' },
  degraded: { read: (text: string) => (text === 'true' ? true : text === 'false' ? false : undefined), rule: 'boolean' },
} as const
type SingleField = keyof typeof singles

/** Range parameters: `2`, `2..5`, `2..`, `..5`. */
const ranges = ['retries', 'tokens', 'steps'] as const
/** One end each, by the names of ui-spec.md section 2. */
const ends = { minMs: ['durationMs', 'min'], maxMs: ['durationMs', 'max'], minSteps: ['steps', 'min'], maxSteps: ['steps', 'max'] } as const

const choiceFields = Object.keys(choices) as ChoiceField[]
const singleFields = Object.keys(singles) as SingleField[]
const endFields = Object.keys(ends) as (keyof typeof ends)[]

/** Every parameter of the codec, in the order in which it is written. */
export const filterParameters = [...choiceFields, ...singleFields, ...ranges, ...endFields] as const
export type FilterParameter = ChoiceField | SingleField | (typeof ranges)[number] | keyof typeof ends

export interface ParsedFilter {
  readonly filter: RunFilter
  /** Parameters whose value broke its rule and was left out; the value itself is never kept. */
  readonly dropped: readonly DroppedParameter[]
}

const maxValues = 50

/** Reads a query string; unknown keys are ignored, bad values are left out and named. Never throws. */
export function parseFilter(params: URLSearchParams): ParsedFilter {
  const filter: Record<string, unknown> = {}
  const dropped: DroppedParameter[] = []
  const drop = (param: FilterParameter, rule: string): void => void dropped.push({ param, rule })
  for (const field of choiceFields) {
    const choice = readChoice(params.getAll(field), choices[field], () => drop(field, 'allowed_value'))
    if (choice !== undefined) filter[field] = choice
  }
  for (const field of singleFields) {
    const text = params.get(field)
    if (text === null) continue
    const value = singles[field].read(text)
    if (value === undefined) drop(field, singles[field].rule)
    else filter[field] = value
  }
  for (const field of ranges) {
    const text = params.get(field)
    if (text === null) continue
    const range = readRange(text)
    if (range === undefined) drop(field, 'range')
    else filter[field] = range
  }
  for (const param of endFields) {
    const text = params.get(param)
    if (text === null) continue
    const value = readNumber(text)
    const [field, end] = ends[param]
    if (value === undefined) drop(param, 'number')
    else filter[field] = { ...(filter[field] as Range | undefined), [end]: value }
  }
  return { filter: filter as RunFilter, dropped }
}

/** The shortest query string that `parseFilter` reads back to the same filter; equal filters give equal strings. */
export function serialiseFilter(filter: RunFilter): URLSearchParams {
  const params = new URLSearchParams()
  for (const field of choiceFields) {
    const choice = filter[field]
    for (const value of choice?.include ?? []) params.append(field, value)
    for (const value of choice?.exclude ?? []) params.append(field, `!${value}`)
  }
  for (const field of singleFields) if (filter[field] !== undefined) params.set(field, String(filter[field]))
  for (const field of ranges) {
    const range = filter[field]
    if (range !== undefined && (range.min !== undefined || range.max !== undefined)) params.set(field, rangeText(range))
  }
  if (filter.durationMs?.min !== undefined) params.set('minMs', String(filter.durationMs.min))
  if (filter.durationMs?.max !== undefined) params.set('maxMs', String(filter.durationMs.max))
  return params
}

/** Length of a rolling window in milliseconds; undefined when the text is none (1 minute to 3,660 days). */
export function windowMs(text: string): number | undefined {
  const parts = /^([1-9]\d{0,4})([mhd])$/.exec(text)
  if (parts === null) return undefined
  const unit = { m: 60_000, h: 3_600_000, d: 86_400_000 }[parts[2] as 'm' | 'h' | 'd']
  const total = Number(parts[1]) * unit
  return total <= 3_660 * 86_400_000 ? total : undefined
}

/** The time range that a filter means at `now` (Unix milliseconds); `fallback` is the window when it names none. */
export function timeRange(filter: RunFilter, now: number, fallback?: string): { readonly from?: Instant; readonly to?: Instant } {
  if (filter.from !== undefined || filter.to !== undefined) {
    return { ...(filter.from === undefined ? {} : { from: filter.from }), ...(filter.to === undefined ? {} : { to: filter.to }) }
  }
  const length = windowMs(filter.last ?? fallback ?? '')
  const from = length === undefined ? undefined : instant(now - length)
  return from === undefined ? {} : { from }
}

function readChoice(texts: readonly string[], holds: (value: unknown) => boolean, drop: () => void): Choice<string> | undefined {
  const include = new Set<string>()
  const exclude = new Set<string>()
  for (const text of texts.slice(0, maxValues)) {
    const negated = text.startsWith('!')
    const value = negated ? text.slice(1) : text
    if (!holds(value)) drop()
    else (negated ? exclude : include).add(value)
  }
  if (texts.length > maxValues) drop()
  return include.size + exclude.size === 0 ? undefined : { include: [...include].sort(), exclude: [...exclude].sort() }
}

/** Ids carry their time from 1970 on; days and hours around an end of a window must still be instants. */
const [earliest, latest] = ['1970', '9000']

function readInstant(text: string): Instant | undefined {
  const form = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z)?$/
  const at = isInstant(text) ? text : form.test(text) ? instant(Date.parse(text)) : undefined
  return at !== undefined && at >= earliest && at < latest ? at : undefined
}

const readNumber = (text: string): number | undefined => {
  const value = /^\d{1,12}(\.\d{1,3})?$/.test(text) ? Number(text) : Number.NaN
  return Number.isFinite(value) ? value : undefined
}

function readRange(text: string): Range | undefined {
  const [low, high, more] = text.split('..')
  if (more !== undefined || low === undefined) return undefined
  const min = low === '' ? undefined : readNumber(low)
  const max = high === undefined ? min : high === '' ? undefined : readNumber(high)
  const isBad = (low !== '' && min === undefined) || (high !== undefined && high !== '' && max === undefined)
  if (isBad || (min === undefined && max === undefined) || (min !== undefined && max !== undefined && min > max)) return undefined
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }
}

const rangeText = ({ min, max }: Range): string => (min !== undefined && min === max ? String(min) : `${min ?? ''}..${max ?? ''}`)
