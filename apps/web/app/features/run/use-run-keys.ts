import { useNavigate, useParams } from '@remix-run/react'
import { useEffect } from 'react'
import type { RunDetail } from '@agenttracer/schema/query'
import { areSingleKeysOn, isTyping } from '../../ui/single-keys.ts'
import type { WaterfallModel } from '../../waterfall/model/row.ts'
import type { ViewAction } from '../../waterfall/model/view-state.ts'
import { runReport } from './run-report.ts'

interface RunKeyParts {
  readonly run: RunDetail
  readonly model: WaterfallModel
  readonly dispatch: (action: ViewAction) => void
  readonly toggleComparison: () => void
}

/** Keys that work anywhere on the Run page; those of the grid itself are in the waterfall. */
export function useRunKeys({ run, model, dispatch, toggleComparison }: RunKeyParts): void {
  const navigate = useNavigate()
  const project = useParams()['project'] ?? 'default'
  useEffect(() => {
    const copy = (text: string): void => void navigator.clipboard.writeText(text).catch(() => undefined)
    const acts: Record<string, () => void> = {
      c: () => dispatch({ do: 'critical' }),
      i: () => dispatch({ do: 'gaps' }),
      d: toggleComparison,
      m: () => copy(runReport(run, model, window.location.href)),
      y: () => copy(window.location.href),
      u: () => navigate(`/p/${project}/runs`),
    }
    const onKey = (event: KeyboardEvent): void => {
      const act = acts[event.key]
      if (act === undefined || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !areSingleKeysOn()) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [run, model, dispatch, toggleComparison, navigate, project])
}
