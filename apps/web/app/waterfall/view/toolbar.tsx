import type { ReactNode } from 'react'
import { shortSeconds } from '../../format/duration.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { WaterfallModel } from '../model/row.ts'
import { fitAround, isWhole, panBy, wholeRun, zoomAt } from '../model/time-window.ts'
import type { TimeWindow } from '../model/time-window.ts'
import { rowNamed } from '../model/view-state.ts'
import type { ViewAction, ViewState } from '../model/view-state.ts'

interface ToolbarProps {
  readonly model: WaterfallModel
  readonly state: ViewState
  readonly window: TimeWindow
  readonly dispatch: (action: ViewAction) => void
  readonly children?: ReactNode
}

/** Idle time is offered for folding from this share of the run on: folding distorts proportion. */
const worthFolding = 0.3

/** Every pointer gesture of the waterfall as a button. */
export function Toolbar({ model, state, window, dispatch, children }: ToolbarProps) {
  const { totalMs } = model
  const isAll = isWhole(window, totalMs)
  const show = (next: TimeWindow): void => dispatch({ do: 'window', window: isWhole(next, totalMs) ? null : next })
  const middle = (window.from + window.to) / 2
  const fit = (): void => {
    const row = rowNamed(model, state.selected)
    if (row !== undefined) show(fitAround(row.start, row.end, totalMs))
  }
  return (
    <div role="toolbar" aria-label="Waterfall" className="flex flex-wrap items-center gap-1 border-b border-hairline px-2 py-1">
      {children}
      <span className="hidden flex-1 sm:block" />
      {model.rootCause === null ? null : (
        <Button look="quiet" title="Root cause (r)" onClick={() => dispatch({ do: 'select', row: model.rows[model.rootCause ?? 0]?.id ?? 'run' })}>
          Root cause
        </Button>
      )}
      <Button look="quiet" aria-pressed={state.isCriticalShown} title="Critical path (c)" className={pressed(state.isCriticalShown)} onClick={() => dispatch({ do: 'critical' })}>
        Critical path
      </Button>
      {model.idleMs > totalMs * worthFolding || state.areGapsFolded ? (
        <Button look="quiet" aria-pressed={state.areGapsFolded} title="Fold idle time (i)" className={pressed(state.areGapsFolded)} onClick={() => dispatch({ do: 'gaps' })}>
          Fold idle ({shortSeconds(model.idleMs)})
        </Button>
      ) : null}
      <span className="flex">
        <Button look="quiet" aria-label="Move the window left" title="Move left (Shift Left)" disabled={isAll} onClick={() => show(panBy(window, -0.25, totalMs))}>
          <Icon name="arrow" className="size-4 rotate-180" />
        </Button>
        <Button look="quiet" aria-label="Move the window right" title="Move right (Shift Right)" disabled={isAll} onClick={() => show(panBy(window, 0.25, totalMs))}>
          <Icon name="arrow" />
        </Button>
        <Button look="quiet" aria-label="Zoom out" title="Zoom out (-)" disabled={isAll} onClick={() => show(zoomAt(window, middle, 2, totalMs))}>
          <Icon name="minus" />
        </Button>
        <Button look="quiet" aria-label="Zoom in" title="Zoom in (+)" onClick={() => show(zoomAt(window, middle, 0.5, totalMs))}>
          <Icon name="plus" />
        </Button>
        <Button look="quiet" aria-label="Fit the selected step" title="Fit the selected step (w)" onClick={fit}>
          <Icon name="fit" />
        </Button>
        <Button look="quiet" title="Whole run (0)" disabled={isAll} onClick={() => show(wholeRun(totalMs))}>
          Whole run
        </Button>
      </span>
    </div>
  )
}

const pressed = (isOn: boolean): string => (isOn ? 'bg-selected' : '')
