import { Link } from '@remix-run/react'
import type { RunListColumn } from '@agenttracer/schema'
import type { RunSort, RunSummary } from '@agenttracer/schema/query'
import { RunStatus } from '../../run-row/run-status.tsx'
import { runAddress, trailKey, trailSearch } from '../../run-trail/trail.ts'
import { Icon } from '../../ui/icon.tsx'
import { Ago } from '../../ui/when.tsx'
import { classes } from '../../ui/classes.ts'
import { columnTitles } from './column-menu.tsx'
import { compareFormId } from './compare-form.tsx'
import { listAddress } from './list-query.ts'
import type { ListQuery } from './list-query.ts'
import { RowMenu } from './row-menu.tsx'
import { RunCell } from './run-cells.tsx'
import type { Selection } from './use-selection.ts'
import { useRowKeys } from '../../ui/use-row-keys.ts'

interface RunsTableProps {
  readonly runs: readonly RunSummary[]
  readonly query: ListQuery
  readonly selection: Selection
}

/** The list answers the common case by itself: what failed stands in the row. Cards on a narrow screen. */
export function RunsTable({ runs, query, selection }: RunsTableProps) {
  const onKeyDown = useRowKeys()
  return (
    <table className={classes('cards w-full text-[0.8125rem]', query.density === 'compact' && 'leading-tight md:[&_td]:py-0')} data-testid="runs-table" onKeyDown={onKeyDown}>
      <thead className="text-xs text-muted">
        <tr className="border-b border-hairline">
          <th scope="col">
            <span className="sr-only">Select</span>
          </th>
          <Head>Status</Head>
          <Sortable name="Started" by="started" query={query} />
          <Head>Agent and version</Head>
          {query.columns.map((column) => (
            <ColumnHead key={column} column={column} query={query} />
          ))}
          <th scope="col">
            <span className="sr-only">Filter by the run</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <RunRow key={run.runId} run={run} query={query} selection={selection} />
        ))}
      </tbody>
    </table>
  )
}

function ColumnHead({ column, query }: { readonly column: RunListColumn; readonly query: ListQuery }) {
  if (column === 'duration') return <Sortable name={columnTitles.duration} by="duration" query={query} isNumber />
  return (
    <Head isWide={column === 'what'} isNumber={column !== 'what' && column !== 'env'}>
      {columnTitles[column]}
    </Head>
  )
}

function RunRow({ run, query, selection }: { readonly run: RunSummary; readonly query: ListQuery; readonly selection: Selection }) {
  const isSelected = selection.ids.has(run.runId)
  return (
    <tr data-run-id={run.runId} className={classes('relative border-b border-hairline hover:bg-surface focus-within:bg-selected', isSelected && 'bg-selected')}>
      <td>
        <label className="relative z-10 flex size-6 items-center justify-center">
          <span className="sr-only">Select the run of {run.agentId}</span>
          <input type="checkbox" name="run" value={run.runId} form={compareFormId} checked={isSelected} onChange={() => selection.toggle(run.runId)} className="size-4" />
        </label>
      </td>
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
      {query.columns.map((column) => (
        <RunCell key={column} column={column} run={run} />
      ))}
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
      <Link to={listAddress({ ...query, sort: query.sort === down ? up : down, cursor: null })} className="inline-flex whitespace-nowrap min-h-6 items-center gap-0.5 text-muted no-underline hover:text-fg">
        {name}
        {order === 'none' ? null : <Icon name="down" className={order === 'ascending' ? 'size-3 self-center rotate-180' : 'size-3 self-center'} />}
      </Link>
    </th>
  )
}
