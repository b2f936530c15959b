import { Link } from '@remix-run/react'
import type { RunsPage } from '@agenttracer/schema/query'
import { plural } from '../../format/count.ts'
import { buttonClass } from '../../ui/button.tsx'
import { listAddress } from './list-query.ts'
import type { ListQuery } from './list-query.ts'

/** Keyset paging: always exact, no matter how many runs there are; hence no page numbers. */
export function Paging({ page, query }: { readonly page: RunsPage; readonly query: ListQuery }) {
  const isFirst = query.cursor === null
  const to = (cursor: string | null): string => listAddress({ ...query, cursor })
  return (
    <nav aria-label="Pages" className="mt-3 flex items-center gap-2">
      <span className="text-muted">{isFirst && page.nextCursor === null ? plural(page.items.length, 'run') : `${plural(page.items.length, 'run')} shown`}</span>
      <span className="flex-1" />
      {isFirst || page.prevCursor === null ? null : (
        <Link className={buttonClass()} to={to(page.prevCursor)}>
          Newer
        </Link>
      )}
      {page.nextCursor === null ? null : (
        <Link className={buttonClass()} to={to(page.nextCursor)}>
          Older
        </Link>
      )}
    </nav>
  )
}
