import { Link, useParams } from '@remix-run/react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useApi } from '../../api/api-context.ts'
import { plural } from '../../format/count.ts'
import { statusWord } from '../../run-row/run-words.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'

const askMs = 2_000
/** When waiting in silence turns into help. */
const patienceS = 60

/** Waits on the page until the first run arrives; no reload needed. */
export function WaitForRun() {
  const first = useQuery({ ...useApi().onboarding.firstRun.queryOptions(), refetchInterval: ({ state }) => (state.data?.run === null || state.data === undefined ? askMs : false) })
  const run = first.data?.run ?? null
  const seconds = useSeconds(run === null)
  const base = `/p/${useParams()['project'] ?? 'default'}/runs`
  return (
    <div role="status" data-testid="first-run" className="rounded-lg border border-hairline bg-surface px-4 py-3">
      {run === null ? (
        <>
          <p className="flex items-center gap-2">
            <Icon name="dots" className="shrink-0 text-running-text" />
            Waiting for the first run
            <span aria-hidden="true" className="ml-auto text-muted">
              {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, '0')}
            </span>
          </p>
          {seconds < patienceS ? null : (
            <ul className="mt-2 list-disc pl-5 text-muted">
              <li>Has the agent run since the lines were added, and did the process live long enough to send (call tracer.flush() before a short program ends)?</li>
              <li>Is the address in the lines the one of this AgentTracer?</li>
              <li>Does tracer.diagnostics() count anything as dropped? npm run doctor checks the rest.</li>
            </ul>
          )}
        </>
      ) : (
        <p className="flex items-center gap-x-3">
          <Icon name="check" className="text-ok-text" />
          Received: {run.agentId}, {plural(run.stepCount, 'step')}, {statusWord(run).word}
          <Link className={buttonClass('primary')} to={`${base}/${run.runId}`}>
            Open run
          </Link>
        </p>
      )}
    </div>
  )
}

function useSeconds(isOn: boolean): number {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    if (!isOn) return
    const timer = setInterval(() => setSeconds((before) => before + 1), 1_000)
    return () => clearInterval(timer)
  }, [isOn])
  return seconds
}
