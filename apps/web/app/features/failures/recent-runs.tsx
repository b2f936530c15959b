import { Link, useParams } from '@remix-run/react'
import type { FailureGroup } from '@agenttracer/schema/query'
import { duration } from '../../format/duration.ts'
import { RunStatus } from '../../run-row/run-status.tsx'
import { whatFailed } from '../../run-row/run-words.ts'
import { Ago } from '../../ui/when.tsx'

export function RecentRuns({ recent }: Pick<FailureGroup, 'recent'>) {
  const runs = `/p/${useParams()['project'] ?? 'default'}/runs`
  return (
    <ul className="border-t border-hairline text-[0.8125rem]" data-testid="recent-runs">
      {recent.map((run) => (
        <li key={run.runId} className="relative flex flex-wrap items-baseline gap-x-3 border-b border-hairline py-1.5 hover:bg-surface">
          <RunStatus run={run} />
          <Link className="font-medium text-fg no-underline after:absolute after:inset-0" to={`${runs}/${run.runId}`}>
            <span className="sr-only">Run of {run.agentId}, </span>
            <Ago at={run.startedAt} />
          </Link>
          <span className="min-w-0 text-muted">
            {run.agentVersion}, {run.environment}
          </span>
          <span className="ml-auto whitespace-nowrap text-muted">{duration(run.durationMs)}</span>
          <span className="w-full truncate text-xs text-muted">{whatFailed(run)}</span>
        </li>
      ))}
    </ul>
  )
}
