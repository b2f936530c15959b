import { openingRow, rowOfStep } from './build-model.ts'
import type { Row, WaterfallModel } from './row.ts'
import { readWindow, windowText } from './time-window.ts'
import type { TimeWindow } from './time-window.ts'
import { collapsedAtFirst, reveal } from './visible-rows.ts'
import type { Openness } from './visible-rows.ts'

/** What the reader chose to see; every part of it has a place in the URL. Rows are named by id: their index moves while a run goes on. */
export interface ViewState {
  readonly selected: string
  /** Number of the selected try; null selects the whole row. */
  readonly attempt: number | null
  /** Null shows the whole run, also while it grows. */
  readonly window: TimeWindow | null
  readonly openness: Openness
  readonly isCriticalShown: boolean
  readonly areGapsFolded: boolean
}

export type ViewAction =
  | { readonly do: 'select'; readonly row: string; readonly attempt?: number | null }
  | { readonly do: 'toggle'; readonly id: string; readonly isFold: boolean }
  | { readonly do: 'window'; readonly window: TimeWindow | null }
  | { readonly do: 'critical' | 'gaps' }

export interface OpenedView {
  readonly state: ViewState
  /** The URL named a step that this run does not have. */
  readonly isStepMissing: boolean
}

/** By the id of a step or row, or `run`. */
export const rowNamed = (model: WaterfallModel, id: string): Row | undefined => (id === 'run' ? model.rows[0] : rowOfStep(model, id))

/** The view that a URL means; without a step it opens on the cause. */
export function openView(model: WaterfallModel, params: URLSearchParams): OpenedView {
  const wanted = params.get('step')
  const found = wanted === null ? undefined : rowNamed(model, wanted)
  const row = found ?? model.rows[openingRow(model)]
  const asked = Number(params.get('attempt') ?? Number.NaN)
  const byId = row?.attempts.find((attempt) => attempt.stepId === wanted && attempt.stepId !== row.id)
  const attempt = row?.attempts.some(({ number }) => number === asked) === true ? asked : (byId?.number ?? null)
  const collapsed = collapsedAtFirst(model)
  for (const id of (params.get('fold') ?? '').split('.').filter(Boolean)) if (!collapsed.delete(id)) collapsed.add(id)
  const state: ViewState = {
    selected: row?.id ?? 'run',
    attempt: found === undefined ? null : attempt,
    window: readWindow(params.get('z'), model.totalMs) ?? null,
    openness: reveal(model, row?.index ?? 0, { collapsed, openFolds: new Set() }),
    isCriticalShown: false,
    areGapsFolded: params.get('gaps') === 'fold',
  }
  return { state, isStepMissing: wanted !== null && found === undefined }
}

/** Most collapsed ids that a link carries. */
const maxFolds = 50

/** The parameters of a view: what a link must hold to open on the same screen. */
export function viewParams(model: WaterfallModel, state: ViewState): Record<'step' | 'attempt' | 'z' | 'gaps' | 'fold', string | null> {
  const first = collapsedAtFirst(model)
  const changed = [...symmetricDifference(first, state.openness.collapsed)].slice(0, maxFolds)
  return {
    step: state.selected,
    attempt: state.attempt === null ? null : String(state.attempt),
    z: state.window === null ? null : windowText(state.window, model.totalMs),
    gaps: state.areGapsFolded ? 'fold' : null,
    fold: changed.length === 0 ? null : changed.join('.'),
  }
}

export function reduceView(model: WaterfallModel, state: ViewState, action: ViewAction): ViewState {
  switch (action.do) {
    case 'select': {
      const row = rowNamed(model, action.row)
      if (row === undefined) return state
      return { ...state, selected: row.id, attempt: action.attempt ?? null, openness: reveal(model, row.index, state.openness) }
    }
    case 'toggle': {
      const { collapsed, openFolds } = state.openness
      return { ...state, openness: action.isFold ? { collapsed, openFolds: toggled(openFolds, action.id) } : { openFolds, collapsed: toggled(collapsed, action.id) } }
    }
    case 'window':
      return { ...state, window: action.window }
    case 'critical':
      return { ...state, isCriticalShown: !state.isCriticalShown }
    case 'gaps':
      return { ...state, areGapsFolded: !state.areGapsFolded }
  }
}

function toggled(set: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(set)
  if (!next.delete(id)) next.add(id)
  return next
}

function symmetricDifference(a: ReadonlySet<string>, b: ReadonlySet<string>): Set<string> {
  const result = new Set<string>()
  for (const id of a) if (!b.has(id)) result.add(id)
  for (const id of b) if (!a.has(id)) result.add(id)
  return result
}
