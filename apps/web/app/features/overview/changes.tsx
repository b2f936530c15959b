import { describeFailure } from '@agenttracer/schema'
import type { OverviewChange } from '@agenttracer/schema/query'
import { Link, useParams } from '@remix-run/react'
import type { ReactNode } from 'react'
import { plural } from '../../format/count.ts'
import { duration } from '../../format/duration.ts'
import { rate } from '../../format/percent.ts'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon.tsx'
import { Ago } from '../../ui/when.tsx'

const first = 6
const looks: Readonly<Record<OverviewChange['kind'], { readonly icon: IconName; readonly word: string }>> = {
  version: { icon: 'plus', word: 'New version' }, silent: { icon: 'pause', word: 'Gone silent' }, failure: { icon: 'cross', word: 'New failure' },
}

/** What is otherwise than before the window, newest first: where to look when something is worse. Releases are not drowned by failures. */
export function Changes({ items, last }: { readonly items: readonly OverviewChange[]; readonly last: string }) {
  if (items.length === 0) return <p className="border-t border-hairline py-2 text-muted">No new version, no new failure, no agent gone silent in the last {last}.</p>
  const [failures, others] = [items.filter(({ kind }) => kind === 'failure'), items.filter(({ kind }) => kind !== 'failure')]
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-6 lg:grid-cols-2" data-testid="changes">
      {others.length === 0 ? <p className="border-t border-hairline py-2 text-muted">No new version, no agent gone silent.</p> : <List items={others} last={last} label="Versions and agents" />}
      {failures.length === 0 ? <p className="border-t border-hairline py-2 text-muted">No new failure.</p> : <List items={failures} last={last} label="New failures" />}
    </div>
  )
}

function List({ items, last, label }: { readonly items: readonly OverviewChange[]; readonly last: string; readonly label: string }) {
  const rest = items.slice(first)
  return (
    <div className="min-w-0">
      <ul aria-label={label} className="border-t border-hairline text-[0.8125rem]">{items.slice(0, first).map((item) => <Change key={keyOf(item)} item={item} last={last} />)}</ul>
      {rest.length === 0 ? null : (
        <details>
          <summary className="min-h-6 py-1 text-[0.8125rem] text-link">{rest.length} more</summary>
          <ul aria-label={`More: ${label.toLowerCase()}`} className="border-t border-hairline text-[0.8125rem]">{rest.map((item) => <Change key={keyOf(item)} item={item} last={last} />)}</ul>
        </details>
      )}
    </div>
  )
}

const keyOf = (item: OverviewChange): string => `${item.kind} ${item.agentId} ${item.version} ${item.kind === 'failure' ? item.fingerprint : ''}`

function Change({ item, last }: { readonly item: OverviewChange; readonly last: string }) {
  const { icon, word } = looks[item.kind]
  return (
    <li className="grid grid-cols-[7rem_minmax(0,1fr)_auto] items-baseline gap-x-3 border-b border-hairline py-1.5 max-sm:grid-cols-[minmax(0,1fr)_auto]" data-change={item.kind}>
      <span className="inline-flex items-center gap-1 text-muted max-sm:col-span-2">
        <Icon name={icon} className="size-3.5" />
        {word}
      </span>
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <Told item={item} last={last} />
      </span>
      <span className="text-xs whitespace-nowrap text-muted">
        <Ago at={item.at} />
      </span>
    </li>
  )
}

function Told({ item, last }: { readonly item: OverviewChange; readonly last: string }): ReactNode {
  const base = `/p/${useParams()['project'] ?? 'default'}`
  if (item.kind === 'silent') {
    return (
      <>
        <Link className="font-medium text-link" to={`${base}/runs/${item.runId}`}>
          {item.agentId} {item.version}
        </Link>{' '}
        <span className="text-muted">has not run since; its pauses before were at most {duration(item.longestPauseMs)}</span>
      </>
    )
  }
  if (item.kind === 'failure') {
    const { what } = describeFailure({ category: item.category, code: item.code, stepType: item.stepType ?? undefined, stepName: item.stepName ?? undefined, httpStatus: item.httpStatus ?? undefined })
    return (
      <>
        <Link className="font-medium text-link" to={`${base}/failures/${item.fingerprint}?last=${last}`}>
          {what.replace(/\.$/, '')}
        </Link>{' '}
        <span className="text-muted">
          {item.agentId} {item.version}, {plural(item.runs, 'run')}
        </span>
      </>
    )
  }
  const { text } = rate(item.failed, item.rated)
  const outcome = item.rated === 0 ? 'none ended yet' : `${text} failed`
  return (
    <>
      <Link className="font-medium text-link" to={item.previousVersion === null ? `${base}/runs?${new URLSearchParams({ agent: item.agentId, last })}` : `${base}/versions/${encodeURIComponent(item.agentId)}?${new URLSearchParams({ a: item.previousVersion, b: item.version })}`}>
        {item.agentId} {item.version}
      </Link>{' '}
      <span className="text-muted">
        {item.previousVersion === null ? 'a new agent' : `after ${item.previousVersion}`}; {plural(item.runs, 'run')}, {outcome}
      </span>
    </>
  )
}
