import { fromDiffColumns } from '@agenttracer/schema/diff'
import type { RunDiff } from '@agenttracer/schema/query'
import { Link, useParams } from '@remix-run/react'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useApi } from '../../api/api-context.ts'
import { isNotFound, panelError } from '../../api/panel-error.ts'
import { plural } from '../../format/count.ts'
import { NotFound } from '../../shell/not-found.tsx'
import { BackLink } from '../../ui/back-link.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { FailedPanel, Notice, Skeleton } from '../../ui/states.tsx'
import { compareQuery } from './queries.ts'
import { compareReport, firstDifferenceText } from './side-text.ts'
import { StepDiffTable } from './step-diff-table.tsx'
import { TwoRuns } from './two-runs.tsx'

/** Two runs side by side: where they first part, then every step of both. */
export function ComparePage() {
  const { runId = '', otherId = '' } = useParams()
  const diff = useQuery(compareQuery(useApi(), runId, otherId))
  if (diff.data !== undefined) return <Compared diff={diff.data} />
  if (diff.error === null) return <Skeleton rows={10} label="the comparison" />
  if (isNotFound(diff.error)) return <CompareNotFound />
  return <FailedPanel isWholePage what="The comparison" {...panelError(diff.error)} isRetrying={diff.isFetching} onRetry={() => void diff.refetch()} />
}

export const CompareNotFound = () => (
  <NotFound title={`These two runs are not both in project ${useParams()['project'] ?? 'default'}`} text="One may be older than the retention time, or belong to another project." />
)

function Compared({ diff }: { readonly diff: RunDiff }) {
  const { run, other, counts, firstDifference } = diff
  const rows = useMemo(() => fromDiffColumns(diff.columns), [diff])
  const base = `/p/${useParams()['project'] ?? 'default'}/runs`
  return (
    <article aria-labelledby="compare-title" className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <BackLink to={`${base}/${run.runId}`}>Run</BackLink>
        <h1 id="compare-title" className="min-w-0 text-base font-semibold [overflow-wrap:anywhere]">
          {run.agentId === other.agentId ? `${run.agentId}: two runs compared` : `${run.agentId} compared with ${other.agentId}`}
        </h1>
        <div className="flex flex-wrap gap-1.5 sm:ml-auto">
          <Link className={buttonClass()} to={`${base}/${other.runId}/compare/${run.runId}`}>
            Swap
          </Link>
          <Link className={buttonClass()} to={`${base}/${run.runId}?cmp=${other.runId}`}>
            In the waterfall
          </Link>
          <CopyButton label="Copy as Markdown" text={() => compareReport(run, other, rows, firstDifference, window.location.href)} />
        </div>
      </div>
      <section aria-label="First difference" data-testid="difference-banner" className="rounded-lg border border-l-4 border-hairline border-l-link bg-surface px-4 py-3">
        <p className="text-[0.9375rem] font-medium [overflow-wrap:anywhere]">{firstDifferenceText(firstDifference === null ? undefined : rows[firstDifference])}</p>
        <p className="mt-1 text-[0.8125rem] text-muted">
          {plural(counts.changed, 'step')} with another outcome, {counts.added} added here, {counts.missing} missing here, {counts.same} the same.
        </p>
      </section>
      {run.agentId === other.agentId ? null : <Notice>These are runs of two agents; few steps can be expected to be the same.</Notice>}
      <TwoRuns run={run} other={other} />
      <Panel title="Steps" note="The same step: same type, name and occurrence under the same parent">
        <StepDiffTable rows={rows} first={firstDifference} spanMs={Math.max(run.durationMs ?? 0, other.durationMs ?? 0)} />
      </Panel>
    </article>
  )
}
