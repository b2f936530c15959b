import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { failureCategories } from '@agenttracer/schema'
import type { RunFilter } from '@agenttracer/schema'
import type { FailureSort } from '@agenttracer/schema/query'
import { Button } from '../../ui/button.tsx'
import { filterInputOf } from '../../api/filter-input.ts'
import { defaultWindow } from './list-query.ts'
import type { GroupsQuery } from './list-query.ts'

const windows = [['1h', 'Last hour'], ['24h', 'Last 24 h'], ['7d', 'Last 7 days'], ['14d', 'Last 14 days'], ['30d', 'Last 30 days']] as const
const orders: Readonly<Record<FailureSort, string>> = { '-runs': 'Most runs', '-last': 'Last seen', '-first': 'First seen' }

/** A plain GET form: it works without a script. What it does not show stays in the address. */
export function GroupFilter({ query: { filter, tab, sort }, agents }: { readonly query: GroupsQuery; readonly agents: readonly string[] }) {
  const [agent, cat] = [single(filter.agent), single(filter.cat)]
  return (
    <Form method="get" action="." role="search" aria-label="Filter failures" className="flex flex-wrap items-end gap-2">
      <Kept filter={filter} without={['last', ...(agent === undefined ? [] : ['agent']), ...(cat === undefined ? [] : ['cat'])]} />
      {tab === 'open' ? null : <input type="hidden" name="state" value={tab} />}
      {agent === undefined ? null : (
        <Choice name="agent" label="Agent" value={agent} isFirst>
          <option value="">All agents</option>
          {[...new Set([...agents, ...(agent === '' ? [] : [agent])])].map((name) => (
            <option key={name}>{name}</option>
          ))}
        </Choice>
      )}
      {cat === undefined ? null : (
        <Choice name="cat" label="Failure in" value={cat}>
          <option value="">Any category</option>
          {failureCategories.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </Choice>
      )}
      {filter.from !== undefined || filter.to !== undefined ? null : <WindowChoice last={filter.last ?? defaultWindow} />}
      <Choice name="sort" label="Order" value={sort}>
        {Object.entries(orders).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </Choice>
      <Button type="submit">Show</Button>
    </Form>
  )
}

/** `isBare`: its label is for screen readers only. */
export function WindowChoice({ last, isBare }: { readonly last: string; readonly isBare?: boolean }) {
  return (
    <Choice name="last" label="Time" value={last} isBare={isBare === true}>
      {[...windows, ...(windows.some(([value]) => value === last) ? [] : [[last, `Last ${last}`] as const])].map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </Choice>
  )
}

/** The one value that a single choice can show; empty for none, undefined where the filter says more than that. */
function single(choice: RunFilter['agent'] | RunFilter['cat']): string | undefined {
  if (choice === undefined) return ''
  return choice.include.length === 1 && choice.exclude.length === 0 ? choice.include[0] : undefined
}

function Kept({ filter, without }: { readonly filter: RunFilter; readonly without: readonly string[] }) {
  const values = Object.entries(filterInputOf(filter)).filter(([name]) => !without.includes(name))
  return <>{values.flatMap(([name, value]) => [value].flat().map((item) => <input key={`${name}=${String(item)}`} type="hidden" name={name} value={String(item)} />))}</>
}

interface ChoiceProps {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly isFirst?: boolean
  readonly isBare?: boolean
  readonly children: ReactNode
}

function Choice({ name, label, value, isFirst, isBare, children }: ChoiceProps) {
  return (
    <label className="grid gap-0.5 text-xs text-muted">
      <span className={isBare === true ? 'sr-only' : ''}>{label}</span>
      <select
        name={name}
        defaultValue={value}
        {...(isFirst === true ? { 'data-filter-field': '' } : {})}
        onChange={(event) => event.currentTarget.form?.requestSubmit()}
        className="h-[1.875rem] max-w-56 rounded-md border border-line bg-bg px-2 text-[0.8125rem] text-fg"
      >
        {children}
      </select>
    </label>
  )
}
