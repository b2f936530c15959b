import { Link } from '@remix-run/react'
import { plural } from '../../format/count.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { ExportMenu } from './export-menu.tsx'
import { listAddress } from './list-query.ts'
import type { ListQuery } from './list-query.ts'

interface ListToolsProps {
  readonly query: ListQuery
  readonly facets: { readonly runs: number; readonly isCapped: boolean } | undefined
  readonly isLive: boolean
  readonly isLost: boolean
  readonly onLive: (isOn: boolean) => void
}

/** What can be done with the list as a whole. */
export function ListTools({ query, facets, isLive, isLost, onLive }: ListToolsProps) {
  const { filter, sort, cursor, density } = query
  const other = density === 'cosy' ? 'compact' : 'cosy'
  const canFollow = sort === '-started' && cursor === null
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span data-testid="run-count" className="text-muted">
        {facets === undefined ? '' : facets.isCapped ? '10,000+ runs' : plural(facets.runs, 'run')}
      </span>
      <span className="flex-1" />
      {isLost ? <span className="text-xs text-recovered-text">The live tail was lost. Switch it on again.</span> : null}
      <Button
        className="noscript:hidden"
        aria-pressed={isLive && canFollow}
        disabled={!canFollow}
        title={canFollow ? 'New runs of this filter as they come' : 'For the first page of the newest runs'}
        onClick={() => onLive(!isLive)}
      >
        <span aria-hidden="true" className={isLive && canFollow ? 'size-2 rounded-full bg-ok' : 'size-2 rounded-full border border-line'} />
        Live tail
      </Button>
      <Link className={buttonClass()} replace preventScrollReset to={listAddress(filter, sort, cursor, other)}>
        {other === 'compact' ? 'Compact rows' : 'Cosy rows'}
      </Link>
      <ExportMenu query={query} />
    </div>
  )
}
