import { failureCategories, runViewStatuses } from '@agenttracer/schema'
import type { RunFilter } from '@agenttracer/schema'
import type { RunFacets } from '@agenttracer/schema/query'
import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { KeptFields } from './kept-fields.tsx'
import { chosenRange } from './form-address.ts'
import type { ListQuery } from './list-query.ts'
import { count } from '../../format/count.ts'

interface FilterFormProps {
  readonly query: ListQuery
  readonly agents: readonly string[]
  readonly facets: RunFacets | undefined
}

const windows = [['', 'Any time'], ['1h', 'Last hour'], ['24h', 'Last 24 h'], ['7d', 'Last 7 days'], ['30d', 'Last 30 days']] as const
const statusWords: Record<string, string> = { success: 'OK', failed: 'Failed', running: 'Running', cancelled: 'Cancelled', interrupted: 'Waiting', incomplete: 'No end' }

/** A plain GET form: it works without a script, and its fields are the codec's own parameters. */
export function FilterForm({ query, agents, facets }: FilterFormProps) {
  const { filter } = query
  const hasRange = filter.from !== undefined || filter.to !== undefined
  const one = (field: 'agent' | 'status' | 'cat'): string => single(filter, field)
  const inForm = ['agent', 'status', 'cat', 'last'].filter((name) => name === 'last' || single(filter, name as 'agent') !== '' || !isSet(filter, name as 'agent'))
  return (
    <Form method="get" action="." role="search" aria-label="Filter runs" className="grid grid-cols-2 items-end gap-2 sm:flex sm:flex-wrap">
      <KeptFields query={query} without={inForm} />
      {inForm.includes('agent') ? (
        <Choice name="agent" label="Agent" value={one('agent')} isFirst>
          <option value="">All agents</option>
          {[...new Set([...agents, ...(one('agent') === '' ? [] : [one('agent')])])].map((agent) => (
            <option key={agent} value={agent}>
              {counted(agent, facets?.agent, agent)}
            </option>
          ))}
        </Choice>
      ) : null}
      {inForm.includes('status') ? (
        <Choice name="status" label="Status" value={one('status')}>
          <option value="">Any status</option>
          {runViewStatuses.map((status) => (
            <option key={status} value={status}>
              {counted(statusWords[status] ?? status, facets?.status, status)}
            </option>
          ))}
        </Choice>
      ) : null}
      {inForm.includes('cat') ? (
        <Choice name="cat" label="Failure in" value={one('cat')}>
          <option value="">Any category</option>
          {failureCategories.map((category) => (
            <option key={category}>{category}</option>
          ))}
        </Choice>
      ) : null}
      <Choice name="last" label="Time" value={hasRange ? chosenRange : (filter.last ?? '')}>
        {hasRange ? <option value={chosenRange}>Chosen range</option> : null}
        {[...windows, ...(filter.last === undefined || windows.some(([value]) => value === filter.last) ? [] : [[filter.last, `Last ${filter.last}`] as const])].map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </Choice>
      <Button type="submit">Filter</Button>
    </Form>
  )
}

const isSet = (filter: RunFilter, field: 'agent' | 'status' | 'cat'): boolean => filter[field] !== undefined

/** The value of a field that a single choice can show; empty when there is none or more than one. */
function single(filter: RunFilter, field: 'agent' | 'status' | 'cat'): string {
  const choice = filter[field]
  return choice !== undefined && choice.include.length === 1 && choice.exclude.length === 0 ? (choice.include[0] ?? '') : ''
}

/** `Failed (38)`; without a number while the counts are not there. */
function counted(word: string, values: readonly { readonly value: string; readonly runs: number }[] | undefined, value: string): string {
  if (values === undefined) return word
  return `${word} (${count(values.find((one) => one.value === value)?.runs ?? 0)})`
}

interface ChoiceProps {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly isFirst?: boolean
  readonly children: ReactNode
}

function Choice({ name, label, value, isFirst, children }: ChoiceProps) {
  return (
    <label className="grid min-w-0 gap-0.5 text-xs text-muted">
      {label}
      <select
        name={name}
        defaultValue={value}
        {...(isFirst === true ? { 'data-filter-field': '' } : {})}
        onChange={(event) => event.currentTarget.form?.requestSubmit()}
        className="h-8 w-full min-w-32 rounded-md sm:w-auto sm:max-w-56 border border-line bg-bg px-2 text-[0.8125rem] text-fg"
      >
        {children}
      </select>
    </label>
  )
}
