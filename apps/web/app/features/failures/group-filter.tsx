import { Form } from '@remix-run/react'
import { failureCategories } from '@agenttracer/schema'
import type { FailureSort } from '@agenttracer/schema/query'
import { KeptFilter } from '../../filter-form/kept-filter.tsx'
import { singleValue } from '../../filter-form/single-value.ts'
import { WindowChoice } from '../../filter-form/window-choice.tsx'
import { Button } from '../../ui/button.tsx'
import { Choice, withChosen } from '../../ui/choice.tsx'
import { defaultWindow } from './list-query.ts'
import type { GroupsQuery } from './list-query.ts'

const orders: Readonly<Record<FailureSort, string>> = { '-runs': 'Most runs', '-last': 'Last seen', '-first': 'First seen' }

/** A plain GET form: it works without a script. What it does not show stays in the address. */
export function GroupFilter({ query: { filter, tab, sort }, agents }: { readonly query: GroupsQuery; readonly agents: readonly string[] }) {
  const [agent, cat] = [singleValue(filter.agent), singleValue(filter.cat)]
  return (
    <Form method="get" action="." role="search" aria-label="Filter failures" className="flex flex-wrap items-end gap-2">
      <KeptFilter filter={filter} without={['last', ...(agent === undefined ? [] : ['agent']), ...(cat === undefined ? [] : ['cat'])]} />
      {tab === 'open' ? null : <input type="hidden" name="state" value={tab} />}
      {agent === undefined ? null : (
        <Choice name="agent" label="Agent" value={agent} isFirst>
          <option value="">All agents</option>
          {withChosen(agents, agent).map((name) => (
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
