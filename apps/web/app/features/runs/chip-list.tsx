import { Link } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { Icon } from '../../ui/icon.tsx'
import { filterChips } from './filter-chips.ts'
import { filteredAddress } from './list-query.ts'
import type { ListQuery } from './list-query.ts'

/** The filter as chips; each goes by itself. */
export function FilterChips({ query }: { readonly query: ListQuery }) {
  const chips = filterChips(query.filter)
  const list = useRef<HTMLUListElement>(null)
  const before = useRef(chips.length)
  // The chip that was pressed is gone: the focus goes to the next one, or to the filter.
  useEffect(() => {
    if (chips.length < before.current && document.activeElement === document.body) (list.current?.querySelector('a') ?? document.querySelector<HTMLElement>('[data-filter-field]'))?.focus()
    before.current = chips.length
  }, [chips.length])
  if (chips.length === 0) return null
  return (
    <ul ref={list} aria-label="Active filters" className="flex flex-wrap gap-1.5">
      {chips.map(({ label, value, isExcluded, without }) => (
        <li key={`${label}${String(isExcluded)}${value}`}>
          <Link to={filteredAddress(query, without)} className="group flex min-h-6 max-w-80 items-center gap-1 rounded-full border border-line bg-surface py-0.5 pr-1.5 pl-2.5 text-xs text-fg no-underline hover:bg-selected">
            <span className="sr-only">Remove filter </span>
            <span className="text-muted">
              {label}
              {isExcluded ? ' not' : ''}:
            </span>
            <span className="truncate">{value}</span>
            <Icon name="cross" className="size-3 shrink-0 text-muted" />
          </Link>
        </li>
      ))}
      {chips.length > 1 ? (
        <li>
          <Link to={filteredAddress(query, {})} className="inline-flex min-h-6 items-center px-1 text-xs text-link">
            Clear all
          </Link>
        </li>
      ) : null}
    </ul>
  )
}
