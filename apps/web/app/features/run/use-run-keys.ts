import { useNavigate } from '@remix-run/react'
import { useEffect } from 'react'
import type { RunDetail } from '@agenttracer/schema/query'
import { whenIdle } from '../../ui/later.ts'
import { areSingleKeysOn, isTyping } from '../../ui/single-keys.ts'
import type { WaterfallModel } from '../../waterfall/model/row.ts'
import type { ViewAction } from '../../waterfall/model/view-state.ts'
import { permalink } from './permalink.ts'
import { prepareReport, reportLater } from './report-later.ts'
import type { TrailView } from './use-trail.ts'

interface RunKeyParts {
  readonly run: RunDetail
  readonly model: WaterfallModel
  readonly dispatch: (action: ViewAction) => void
  readonly trail: TrailView
  readonly toggleComparison: () => void
}

/** Keys that work anywhere on the Run page; those of the grid itself are in the waterfall. */
export function useRunKeys({ run, model, dispatch, trail, toggleComparison }: RunKeyParts): void {
  const navigate = useNavigate()
  useEffect(() => whenIdle(prepareReport), [])
  useEffect(() => {
    const copy = (text: string): void => void navigator.clipboard.writeText(text).catch(() => undefined)
    const acts: Record<string, () => unknown> = {
      c: () => dispatch({ do: 'critical' }),
      i: () => dispatch({ do: 'gaps' }),
      d: toggleComparison,
      m: () => void reportLater(run, model, permalink()).then(copy, () => undefined),
      y: () => copy(permalink()),
      u: () => navigate(trail.list),
      '[': () => trail.newer !== null && navigate(trail.newer),
      ']': () => trail.older !== null && navigate(trail.older),
    }
    const onKey = (event: KeyboardEvent): void => {
      const act = acts[event.key]
      if (act === undefined || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !areSingleKeysOn()) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [run, model, dispatch, toggleComparison, navigate, trail])
}
