import type { StepColumns } from '@agenttracer/schema/query'
import { buildRows } from './build-rows.ts'
import { clampRows } from './clamp.ts'
import { criticalPath } from './critical-path.ts'
import { findFolds } from './folds.ts'
import { findGaps, idleMs } from './gaps.ts'
import type { Row, RunFrame, WaterfallModel } from './row.ts'
import { isRealFailure } from './row-state.ts'

/** Everything the waterfall draws, from the answer of `runs.steps`. Pure, O(n log n); built once per version of the data. */
export function buildModel(columns: StepColumns, run: RunFrame): WaterfallModel {
  const { rows, rowAt, totalMs } = buildRows(columns, run)
  const skewed = clampRows(rows)
  const gaps = findGaps(rows, totalMs)
  const rootCause = rootCauseRow(run, { columns, rowAt })
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
    rootCause,
    rowAt,
    ...counted(rows, skewed),
  }
}

/** In one walk: each over 10,000 rows is felt. */
function counted(rows: readonly Row[], skewed: number): Pick<WaterfallModel, 'failures' | 'calls' | 'warnings'> {
  const failures: number[] = []
  let [models, tools, orphans, noEnd] = [0, 0, 0, 0]
  for (const { index, type, state, isOrphan } of rows) {
    if (isRealFailure(state)) failures.push(index)
    if (state === 'no-end' && index > 0) noEnd++
    if (isOrphan) orphans++
    if (type === 'model') models++
    else if (type === 'tool') tools++
  }
  return { failures, calls: { models, tools }, warnings: { skewed, orphans, noEnd } }
}

function rootCauseRow({ rootCauseStepId }: RunFrame, model: Pick<WaterfallModel, 'columns' | 'rowAt'>): number | null {
  if (rootCauseStepId === undefined) return null
  return rootCauseStepId === null ? 0 : (rowOfStep(model, rootCauseStepId)?.index ?? null)
}

/** By recorded step id. For one look-up: who has many asks `columns` once. */
export const rowOfStep = ({ columns, rowAt }: Pick<WaterfallModel, 'columns' | 'rowAt'>, stepId: string): Row | undefined => rowAt[(columns.stepId as readonly string[]).indexOf(stepId)]

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
  for (let index = 1; index < model.criticalPath.length; index++) {
    const ms = model.criticalPath[index] as number
    if (ms > longest) [best, longest] = [index, ms]
  }
  return best
}

function lastToEnd(rows: readonly Row[]): number {
  let last: Row | undefined
  for (const row of rows) if (row.index > 0 && row.children.length === 0 && (last === undefined || row.end >= last.end)) last = row
  return last?.index ?? 0
}
