import type { RunSummary } from '@agenttracer/schema/query'
import { Link } from '@remix-run/react'
import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import { Icon } from '../../ui/icon.tsx'
import { excludingValue, onlyValue } from './filter-change.ts'
import type { ChoiceParameter } from './filter-change.ts'
import { filteredAddress } from './list-query.ts'
import type { ListQuery } from './list-query.ts'

interface RowMenuProps {
  readonly run: RunSummary
  readonly query: ListQuery
}

/** Filters by what a row holds. Its links are made when it opens: a page of rows would have hundreds. */
export function RowMenu({ run, query }: RowMenuProps) {
  const [isOpen, setOpen] = useState(false)
  const onKeyDown = (event: KeyboardEvent<HTMLDetailsElement>): void => {
    if (event.key !== 'Escape') return
    setOpen(false)
    event.currentTarget.querySelector('summary')?.focus()
  }
  return (
    <details name="row-menu" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)} onKeyDown={onKeyDown} className="relative z-10 open:z-30 noscript:hidden">
      <summary className="flex size-6 list-none items-center justify-center rounded text-muted hover:bg-selected hover:text-fg [&::-webkit-details-marker]:hidden">
        <Icon name="dots" className="size-4" />
        <span className="sr-only">Filter by this run of {run.agentId}</span>
      </summary>
      {isOpen ? (
        <ul className="absolute right-0 z-20 mt-1 w-80 max-w-[calc(100vw-3rem)] rounded-lg border border-line bg-bg p-2 text-left whitespace-normal shadow-lg">
          {valuesOf(run).map(([field, title, value]) => (
            <li key={field} className="flex min-h-7 items-center gap-3 px-1">
              <span className="min-w-0 flex-1 truncate">
                <span className="text-muted">{title}</span> {value}
              </span>
              <Link className="text-link" to={filteredAddress(query, onlyValue(query.filter, field, value))} onClick={() => setOpen(false)}>
                Only this<span className="sr-only"> {title} {value}</span>
              </Link>
              <Link className="text-link" to={filteredAddress(query, excludingValue(query.filter, field, value))} onClick={() => setOpen(false)}>
                Exclude<span className="sr-only"> {title} {value}</span>
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
    </details>
  )
}

function valuesOf({ agentId, agentVersion, environment, status, verdict }: RunSummary): readonly (readonly [field: ChoiceParameter, title: string, value: string])[] {
  const all: readonly (readonly [ChoiceParameter, string, string | null])[] = [
    ['agent', 'Agent', agentId], ['version', 'Version', agentVersion], ['env', 'Environment', environment], ['status', 'Status', status],
    ['code', 'Code', verdict === null ? null : `${verdict.category}.${verdict.code}`],
  ]
  return all.flatMap(([field, title, value]) => (value === null ? [] : [[field, title, value] as const]))
}
