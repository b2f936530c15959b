import { failureCategories, runViewStatuses } from '@agenttracer/schema'
import type { RunFacets } from '@agenttracer/schema/query'
import { singleValue } from '../../filter-form/single-value.ts'
import { WindowChoice } from '../../filter-form/window-choice.tsx'
import { statusWords } from '../../run-row/run-words.ts'
import { Button } from '../../ui/button.tsx'
import { Choice, withChosen } from '../../ui/choice.tsx'
import { ListForm } from './list-form.tsx'
import { chosenRange } from './form-address.ts'
import type { ListQuery } from './list-query.ts'
import { count } from '../../format/count.ts'

interface FilterFormProps {
  readonly query: ListQuery
  readonly agents: readonly string[]
  readonly facets: RunFacets | undefined
}

/** A plain GET form: it works without a script, and its fields are the codec's own parameters. */
export function FilterForm({ query, agents, facets }: FilterFormProps) {
  const { filter } = query
  const hasRange = filter.from !== undefined || filter.to !== undefined
  const [agent, status, cat] = [singleValue(filter.agent), singleValue(filter.status), singleValue(filter.cat)]
  const inForm = ['last', ...(agent === undefined ? [] : ['agent']), ...(status === undefined ? [] : ['status']), ...(cat === undefined ? [] : ['cat'])]
  return (
    <ListForm query={query} without={inForm} search="Filter runs" className="grid grid-cols-2 items-end gap-2 sm:flex sm:flex-wrap">
      {agent === undefined ? null : (
        <Choice name="agent" label="Agent" value={agent} isFluid isFirst>
          <option value="">All agents</option>
          {withChosen(agents, agent).map((name) => (
            <option key={name} value={name}>
              {counted(name, facets?.agent, name)}
            </option>
          ))}
        </Choice>
      )}
      {status === undefined ? null : (
        <Choice name="status" label="Status" value={status} isFluid>
          <option value="">Any status</option>
          {runViewStatuses.map((each) => (
            <option key={each} value={each}>
              {counted(statusWords[each].word, facets?.status, each)}
            </option>
          ))}
        </Choice>
      )}
      {cat === undefined ? null : (
        <Choice name="cat" label="Failure in" value={cat} isFluid>
          <option value="">Any category</option>
          {failureCategories.map((category) => (
            <option key={category}>{category}</option>
          ))}
        </Choice>
      )}
      <WindowChoice last={filter.last ?? ''} isFluid {...(hasRange ? { value: chosenRange } : {})}>
        {hasRange ? <option value={chosenRange}>Chosen range</option> : null}
        <option value="">Any time</option>
      </WindowChoice>
      <Button type="submit">Filter</Button>
    </ListForm>
  )
}

/** `Failed (38)`; without a number while the counts are not there. */
function counted(word: string, values: readonly { readonly value: string; readonly runs: number }[] | undefined, value: string): string {
  if (values === undefined) return word
  return `${word} (${count(values.find((one) => one.value === value)?.runs ?? 0)})`
}
