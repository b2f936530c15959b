import { useSearchParams } from '@remix-run/react'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { useApi } from '../../api/api-context.ts'
import { panelError } from '../../api/panel-error.ts'
import { plural } from '../../format/count.ts'
import { rate } from '../../format/percent.ts'
import { Panel } from '../../ui/panel.tsx'
import { FailedPanel, Skeleton } from '../../ui/states.tsx'
import { Attention } from './attention.tsx'
import { Changes } from './changes.tsx'
import { FailureGroups } from './failure-groups.tsx'
import { HealthTable } from './health-table.tsx'
import { LatestFailed } from './latest-failed.tsx'
import { overviewInputOf, overviewQueries } from './queries.ts'
import { WindowForm } from './window-form.tsx'

/** Is anything worse than before? `gettingStarted` is shown in a project without a single run. */
export function OverviewPage({ gettingStarted }: { readonly gettingStarted: ReactNode }) {
  const [params] = useSearchParams()
  const input = useMemo(() => overviewInputOf(params), [params])
  const queries = overviewQueries(useApi(), input)
  const health = useQuery({ ...queries.health, refetchInterval: 15_000 })
  const failures = useQuery({ ...queries.failures, refetchInterval: 15_000 })
  const changes = useQuery({ ...queries.changes, refetchInterval: 60_000 })
  if (health.data?.lastReceivedAt === null) return <>{gettingStarted}</>

  const healthProblem =
    health.error === null ? <Skeleton rows={6} label="health" /> : <FailedPanel what="The health table" {...panelError(health.error)} isRetrying={health.isFetching} onRetry={() => void health.refetch()} />
  const failuresProblem =
    failures.error === null ? <Skeleton rows={6} label="failures" /> : <FailedPanel what="The failures" {...panelError(failures.error)} isRetrying={failures.isFetching} onRetry={() => void failures.refetch()} />
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <h1 className="text-lg font-semibold">Overview</h1>
          {health.data === undefined ? null : <p className="text-muted">{summary(health.data)}</p>}
        </div>
        <WindowForm last={input.last} env={typeof input.env === 'string' ? input.env : ''} updatedAt={health.dataUpdatedAt} />
      </div>
      {failures.data === undefined ? null : <Attention groups={failures.data.attention} health={health.data} last={input.last} />}
      <Panel title="Agents" note="Failure rate with its 95% interval; all versions of the window">
        {health.data === undefined ? healthProblem : <HealthTable agents={health.data.agents} last={input.last} />}
      </Panel>
      <Panel title="What changed" note="New versions, new failures, agents gone silent">
        {changes.data !== undefined ? (
          <Changes items={changes.data.items} last={input.last} />
        ) : changes.error === null ? (
          <Skeleton rows={4} label="changes" />
        ) : (
          <FailedPanel what="What changed" {...panelError(changes.error)} isRetrying={changes.isFetching} onRetry={() => void changes.refetch()} />
        )}
      </Panel>
      <div className="grid gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Panel title="Top failure groups">{failures.data === undefined ? failuresProblem : <FailureGroups groups={failures.data.groups} last={input.last} />}</Panel>
        <Panel title="Latest failed runs">{failures.data === undefined ? failuresProblem : <LatestFailed runs={failures.data.latest} />}</Panel>
      </div>
    </div>
  )
}

function summary({ runs, failed, rated }: { readonly runs: number; readonly failed: number; readonly rated: number }): string {
  const { text, interval } = rate(failed, rated)
  return `${plural(runs, 'run')}, ${rated === 0 ? 'none ended yet' : `${text} failed${interval === null ? '' : ` [${interval}]`}`}`
}
