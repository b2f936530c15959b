import type { RunFacets } from '@agenttracer/schema/query'
import { Link } from '@remix-run/react'
import { Button } from '../../ui/button.tsx'
import { Count } from '../../ui/count.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Field, fieldClass } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { withValue, withoutValue } from './filter-change.ts'
import type { ChoiceParameter } from './filter-change.ts'
import { ListForm } from './list-form.tsx'
import { filteredAddress } from './list-query.ts'
import type { ListQuery } from './list-query.ts'

const fields: readonly (readonly [field: ChoiceParameter, title: string])[] = [
  ['agent', 'Agent'], ['version', 'Version'], ['env', 'Environment'], ['status', 'Status'], ['code', 'Code'], ['tool', 'Tool'], ['model', 'Model'],
]
/** Values of a field in the panel; the field to type in offers all that the counts hold. */
const shown = 8

interface FacetPanelProps {
  readonly query: ListQuery
  readonly facets: RunFacets | undefined
  readonly address: string
}

/** `+ Filter`: type a filter, or pick a value by its count. */
export function FacetPanel({ query, facets, address }: FacetPanelProps) {
  return (
    <Disclosure label="Filter" closedBy={address} icon="plus" side="row" testId="add-filter" className="grid max-h-[70dvh] w-[52rem] max-w-[calc(100vw-2rem)] gap-3 overflow-auto">
      <ListForm query={query} without={[]} className="flex flex-wrap items-end gap-2">
        <Field label="Field and value, such as tool:search_docs or code:!tool.timeout" className="min-w-0 flex-1">
          <input name="add" list="run-filters" required autoComplete="off" spellCheck={false} maxLength={160} className={fieldClass} />
        </Field>
        <datalist id="run-filters">{facets === undefined ? null : fields.flatMap(([field]) => facets[field].map(({ value, runs }) => <option key={field + value} value={`${field}:${value}`} label={`${String(runs)} runs`} />))}</datalist>
        <Button type="submit" look="primary">
          Add
        </Button>
      </ListForm>
      {facets === undefined ? null : (
        <>
          <div className="grid grid-cols-[repeat(auto-fill,minmax(10.5rem,1fr))] gap-x-5 gap-y-3">
            {fields.map(([field, title]) => (
              <Values key={field} field={field} title={title} query={query} values={facets[field]} />
            ))}
          </div>
          {facets.isCapped ? <p className="text-xs text-muted">Counted over the newest 10,000 of more runs.</p> : null}
        </>
      )}
    </Disclosure>
  )
}

interface ValuesProps {
  readonly field: ChoiceParameter
  readonly title: string
  readonly query: ListQuery
  readonly values: readonly { readonly value: string; readonly runs: number }[]
}

function Values({ field, title, query, values }: ValuesProps) {
  if (values.length === 0) return null
  const chosen: readonly string[] = query.filter[field]?.include ?? []
  return (
    <section>
      <h2 className="text-xs font-semibold text-muted">{title}</h2>
      <ul>
        {values.slice(0, shown).map(({ value, runs }) => {
          const isChosen = chosen.includes(value)
          return (
            <li key={value}>
              <Link to={filteredAddress(query, (isChosen ? withoutValue : withValue)(query.filter, field, value))} data-facet={`${field}:${value}`} className="flex min-h-6 items-center gap-1.5 rounded px-1 text-fg no-underline hover:bg-selected">
                {isChosen ? <Icon name="check" className="size-3 shrink-0 text-ok-text" /> : null}
                <span className="sr-only">{isChosen ? 'Remove ' : 'Add '}</span>
                <span className="min-w-0 flex-1 truncate">{value}</span>
                <span className="text-muted">
                  <Count value={runs} />
                  <span className="sr-only"> runs</span>
                </span>
              </Link>
            </li>
          )
        })}
      </ul>
      {values.length > shown ? <p className="px-1 text-xs text-muted">and {values.length - shown} more: type {field}:</p> : null}
    </section>
  )
}
