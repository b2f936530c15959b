import { pathTo } from './build-model.ts'
import type { Fold, Row, WaterfallModel } from './row.ts'

/** A line of the grid: a step, or a fold that stands for several. */
export interface VisibleRow {
  readonly key: string
  readonly row: Row
  /** Set on the line that stands for the folded rows; `row` is then the first of them. */
  readonly fold: Fold | null
  /** 1-based, as `aria-level` counts. */
  readonly level: number
  readonly posInSet: number
  readonly setSize: number
  /** Null for a leaf. */
  readonly isExpanded: boolean | null
}

/** Above this many rows deep subtrees start collapsed. */
const manyRows = 300
const deepLevel = 3

/** Ids of rows that are collapsed before the reader touches anything: deep subtrees of a large run that are off the failing path. */
export function collapsedAtFirst(model: WaterfallModel): Set<string> {
  const collapsed = new Set<string>()
  if (model.rows.length <= manyRows) return collapsed
  const kept = new Set<number>()
  for (const failure of model.failures.slice(0, 200)) for (const index of pathTo(model.rows, failure)) kept.add(index)
  for (const index of model.failPath) kept.add(index)
  for (const row of model.rows) if (row.depth >= deepLevel && row.children.length > 0 && !kept.has(row.index)) collapsed.add(row.id)
  return collapsed
}

export interface Openness {
  /** Ids of collapsed rows. */
  readonly collapsed: ReadonlySet<string>
  /** Ids of folds that the reader opened. */
  readonly openFolds: ReadonlySet<string>
}

/** The lines to show, in order. */
export function visibleRows(model: WaterfallModel, { collapsed, openFolds }: Openness): VisibleRow[] {
  const foldAt = new Map<number, Fold>()
  const hidden = new Set<number>()
  for (const fold of model.folds) {
    foldAt.set(fold.first, fold)
    if (!openFolds.has(fold.id)) for (const index of fold.hidden) hidden.add(index)
  }
  const lines: VisibleRow[] = []
  const add = (index: number, posInSet: number, setSize: number): void => {
    const row = model.rows[index] as Row
    const fold = foldAt.get(index)
    const level = row.depth + 1
    if (fold !== undefined) lines.push({ key: fold.id, row, fold, level, posInSet, setSize, isExpanded: openFolds.has(fold.id) })
    if (hidden.has(index)) return
    const isExpanded = row.children.length === 0 ? null : !collapsed.has(row.id)
    lines.push({ key: row.id, row, fold: null, level, posInSet, setSize, isExpanded })
    if (isExpanded !== true) return
    row.children.forEach((child, at) => add(child, at + 1, row.children.length))
  }
  if (model.rows.length > 0) add(0, 1, 1)
  return lines
}

/** What must change so that a row can be seen: its ancestors open, its fold open. */
export function reveal(model: WaterfallModel, index: number, openness: Openness): Openness {
  const path = new Set(pathTo(model.rows, index))
  const collapsed = new Set(openness.collapsed)
  for (const at of path) if (at !== index) collapsed.delete(model.rows[at]?.id ?? '')
  const openFolds = new Set(openness.openFolds)
  for (const fold of model.folds) if (fold.hidden.some((hidden) => path.has(hidden))) openFolds.add(fold.id)
  return { collapsed, openFolds }
}
