import { columnsText } from '@agenttracer/schema'
import { Form, useNavigate } from '@remix-run/react'
import type { FormEvent, ReactNode } from 'react'
import { KeptFilter } from '../../filter-form/kept-filter.tsx'
import { formMark, submittedAddress } from './form-address.ts'
import type { ListQuery } from './list-query.ts'

interface ListFormProps {
  readonly query: ListQuery
  /** Fields that the form shows itself. */
  readonly without: readonly string[]
  readonly search?: string
  readonly preventScrollReset?: boolean
  readonly className: string
  readonly children: ReactNode
}

/**
 * A plain GET form of the list: it works without a script, and what it does not show stays as it is. The server leads what was sent to the
 * address that it means; a script goes there at once. `search`: the name of a form that filters.
 */
export function ListForm({ query, without, search, preventScrollReset = false, className, children }: ListFormProps) {
  const navigate = useNavigate()
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    const fields = [...new FormData(event.currentTarget)].map(([name, value]): [string, string] => [name, String(value)])
    const meant = submittedAddress(new URLSearchParams(fields))
    if (meant === undefined) return
    event.preventDefault()
    void navigate(meant, { preventScrollReset })
  }
  return (
    <Form method="get" action="." onSubmit={submit} preventScrollReset={preventScrollReset} {...(search === undefined ? {} : { role: 'search', 'aria-label': search })} className={className}>
      <KeptFields query={query} without={without} />
      {children}
    </Form>
  )
}

function KeptFields({ query: { filter, sort, density, columns, view }, without }: Pick<ListFormProps, 'query' | 'without'>) {
  const cols = columnsText(columns)
  return (
    <>
      <input type="hidden" name={formMark} value="1" />
      <KeptFilter filter={filter} without={without} />
      {sort === '-started' ? null : <input type="hidden" name="sort" value={sort} />}
      {density === 'cosy' ? null : <input type="hidden" name="density" value={density} />}
      {cols === undefined || without.includes('cols') ? null : <input type="hidden" name="cols" value={cols} />}
      {view === null ? null : <input type="hidden" name="view" value={view} />}
    </>
  )
}
