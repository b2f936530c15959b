import type { IngestRequest } from '@agenttracer/db'
import type { ClientInfo, Issue, RunId, RunRecord, StepRecord } from '@agenttracer/schema'
import { isRunId, isStepId } from '@agenttracer/schema/names'
import { batchLimits, clientInfo, countUnknownKeys, parseRunRecord, parseStepRecord } from '@agenttracer/schema/wire'
import type { Parsed } from '@agenttracer/schema/wire'
import { apiError } from '../errors.ts'
import type { ApiError } from '../errors.ts'

/** What became of one record of the batch before the store saw it. */
export type Entry =
  | { readonly kind: 'run' | 'step'; readonly index: number; readonly ids: Ids; readonly repaired: readonly Issue[]; readonly refused?: undefined }
  | { readonly kind: 'run' | 'step'; readonly index: number; readonly ids: Ids; readonly refused: Issue }
interface Ids { readonly runId?: RunRecord['runId']; readonly stepId?: StepRecord['stepId'] }

export interface ParsedBatch {
  /** Good records only, in the order of their entries. */
  readonly request: IngestRequest
  readonly entries: readonly Entry[]
  readonly unknownKeys: number
}
export type BatchResult = { readonly ok: true; readonly batch: ParsedBatch } | { readonly ok: false; readonly error: ApiError }

const lists = ['runs', 'steps', 'open'] as const
const envelopeKeys: ReadonlySet<string> = new Set([...lists, 'client'])

/** Reads record by record, so that a bad record never spoils its batch. Never throws. */
export function parseBatch(raw: unknown): BatchResult {
  if (!isObject(raw) || ![...envelopeKeys].some((key) => Object.hasOwn(raw, key))) return { ok: false, error: apiError('BAD_ENVELOPE') }
  const noList = lists.filter((key) => Object.hasOwn(raw, key) && !Array.isArray(raw[key]))
  if (noList.length > 0) return { ok: false, error: apiError('BAD_ENVELOPE', { issues: noList.map((path) => ({ path, rule: 'type_array' })) }) }
  const [runs, steps, open] = [listOf(raw['runs']), listOf(raw['steps']), listOf(raw['open'])]
  if (runs.length + steps.length > batchLimits.records || open.length > batchLimits.records) {
    return { ok: false, error: apiError('TOO_LARGE', { hint: `A batch holds at most ${batchLimits.records} records. Send several.` }) }
  }
  return { ok: true, batch: readRecords(runs, steps, open, raw) }
}

function readRecords(runs: readonly unknown[], steps: readonly unknown[], open: readonly unknown[], raw: Record<string, unknown>): ParsedBatch {
  const parsedRuns = runs.map(parseRunRecord)
  const parsedSteps = steps.map(parseStepRecord)
  const client = readClient(raw['client'])
  return {
    request: { runs: valuesOf(parsedRuns), steps: valuesOf(parsedSteps), open: openRuns(open), ...(client.info === undefined ? {} : { client: client.info }) },
    entries: [
      ...parsedRuns.map((parsed, index) => entryOf('run', index, parsed, runs[index])),
      ...parsedSteps.map((parsed, index) => entryOf('step', index, parsed, steps[index])),
    ],
    unknownKeys:
      Object.keys(raw).filter((key) => !envelopeKeys.has(key)).length +
      client.unknownKeys +
      [...parsedRuns, ...parsedSteps].reduce((total, parsed) => total + parsed.unknownKeys, 0),
  }
}

function entryOf(kind: 'run' | 'step', index: number, parsed: Parsed<unknown>, raw: unknown): Entry {
  const ids = idsOf(kind, raw)
  return parsed.ok ? { kind, index, ids, repaired: parsed.repaired } : { kind, index, ids, refused: parsed.issue }
}

/** Only ids that hold to their form come back to the sender. */
function idsOf(kind: 'run' | 'step', raw: unknown): Ids {
  if (!isObject(raw)) return {}
  const { runId, stepId } = raw
  return { ...(isRunId(runId) ? { runId } : {}), ...(kind === 'step' && isStepId(stepId) ? { stepId } : {}) }
}

/** Loss counters are a courtesy: a bad block is left out and counted, it never costs a record. */
function readClient(raw: unknown): { readonly info?: ClientInfo; readonly unknownKeys: number } {
  if (raw === undefined || raw === null) return { unknownKeys: 0 }
  const result = clientInfo.safeParse(raw)
  return result.success ? { info: result.data, unknownKeys: countUnknownKeys(clientInfo, raw) } : { unknownKeys: 1 }
}

const openRuns = (raw: readonly unknown[]): readonly RunId[] => [...new Set(raw.filter(isRunId))]
const valuesOf = <T>(parsed: readonly Parsed<T>[]): readonly T[] => parsed.flatMap((one) => (one.ok ? [one.value] : []))
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
