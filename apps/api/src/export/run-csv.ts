import type { RunSummary } from '@agenttracer/schema/query'

type Cell = string | number | boolean | null

/** One column a fact; the verdict's facts lie beside the run's. */
const columns = {
  runId: (run) => run.runId,
  traceId: (run) => run.traceId,
  agentId: (run) => run.agentId,
  agentVersion: (run) => run.agentVersion,
  environment: (run) => run.environment,
  status: (run) => run.status,
  degraded: (run) => run.degraded,
  startedAt: (run) => run.startedAt,
  endedAt: (run) => run.endedAt,
  durationMs: (run) => run.durationMs,
  stepCount: (run) => run.stepCount,
  retryCount: (run) => run.retryCount,
  inputTokens: (run) => run.inputTokens,
  outputTokens: (run) => run.outputTokens,
  category: (run) => run.verdict?.category ?? null,
  code: (run) => run.verdict?.code ?? null,
  confidence: (run) => run.verdict?.confidence ?? null,
  rootCauseStepId: (run) => run.verdict?.rootCauseStepId ?? null,
  stepType: (run) => run.verdict?.stepType ?? null,
  stepName: (run) => run.verdict?.stepName ?? null,
  httpStatus: (run) => run.verdict?.httpStatus ?? null,
  attempts: (run) => run.verdict?.attempts.used ?? null,
  fingerprint: (run) => run.fingerprint,
  flags: (run) => run.flags.join(' '),
  receivedAt: (run) => run.receivedAt,
} as const satisfies Record<string, (run: RunSummary) => Cell>

export const csvHead = `${Object.keys(columns).join(',')}\r\n`

export const csvRow = (run: RunSummary): string => `${Object.values(columns).map((read) => csvCell(read(run))).join(',')}\r\n`

/** RFC 4180; a text that a spreadsheet would run as a formula gets an apostrophe before it (a model's name may begin with `@`). */
export function csvCell(value: Cell): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
