import type { FailureFacts, PathStep, VerdictFacts } from '@agenttracer/schema'
import type { RunDetail, VerdictView } from '@agenttracer/schema/query'
import { clockMinutes, utc } from '../../format/time.ts'
import type { Zone } from '../../format/time.ts'
import type { Row, WaterfallModel } from '../../waterfall/model/row.ts'

/** The row that the verdict blames; undefined where the cause lies on the run itself or is not known. */
export const causeRow = (model: WaterfallModel): Row | undefined => (model.rootCause === null || model.rootCause === 0 ? undefined : model.rows[model.rootCause])

/** The facts that the verdict's sentences are made of, told in the reader's zone. */
export function failureFacts(run: RunDetail, verdict: VerdictView, model: WaterfallModel, zone: Zone): FailureFacts {
  const row = causeRow(model)
  const last = row?.attempts.findLast((attempt) => attempt.status === 'error') ?? row?.attempts.at(-1)
  const start = Date.parse(run.startedAt)
  const failedMs = row === undefined ? (run.durationMs ?? undefined) : row.end
  return {
    category: verdict.category,
    code: verdict.code,
    stepType: verdict.stepType ?? undefined,
    stepName: verdict.stepName ?? undefined,
    httpStatus: verdict.httpStatus ?? undefined,
    errorClass: verdict.errorClass ?? undefined,
    errorCode: (last === undefined ? null : model.columns.failure?.[last.at]?.errorCode) ?? undefined,
    tries: verdict.attempts,
    retrySpanMs: row !== undefined && row.attempts.length > 1 ? row.end - row.start : undefined,
    durationMs: last?.durationMs ?? undefined,
    runDurationMs: failedMs,
    failedAt: failedMs === undefined ? undefined : new Date(start + failedMs).toISOString(),
    failedAtText: failedMs === undefined ? undefined : clockMinutes(start + failedMs, zone),
    environment: run.environment,
    version: run.agentVersion,
    modelCalls: model.calls.models,
    toolCalls: model.calls.tools,
    inputTokensBefore: inputTokensBefore(model, row),
    outputTokens: (last === undefined ? null : model.columns.outputTokens?.[last.at]) ?? undefined,
    repeatCount: (last === undefined ? null : model.columns.repeatCount?.[last.at]) ?? undefined,
  }
}

/** Of the last model call before the one that failed. */
function inputTokensBefore({ rows, columns }: WaterfallModel, failed: Row | undefined): number | undefined {
  if (failed === undefined) return undefined
  const before = rows.findLast((row) => row.type === 'model' && row.start < failed.start && row !== failed)
  const at = before?.attempts.at(-1)?.at
  return (at === undefined ? null : columns.inputTokens?.[at]) ?? undefined
}

/** The same for the report that is copied: always in UTC, because who reads it is not known. */
export function reportFacts(run: RunDetail, verdict: VerdictView, model: WaterfallModel, permalink: string): VerdictFacts {
  return {
    ...failureFacts(run, verdict, model, utc),
    runDurationMs: run.durationMs ?? undefined,
    agent: run.agentId,
    version: run.agentVersion,
    permalink,
    path: model.failPath.slice(1).map((index) => pathStep(model.rows[index])),
    backoffMs: verdict.backoffMs,
    startedAt: run.startedAt,
    model: verdict.model ?? undefined,
    inputTokens: run.inputTokens ?? undefined,
    outputTokens: run.outputTokens ?? undefined,
    firstSeenAt: verdict.firstSeenAt ?? undefined,
    firstSeenVersion: verdict.firstSeenVersion ?? undefined,
    runs24h: verdict.similar24h,
    lastGoodRun: verdict.lastGoodRunId ?? undefined,
  }
}

function pathStep(row: Row | undefined): PathStep {
  return {
    name: row?.name ?? 'unknown',
    durationMs: row?.durationMs ?? undefined,
    tries: row?.attempts.map(({ httpStatus, durationMs }) => ({ httpStatus: httpStatus ?? undefined, durationMs: durationMs ?? undefined })),
  }
}
