import type { StepColumns } from '@agenttracer/schema/query'
import { buildRows } from './build-rows.ts'
import type { RowTree } from './build-rows.ts'
import { clampRows } from './clamp.ts'
import { criticalPath } from './critical-path.ts'
import { findFolds } from './folds.ts'
import { findGaps, idleMs } from './gaps.ts'
import type { Row, RunFrame, WaterfallModel } from './row.ts'
import { isRealFailure } from './row-state.ts'

/** Everything the waterfall draws, from the answer of `runs.steps`. Pure, O(n log n); built once per version of the data. */
export function buildModel(columns: StepColumns, run: RunFrame): WaterfallModel {
  const { rows, rowOfStep, totalMs } = buildRows(columns, run)
  const skewed = clampRows(rows)
  const gaps = findGaps(rows, totalMs)
  const rootCause = rootCauseRow(run, rowOfStep)
  return {
    columns,
    rows,
    attemptCount: columns.stepId.length,
    totalMs,
    isOpen: run.status === 'running',
    failPath: pathTo(rows, rootCause ?? 0),
    criticalPath: criticalPath(rows),
    gaps,
    idleMs: idleMs(gaps),
    folds: findFolds(rows),
    failures: rows.filter((row) => isRealFailure(row.state)).map((row) => row.index),
    rootCause,
    rowOfStep,
    warnings: {
      skewed,
      orphans: rows.reduce((sum, row) => sum + Number(row.isOrphan), 0),
      noEnd: rows.reduce((sum, row) => sum + Number(row.index > 0 && row.state === 'no-end'), 0),
    },
  }
}

function rootCauseRow(run: RunFrame, rowOfStep: RowTree['rowOfStep']): number | null {
  if (run.rootCauseStepId === undefined) return null
  return run.rootCauseStepId === null ? 0 : (rowOfStep.get(run.rootCauseStepId)?.index ?? null)
}

/** Rows from the run down to `index`. */
export function pathTo(rows: readonly Row[], index: number): number[] {
  const path: number[] = []
  for (let at = index; at >= 0; at = rows[at]?.parent ?? -1) path.unshift(at)
  return path
}

/** Which row a page opens on: the cause; in a failed run that nothing explains the step that ended last; else the slowest of the critical path. */
export function openingRow(model: WaterfallModel): number {
  if (model.rootCause !== null) return model.rootCause
  if (model.rows[0]?.state === 'failed') return lastToEnd(model.rows)
  let best = 0
  let longest = 0
  for (const [index, ms] of model.criticalPath) {
    if (index > 0 && ms > longest) [best, longest] = [index, ms]
  }
  return best
}

function lastToEnd(rows: readonly Row[]): number {
  let last: Row | undefined
  for (const row of rows) if (row.index > 0 && row.children.length === 0 && (last === undefined || row.end >= last.end)) last = row
  return last?.index ?? 0
}
