import { runListColumns } from '@agenttracer/schema'
import type { RunListColumn } from '@agenttracer/schema'
import { Button } from '../../ui/button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { ListForm } from './list-form.tsx'
import type { ListQuery } from './list-query.ts'

export const columnTitles: Record<RunListColumn, string> = { env: 'Environment', what: 'What failed', steps: 'Steps', retries: 'Retries', duration: 'Duration', tokens: 'Tokens' }

/** Which columns the table has; status, start and agent always are there. */
export function ColumnMenu({ query }: { readonly query: ListQuery }) {
  return (
    <Disclosure label="Columns" side="right" testId="columns" className="w-52" closedBy={query.columns.join()}>
      <ListForm query={query} without={['cols']} className="grid gap-2" preventScrollReset>
        <fieldset className="grid gap-1">
          <legend className="sr-only">Columns</legend>
          {runListColumns.map((column) => (
            <label key={column} className="flex min-h-6 items-center gap-2">
              <input type="checkbox" name="cols" value={column} defaultChecked={query.columns.includes(column)} />
              {columnTitles[column]}
            </label>
          ))}
        </fieldset>
        <Button type="submit">Show these</Button>
      </ListForm>
    </Disclosure>
  )
}
