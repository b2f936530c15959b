import { serialiseFilter } from '@agenttracer/schema'
import type { VersionsDiff } from '@agenttracer/schema/query'
import { useParams, useSearchParams } from '@remix-run/react'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../api/api-context.ts'
import { isNotFound, panelError } from '../../api/panel-error.ts'
import { plural } from '../../format/count.ts'
import { NotFound } from '../../shell/not-found.tsx'
import { BackLink } from '../../ui/back-link.tsx'
import { classes } from '../../ui/classes.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { FailedPanel, Skeleton } from '../../ui/states.tsx'
import { Ago } from '../../ui/when.tsx'
import { GroupLists } from './group-lists.tsx'
import { headline, versionReport } from './headline.ts'
import { MetricTable } from './metric-table.tsx'
import { defaultWindow, diffQuery, windowOf } from './queries.ts'
import { ToolTable } from './tool-table.tsx'
import { VersionForm } from './version-form.tsx'

/** One version of an agent against another: the sentence first, then the numbers. */
export function VersionDiffPage() {
  const { agent = '' } = useParams()
  const [params] = useSearchParams()
  const diff = useQuery(diffQuery(useApi(), agent, params))
  if (diff.data !== undefined) return <Diff diff={diff.data} isStale={diff.isPlaceholderData} />
  if (diff.error === null) return <Skeleton rows={10} label="the versions" />
  if (isNotFound(diff.error)) return <VersionNotFound />
  return <FailedPanel isWholePage what="The comparison of versions" {...panelError(diff.error)} isRetrying={diff.isFetching} onRetry={() => void diff.refetch()} />
}

export const VersionNotFound = () => (
  <NotFound title="There is no such agent or version in this project" text="Its runs may be older than the retention time, or belong to another project." />
)

function Diff({ diff, isStale }: { readonly diff: VersionsDiff; readonly isStale: boolean }) {
  const window = windowOf(useSearchParams()[0])
  const { a, b, agentId } = diff
  const base = `/p/${useParams()['project'] ?? 'default'}/versions`
  // The groups' page counts a day unless told: it must count what is counted here.
  const search = `?${serialiseFilter(window.from === undefined && window.to === undefined && window.last === undefined ? { ...window, last: defaultWindow } : window)}`
  return (
    <article aria-labelledby="versions-title" aria-busy={isStale} className={classes('grid grid-cols-[minmax(0,1fr)] gap-4', isStale && 'opacity-60')}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <BackLink to={base}>Versions</BackLink>
        <h1 id="versions-title" className="min-w-0 flex-1 basis-52 text-base font-semibold [overflow-wrap:anywhere]">
          {agentId} <span className="font-normal text-muted">{a === null ? b.version : `${a.version} against ${b.version}`}</span>
        </h1>
        {a === null ? null : <CopyButton label="Copy as Markdown" text={() => versionReport(diff, globalThis.window.location.href)} />}
      </div>
      <VersionForm diff={diff} window={window} />
      <section aria-label="What changed" data-testid="version-headline" className="rounded-lg border border-l-4 border-hairline border-l-link bg-surface px-4 py-3">
        <p className="text-[0.9375rem] font-medium [overflow-wrap:anywhere]">{headline(diff)}</p>
        <p className="mt-1 text-[0.8125rem] text-muted">
          {a === null ? null : <>{`A: ${a.version}, ${plural(a.runs, 'run')}, first seen `}<Ago at={a.firstSeenAt} />. </>}
          {`B: ${b.version}, ${plural(b.runs, 'run')}, first seen `}
          <Ago at={b.firstSeenAt} />.
        </p>
      </section>
      {a === null ? null : (
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,5fr)_minmax(0,3fr)]">
          <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
            <Panel title="Numbers" note={diff.isSampled ? 'Intervals of percentiles from the newest 5,000 runs of a version' : undefined}>
              <MetricTable diff={diff} />
            </Panel>
            <Panel title="Tools" note="Calls a run, retries not counted">
              <ToolTable diff={diff} />
            </Panel>
          </div>
          <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
            <GroupLists diff={diff} search={search} />
          </div>
        </div>
      )}
    </article>
  )
}
