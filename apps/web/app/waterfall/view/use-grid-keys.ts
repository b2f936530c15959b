import type { KeyboardEvent } from 'react'
import { areSingleKeysOn } from '../../ui/single-keys.ts'
import { rowOfStep } from '../model/build-model.ts'
import { moveByKey, nextFailure } from '../model/movement.ts'
import type { Row, WaterfallModel } from '../model/row.ts'
import { fitAround, isWhole, panBy, zoomAt } from '../model/time-window.ts'
import type { TimeWindow } from '../model/time-window.ts'
import { rowNamed } from '../model/view-state.ts'
import type { ViewAction, ViewState } from '../model/view-state.ts'
import type { VisibleRow } from '../model/visible-rows.ts'

export interface KeyParts {
  readonly model: WaterfallModel
  readonly lines: readonly VisibleRow[]
  readonly state: ViewState
  readonly window: TimeWindow
  readonly selectedAt: number
  /** Rows that fit on screen. */
  readonly page: number
  readonly dispatch: (action: ViewAction) => void
  readonly select: (line: VisibleRow) => void
  readonly toggle: (line: VisibleRow) => void
  readonly openDetail: () => void
}

/** The keyboard of the waterfall (ui-spec.md section 7). Returns true for a key that was used. */
export function onGridKey(event: KeyboardEvent, parts: KeyParts): boolean {
  if (event.ctrlKey || event.metaKey) return false
  if (event.altKey) return chooseTry(event.key, parts)
  if (event.shiftKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) return pan(event.key === 'ArrowLeft' ? -0.25 : 0.25, parts)
  const movement = moveByKey(parts.lines, parts.selectedAt, event.key, parts.page)
  if (movement !== undefined) {
    const line = 'to' in movement ? parts.lines[movement.to] : undefined
    if ('toggle' in movement) parts.toggle(movement.toggle)
    else if (line !== undefined) parts.select(line)
    return true
  }
  if (event.key === 'Enter') {
    parts.openDetail()
    return true
  }
  return areSingleKeysOn() && onLetter(event, parts)
}

function onLetter(event: KeyboardEvent, { model, state, window, dispatch }: KeyParts): boolean {
  const { totalMs } = model
  const middle = (window.from + window.to) / 2
  const row = rowNamed(model, state.selected)
  const show = (next: TimeWindow): void => dispatch({ do: 'window', window: isWhole(next, totalMs) ? null : next })
  const go = (index: number | null | undefined): void => {
    if (index !== null && index !== undefined) dispatch({ do: 'select', row: model.rows[index]?.id ?? 'run' })
  }
  const acts: Record<string, () => void> = {
    e: () => go(nextFailure(model, row?.index ?? 0, false)),
    E: () => go(nextFailure(model, row?.index ?? 0, true)),
    r: () => go(model.rootCause),
    '+': () => show(zoomAt(window, middle, 0.5, totalMs)),
    '=': () => show(zoomAt(window, middle, 0.5, totalMs)),
    '-': () => show(zoomAt(window, middle, 2, totalMs)),
    '0': () => dispatch({ do: 'window', window: null }),
    w: () => row !== undefined && show(fitAround(row.start, row.end, totalMs)),
    c: () => dispatch({ do: 'critical' }),
    i: () => dispatch({ do: 'gaps' }),
  }
  const act = acts[event.key]
  act?.()
  return act !== undefined
}

function chooseTry(key: string, { model, state, dispatch }: KeyParts): boolean {
  const row = rowOfStep(model, state.selected)
  if ((key !== 'ArrowLeft' && key !== 'ArrowRight') || row === undefined || row.tryCount < 2) return false
  dispatch({ do: 'select', row: row.id, attempt: nextTry(row, state.attempt, key === 'ArrowLeft') })
  return true
}

/** From the whole row, the last try; then one at a time, stopping at the ends. */
function nextTry({ attempts }: Row, chosen: number | null, isBack: boolean): number | null {
  const at = attempts.findIndex(({ number }) => number === chosen)
  const next = at === -1 ? attempts.length - 1 : Math.min(attempts.length - 1, Math.max(0, at + (isBack ? -1 : 1)))
  return attempts[next]?.number ?? null
}

function pan(share: number, { model, window, dispatch }: KeyParts): boolean {
  const next = panBy(window, share, model.totalMs)
  dispatch({ do: 'window', window: isWhole(next, model.totalMs) ? null : next })
  return true
}
