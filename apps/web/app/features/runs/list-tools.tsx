import { Link } from '@remix-run/react'
import type { SavedView } from '@agenttracer/schema/query'
import { plural } from '../../format/count.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ColumnMenu } from './column-menu.tsx'
import { CompareForm } from './compare-form.tsx'
import { ExportMenu } from './export-menu.tsx'
import { listAddress } from './list-query.ts'
import type { ListQuery } from './list-query.ts'
import type { Selection } from './use-selection.ts'
import { ViewsMenu } from './views-menu.tsx'

interface ListToolsProps {
  readonly query: ListQuery
  readonly views: readonly SavedView[]
  readonly selection: Selection
  /** Runs on this page. */
  readonly shown: readonly string[]
  readonly facets: { readonly runs: number; readonly isCapped: boolean } | undefined
  readonly isLive: boolean
  readonly isLost: boolean
  readonly onLive: (isOn: boolean) => void
  readonly onAgain: () => void
}

/** What can be done with the list as a whole. */
export function ListTools({ query, views, selection, shown, facets, isLive, isLost, onLive, onAgain }: ListToolsProps) {
  const { sort, cursor, density } = query
  const other = density === 'cosy' ? 'compact' : 'cosy'
  const canFollow = sort === '-started' && cursor === null
  const isFollowed = isLive && canFollow && !isLost
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span data-testid="run-count" className="text-muted">
        {facets === undefined ? '' : facets.isCapped ? '10,000+ runs' : plural(facets.runs, 'run')}
      </span>
      <ViewsMenu query={query} views={views} />
      <CompareForm selection={selection} shown={shown} />
      <span className="flex-1" />
      <span role="status" className="text-xs text-recovered-text">
        {isLost ? <>The live tail was lost. Switch it on again, or <a className="text-link" href="">load the page again</a>.</> : null}
      </span>
      <Button
        className="noscript:hidden"
        aria-pressed={isFollowed}
        disabled={!canFollow}
        title={canFollow ? 'New runs of this filter as they come' : 'For the first page of the newest runs'}
        onClick={() => (isLost ? onAgain() : onLive(!isLive))}
      >
        <span aria-hidden="true" className={isFollowed ? 'size-2 rounded-full bg-ok' : 'size-2 rounded-full border border-line'} />
        Live tail
      </Button>
      <Link className={buttonClass()} replace preventScrollReset to={listAddress({ ...query, density: other })}>
        {other === 'compact' ? 'Compact rows' : 'Cosy rows'}
      </Link>
      <ColumnMenu query={query} />
      <ExportMenu query={query} />
      <span className="noscript:hidden">
        <CopyButton label="Share" text={() => window.location.href} />
      </span>
    </div>
  )
}
