import type { RunsShares } from '@agenttracer/schema/query'
import { Link, useSearchParams } from '@remix-run/react'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../api/api-context.ts'
import { panelError } from '../../api/panel-error.ts'
import { exactCount, plural } from '../../format/count.ts'
import { duration } from '../../format/duration.ts'
import { Panel } from '../../ui/panel.tsx'
import { EmptyState, FailedPanel, Notice, Skeleton } from '../../ui/states.tsx'
import { chosenRuns } from './chosen-runs.ts'
import { sharesQuery } from './queries.ts'

const fields = [['status', 'Status'], ['code', 'Failure code'], ['agent', 'Agent'], ['version', 'Version'], ['env', 'Environment'], ['tool', 'Tool'], ['model', 'Model']] as const

/** Three to fifty runs that a reader chose, told in shares. */
export function SharesPage() {
  const [params] = useSearchParams()
  const { runIds, leftOut } = chosenRuns(params)
  const shares = useQuery({ ...sharesQuery(useApi(), runIds), enabled: runIds.length > 1 })
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap items-baseline gap-x-4">
        <h1 className="text-lg font-semibold">Comparison of {plural(runIds.length, 'run')}</h1>
        <Link className="text-link" to="..">
          Runs
        </Link>
      </div>
      {leftOut === 0 ? null : <Notice>A comparison takes 50 runs; {plural(leftOut, 'run')} beyond that {leftOut === 1 ? 'is' : 'are'} left out.</Notice>}
      {runIds.length < 2 ? (
        <EmptyState title="Nothing to compare">
          Select two runs or more in the list of runs, then press Compare. Two are set side by side, up to 50 are told in shares.
        </EmptyState>
      ) : shares.data !== undefined ? (
        <Shares shares={shares.data} asked={runIds.length} />
      ) : shares.error === null ? (
        <Skeleton rows={8} label="the comparison" />
      ) : (
        <FailedPanel what="The comparison" {...panelError(shares.error)} isRetrying={shares.isFetching} onRetry={() => void shares.refetch()} />
      )}
    </div>
  )
}

function Shares({ shares, asked }: { readonly shares: RunsShares; readonly asked: number }) {
  const { runs, latencyMs, stepsP50, retried } = shares
  if (runs === 0) return <EmptyState title="This project has none of these runs">They may be older than the retention, or belong to another project.</EmptyState>
  return (
    <>
      {runs < asked ? <Notice>{plural(asked - runs, 'run')} of the link {asked - runs === 1 ? 'is' : 'are'} not in this project, or older than its retention.</Notice> : null}
      <dl data-testid="shares-totals" className="flex flex-wrap gap-x-8 gap-y-2">
        <Fact name="Median duration" value={latencyMs.p50 === null ? 'not recorded' : duration(latencyMs.p50)} />
        <Fact name="95th percentile" value={latencyMs.p95 === null ? 'not recorded' : duration(latencyMs.p95)} />
        <Fact name="Median steps" value={stepsP50 === null ? 'not recorded' : String(stepsP50)} />
        <Fact name="With retries" value={`${exactCount(retried)} of ${exactCount(runs)}`} />
      </dl>
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2 xl:grid-cols-3">
        {fields.map(([field, title]) => (
          <FieldShares key={field} title={title} runs={runs} values={shares[field]} />
        ))}
      </div>
    </>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="text-[0.9375rem] font-medium tabular-nums">{value}</dd>
    </div>
  )
}

interface FieldSharesProps {
  readonly title: string
  readonly runs: number
  readonly values: readonly { readonly value: string; readonly runs: number }[]
}

/** A run may have more than one tool or model, so shares of a field need not add up. */
function FieldShares({ title, runs, values }: FieldSharesProps) {
  if (values.length === 0) return null
  return (
    <Panel title={title}>
      <table className="w-full text-[0.8125rem]">
        <thead className="sr-only">
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">Runs of {runs}</th>
          </tr>
        </thead>
        <tbody>
          {values.map(({ value, runs: having }) => (
            <tr key={value} className="border-b border-hairline">
              <th scope="row" className="py-1 pr-3 text-left font-medium break-words">
                {value}
              </th>
              <td className="w-44 py-1">
                <span className="flex items-center gap-2">
                  <span aria-hidden="true" className="h-2 flex-1 overflow-hidden rounded bg-surface">
                    <span className="block h-full bg-link" style={{ width: `${(100 * having) / runs}%` }} />
                  </span>
                  <span className="w-16 text-right tabular-nums">
                    {having} of {runs}
                  </span>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
