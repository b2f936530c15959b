import type { VersionsList } from '@agenttracer/schema/query'
import { Link, useParams, useSearchParams } from '@remix-run/react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useApi } from '../../api/api-context.ts'
import { panelError } from '../../api/panel-error.ts'
import { WindowChoice } from '../../filter-form/window-choice.tsx'
import { exactCount, plural } from '../../format/count.ts'
import { rate } from '../../format/percent.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState, FailedPanel, Skeleton } from '../../ui/states.tsx'
import { Ago } from '../../ui/when.tsx'
import { defaultWindow, listQuery, windowOf } from './queries.ts'
import { OwnForm } from '../../ui/own-form.tsx'

const shown = 8

/** Every agent with its versions, each one click from its comparison with the one before. */
export function VersionsPage() {
  const [params] = useSearchParams()
  const list = useQuery(listQuery(useApi(), params))
  return (
    <article aria-labelledby="versions-title" className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <h1 id="versions-title" className="flex-1 py-1 text-base font-semibold">
          Versions
        </h1>
        <TimeForm last={windowOf(params).last ?? defaultWindow} />
      </div>
      {list.data !== undefined ? (
        <Agents list={list.data} />
      ) : list.error === null ? (
        <Skeleton rows={8} label="versions" />
      ) : (
        <FailedPanel what="The list of versions" {...panelError(list.error)} isRetrying={list.isFetching} onRetry={() => void list.refetch()} />
      )}
    </article>
  )
}

function TimeForm({ last }: { readonly last: string }) {
  return (
    <OwnForm method="get" aria-label="Time that is counted" className="flex items-end gap-2">
      <WindowChoice last={last} isBare />
      <noscript>
        <Button type="submit">Show</Button>
      </noscript>
    </OwnForm>
  )
}

function Agents({ list: { items } }: { readonly list: VersionsList }) {
  if (items.length === 0) return <EmptyState title="No run in this time.">Choose a longer time, or see <Link className="text-link" to="../start">how to send the first run</Link>.</EmptyState>
  return <div className="grid grid-cols-[minmax(0,1fr)] gap-6 xl:grid-cols-2">{items.map((item) => <Agent key={item.agentId} {...item} />)}</div>
}

function Agent({ agentId, versions }: VersionsList['items'][number]) {
  const base = `/p/${useParams()['project'] ?? 'default'}/versions/${encodeURIComponent(agentId)}`
  return (
    <section aria-label={agentId} className="min-w-0">
      <h2 className="mb-1 text-[0.9375rem] font-semibold [overflow-wrap:anywhere]">
        <Link className="text-fg" to={base}>
          {agentId}
        </Link>
      </h2>
      <table className="cards w-full text-[0.8125rem]" data-agent={agentId}>
        <thead className="text-xs text-muted">
          <tr className="border-b border-hairline">
            <Head>Version</Head>
            <Head>First seen</Head>
            <Head isNumber>Runs</Head>
            <Head isNumber>Failed</Head>
            <Head>
              <span className="sr-only">Compare</span>
            </Head>
          </tr>
        </thead>
        <tbody>
          {versions.slice(0, shown).map(({ version, firstSeenAt, runs, failed, rated }, at) => {
            const before = versions[at + 1]
            return (
              <tr key={version} className="border-b border-hairline" data-version={version}>
                <th scope="row" className="[overflow-wrap:anywhere]">{version}</th>
                <td className="whitespace-nowrap"><Ago at={firstSeenAt} /></td>
                <td className="num" data-label={runs === 1 ? 'run' : 'runs'}>{exactCount(runs)}</td>
                <td className="num" data-label="failed">{runs === 0 ? <span className="text-muted">none in this time</span> : rate(failed, rated).text}</td>
                <td className="whitespace-nowrap">
                  {before === undefined ? <span className="text-muted">the first</span> : (
                    <Link className="text-link" to={`${base}?${new URLSearchParams({ a: before.version, b: version })}`}>
                      compare with {before.version}
                    </Link>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {versions.length > shown ? <p className="py-1 text-xs text-muted">and {plural(versions.length - shown, 'older version')}, to choose on the comparison’s page</p> : null}
    </section>
  )
}

const Head = ({ children, isNumber }: { readonly children: ReactNode; readonly isNumber?: boolean }) => (
  <th scope="col" className={isNumber === true ? 'num' : ''}>
    {children}
  </th>
)
