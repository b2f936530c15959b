import { Link, useParams } from '@remix-run/react'
import type { RunSummary } from '@agenttracer/schema/query'
import { RunStatus } from '../../run-row/run-status.tsx'
import { whatFailed } from '../../run-row/run-words.ts'
import { EmptyState } from '../../ui/states.tsx'
import { Ago } from '../../ui/when.tsx'

export function LatestFailed({ runs }: { readonly runs: readonly RunSummary[] }) {
  const base = `/p/${useParams()['project'] ?? 'default'}/runs`
  if (runs.length === 0) return <EmptyState title="No failed run in this window." />
  return (
    <ul className="border-t border-hairline" data-testid="latest-failed">
      {runs.map((run) => (
        <li key={run.runId} className="relative border-b border-hairline py-2 hover:bg-surface">
          <p className="flex items-baseline gap-x-3">
            <RunStatus run={run} />
            <Link className="min-w-0 truncate font-medium text-fg no-underline after:absolute after:inset-0" to={`${base}/${run.runId}`}>
              {run.agentId} <span className="font-normal text-muted">{run.agentVersion}</span>
            </Link>
            <span className="ml-auto text-xs whitespace-nowrap text-muted">
              <Ago at={run.startedAt} />
            </span>
          </p>
          <p className="truncate text-muted">{whatFailed(run) ?? 'Nothing recorded explains it'}</p>
        </li>
      ))}
    </ul>
  )
}
