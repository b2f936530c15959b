import { columnsText } from '@agenttracer/schema'
import { KeptFilter } from '../../filter-form/kept-filter.tsx'
import { formMark } from './form-address.ts'
import type { ListQuery } from './list-query.ts'

/** What a form of the list does not show stays as it is. */
export function KeptFields({ query: { filter, sort, density, columns, view }, without }: { readonly query: ListQuery; readonly without: readonly string[] }) {
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
