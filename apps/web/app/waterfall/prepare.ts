import { isModelName, isStepId } from '@agenttracer/schema/names'
import type { StepColumns } from '@agenttracer/schema/query'
import { whenIdle } from '../ui/later.ts'
import { buildModel } from './model/build-model.ts'
import type { RunFrame } from './model/row.ts'
import { openView } from './model/view-state.ts'
import { visibleRows } from './model/visible-rows.ts'

/** After so many rounds the engine has compiled what a large run needs (ADR 14). */
const rounds = 20
const stepCount = 400

/**
 * Builds the model of an invented run while the thread is idle, a few milliseconds at a time, and throws it away. For the wait for the data of the
 * first run: the engine runs code that it knows three times as fast.
 */
export function prepareModel(): void {
  const columns = inventedColumns()
  const frame: RunFrame = { agentId: '', status: 'failed', startedAt: new Date(0).toISOString(), durationMs: stepCount * 10, rootCauseStepId: columns.stepId.at(-1), now: 0 }
  let left = rounds
  const some = (hasTime: () => boolean): void => {
    do {
      const model = buildModel(columns, frame)
      visibleRows(model, openView(model, new URLSearchParams()).state.openness)
      left--
    } while (left > 0 && hasTime())
    if (left > 0) whenIdle(some)
  }
  whenIdle(some)
}

/** A worker that calls models and tools by turns, without a cycle. */
function inventedColumns(): StepColumns {
  const all = Array.from({ length: stepCount }, (_, at) => at)
  const names = ['a', 'b', 'c', 'd', 'e'].filter(isModelName)
  const stepId = all.map((at) => (at + 1).toString(16).padStart(16, '0')).filter(isStepId)
  return {
    names, originMs: 0, stepId, absentIds: [], seq: all, attempt: all.map(() => 1),
    type: all.map((at) => (at % 3 === 0 ? 'model' : 'tool')), status: all.map((at) => (at === stepCount - 1 ? 'error' : 'ok')), role: all.map((at) => (at === stepCount - 1 ? 'root_cause' : 'none')),
    name: all.map((at) => (at * at) % 5), startMs: all.map((at) => at * 10), endMs: all.map((at) => at * 10 + 9), durationMs: all.map(() => 9),
    parent: all.map((at) => (at === 0 ? null : 0)), failure: all.map(() => null),
  }
}
