import { diagnoseRun } from '@agenttracer/diagnosis'
import { splitFailureKey, type RunRecord, type StepRecord } from '@agenttracer/schema'

/** What score.mjs of the corpus compares with the truth of a program. */
export interface Recorded {
  readonly runStatus: string
  readonly degraded: boolean
  readonly rootCause: { readonly stepType: string; readonly stepName: string | null; readonly category: string; readonly code: string } | null
  readonly steps: readonly { readonly type: string; readonly name: string; readonly status: string; readonly category?: string; readonly code?: string }[]
}

/** The first run and its steps, as the product would show them. */
export function judge(runs: readonly RunRecord[], steps: readonly StepRecord[]): Recorded {
  const run = runs[0]
  if (run === undefined) return { runStatus: 'none', degraded: false, rootCause: null, steps: [] }
  const own = steps.filter((step) => step.runId === run.runId)
  const diagnosis = diagnoseRun(run, own)
  const failures = new Map(diagnosis.steps.map((step) => [step.stepId, step.failure]))
  const { verdict } = diagnosis
  const cause = own.find((step) => step.stepId === verdict?.rootCauseStepId)
  return {
    runStatus: run.status,
    degraded: diagnosis.degraded,
    rootCause: verdict === null ? null : { stepType: cause?.type ?? 'orchestration', stepName: cause?.name ?? null, ...splitFailureKey(verdict.key) },
    steps: own.map((step) => {
      const failure = failures.get(step.stepId)
      return { type: step.operation === 'embeddings' ? 'embedding' : step.type, name: step.name, status: step.status, ...(failure == null ? {} : { category: failure.category, code: failure.code }) }
    }),
  }
}
