import type { RunSummary } from '@agenttracer/schema/query'
import { Link, useParams } from '@remix-run/react'
import type { ReactNode } from 'react'
import { exactCount } from '../../format/count.ts'
import { duration, signedDuration } from '../../format/duration.ts'
import { RunStatus } from '../../run-row/run-status.tsx'
import { whatFailed } from '../../run-row/run-words.ts'
import { Clock } from '../../ui/when.tsx'

interface TwoRunsProps {
  readonly run: RunSummary
  readonly other: RunSummary
}

/** The facts of both runs in two columns; what is different stands out by weight, not by colour. */
export function TwoRuns({ run, other }: TwoRunsProps) {
  const base = `/p/${useParams()['project'] ?? 'default'}/runs`
  const rows: readonly (readonly [name: string, here: ReactNode, there: ReactNode, change?: string])[] = [
    ['Outcome', <RunStatus key="h" run={run} />, <RunStatus key="t" run={other} />],
    ['Why', whatFailed(run) ?? 'no failure', whatFailed(other) ?? 'no failure'],
    ['Version', run.agentVersion, other.agentVersion],
    ['Environment', run.environment, other.environment],
    ['Started', <Clock key="h" at={run.startedAt} />, <Clock key="t" at={other.startedAt} />],
    ['Duration', duration(run.durationMs), duration(other.durationMs), run.durationMs === null || other.durationMs === null ? '' : signedDuration(run.durationMs - other.durationMs)],
    ['Steps', exactCount(run.stepCount), exactCount(other.stepCount), signed(run.stepCount, other.stepCount)],
    ['Retries', exactCount(run.retryCount), exactCount(other.retryCount), signed(run.retryCount, other.retryCount)],
    ['Tokens in', exactCount(run.inputTokens), exactCount(other.inputTokens), signed(run.inputTokens, other.inputTokens)],
    ['Tokens out', exactCount(run.outputTokens), exactCount(other.outputTokens), signed(run.outputTokens, other.outputTokens)],
  ]
  const head = (of: RunSummary, name: string): ReactNode => (
    <>
      {name}{' '}
      <Link className="font-mono text-link" to={`${base}/${of.runId}`}>
        {of.runId.slice(-6)}
      </Link>
    </>
  )
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="The two runs">
      <table className="w-full max-w-4xl text-[0.8125rem]" data-testid="two-runs">
        <thead className="text-left text-xs text-muted">
          <tr className="border-b border-hairline [&>*]:px-2 [&>*]:py-1 [&>*]:font-medium">
            <td />
            <th scope="col">{head(run, 'This run')}</th>
            <th scope="col">{head(other, 'Other run')}</th>
            <th scope="col" className="text-right max-sm:hidden">Change</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, here, there, change]) => (
            <tr key={name} className="border-b border-hairline [&>*]:px-2 [&>*]:py-1">
              <th scope="row" className="w-28 text-left font-normal text-muted">
                {name}
              </th>
              <td className={here === there ? '' : 'font-medium'}>{here}</td>
              <td>{there}</td>
              <td className="text-right whitespace-nowrap max-sm:hidden">{change ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function signed(here: number | null, there: number | null): string {
  if (here === null || there === null) return ''
  return here === there ? '±0' : `${here > there ? '+' : '−'}${exactCount(Math.abs(here - there))}`
}
