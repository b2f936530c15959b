import { Link } from '@remix-run/react'
import type { RunSort, RunSummary } from '@agenttracer/schema/query'
import { duration } from '../../format/duration.ts'
import { RunStatus } from '../../run-row/run-status.tsx'
import { whatFailed } from '../../run-row/run-words.ts'
import { runAddress, trailKey, trailSearch } from '../../run-trail/trail.ts'
import { Count } from '../../ui/count.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Ago } from '../../ui/when.tsx'
import { classes } from '../../ui/classes.ts'
import { listAddress } from './list-query.ts'
import type { ListQuery } from './list-query.ts'
import { RowMenu } from './row-menu.tsx'
import { useRowKeys } from '../../ui/use-row-keys.ts'

/** The list answers the common case by itself: what failed stands in the row. Cards on a narrow screen. */
export function RunsTable({ runs, query }: { readonly runs: readonly RunSummary[]; readonly query: ListQuery }) {
  const onKeyDown = useRowKeys()
  return (
    <table className={classes('cards w-full text-[0.8125rem]', query.density === 'compact' && 'leading-tight md:[&_td]:py-0')} data-testid="runs-table" onKeyDown={onKeyDown}>
      <thead className="text-xs text-muted">
        <tr className="border-b border-hairline">
          <Head>Status</Head>
          <Sortable name="Started" by="started" query={query} />
          <Head>Agent and version</Head>
          <Head isWide>What failed</Head>
          <Head isNumber>Steps</Head>
          <Head isNumber>Retries</Head>
          <Sortable name="Duration" by="duration" query={query} isNumber />
          <Head isNumber>Tokens</Head>
          <th scope="col">
            <span className="sr-only">Filter by the run</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <RunRow key={run.runId} run={run} query={query} />
        ))}
      </tbody>
    </table>
  )
}

function RunRow({ run, query }: { readonly run: RunSummary; readonly query: ListQuery }) {
  const what = whatFailed(run)
  const tokens = run.inputTokens === null && run.outputTokens === null ? null : (run.inputTokens ?? 0) + (run.outputTokens ?? 0)
  return (
    <tr data-run-id={run.runId} className="relative border-b border-hairline hover:bg-surface focus-within:bg-selected">
      <td>
        <RunStatus run={run} />
      </td>
      <td className="whitespace-nowrap">
        <Link to={runAddress('.', run.runId, trailKey(trailSearch(query.filter))).slice(2)} data-row-link="" className="text-fg no-underline after:absolute after:inset-0">
          <span className="sr-only">Run of {run.agentId}, started </span>
          <Ago at={run.startedAt} />
        </Link>
      </td>
      <td>
        <span className="font-medium">{run.agentId}</span> <span className="text-muted">{run.agentVersion}</span>
      </td>
      <td className="wide text-muted">
        {what === null ? null : (
          <>
            <span className="text-fg">{what}</span> <span className="hidden font-mono text-xs 2xl:inline">{run.verdict?.category}.{run.verdict?.code}</span>
          </>
        )}
      </td>
      <td className="num" data-label="steps">
        <Count value={run.stepCount} />
      </td>
      <td className="num" data-label="retries">
        {run.retryCount === 0 ? <span className="text-muted">0</span> : <Count value={run.retryCount} />}
      </td>
      <td className="num">{run.durationMs === null ? <span className="text-muted">{run.status === 'running' ? 'running' : 'not recorded'}</span> : duration(run.durationMs)}</td>
      <td className="num" data-label="tokens">
        {tokens === null ? <span className="text-muted" title="not recorded">–<span className="sr-only">not recorded</span></span> : <Count value={tokens} />}
      </td>
      <td className="max-md:ml-auto">
        <RowMenu run={run} query={query} />
      </td>
    </tr>
  )
}

function Head({ children, isNumber, isWide }: { readonly children: string; readonly isNumber?: boolean; readonly isWide?: boolean }) {
  return (
    <th scope="col" className={isNumber === true ? 'num' : isWide === true ? 'wide' : ''}>
      {children}
    </th>
  )
}

/** Only the orders that the server has an index for. */
function Sortable({ name, by, query, isNumber }: { readonly name: string; readonly by: 'started' | 'duration'; readonly query: ListQuery; readonly isNumber?: boolean }) {
  const [down, up]: readonly [RunSort, RunSort] = [`-${by}`, by]
  const order = query.sort === down ? 'descending' : query.sort === up ? 'ascending' : 'none'
  return (
    <th scope="col" className={isNumber === true ? 'num' : ''} aria-sort={order}>
      <Link to={listAddress(query.filter, query.sort === down ? up : down, null, query.density)} className="inline-flex min-h-6 items-center gap-0.5 text-muted no-underline hover:text-fg">
        {name}
        {order === 'none' ? null : <Icon name="down" className={order === 'ascending' ? 'size-3 self-center rotate-180' : 'size-3 self-center'} />}
      </Link>
    </th>
  )
}
