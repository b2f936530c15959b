import type { RunDetail } from '@agenttracer/schema/query'
import type { RunFrame } from '../../waterfall/model/row.ts'

/** What the waterfall must know of a run. A verdict that explains nothing blames no row. */
export function runFrame(run: RunDetail, now: number): RunFrame {
  const { verdict } = run
  const isUnexplained = verdict === null || (verdict.confidence === 'unknown' && verdict.rootCauseStepId === null)
  return {
    agentId: run.agentId, status: run.status, startedAt: run.startedAt, durationMs: run.durationMs, now,
    rootCauseStepId: isUnexplained ? undefined : verdict.rootCauseStepId,
  }
}
