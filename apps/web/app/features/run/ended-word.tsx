import { describeFailure } from '@agenttracer/schema'
import type { RunDetail } from '@agenttracer/schema/query'
import { useRef } from 'react'
import { useZone } from '../../preferences/preferences-context.tsx'
import type { WaterfallModel } from '../../waterfall/model/row.ts'
import { failureFacts } from './verdict-facts.ts'

/** Says once, to a screen reader, how a run ended that was still going on when it was opened. Silent for every other run. */
export function EndedWord({ run, model }: { readonly run: RunDetail; readonly model: WaterfallModel }) {
  const zone = useZone()
  const wasRunning = useRef(run.status === 'running')
  const said = useRef('')
  if (wasRunning.current && run.status !== 'running' && said.current === '') {
    said.current = run.verdict === null ? `The run has ended: ${run.status}.` : `The run has ended. ${describeFailure(failureFacts(run, run.verdict, model, zone)).what}`
  }
  return (
    <p role="status" className="sr-only" data-testid="ended-word">
      {said.current}
    </p>
  )
}
