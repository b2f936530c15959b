import { columnsText } from '@agenttracer/schema'
import { filterInputOf } from '../../api/filter-input.ts'
import { formMark } from './form-address.ts'
import type { ListQuery } from './list-query.ts'

/** What a form of the list does not show stays as it is. */
export function KeptFields({ query: { filter, sort, density, columns, view }, without }: { readonly query: ListQuery; readonly without: readonly string[] }) {
  const values = Object.entries(filterInputOf(filter)).filter(([name]) => !without.includes(name))
  const cols = columnsText(columns)
  return (
    <>
      <input type="hidden" name={formMark} value="1" />
      {values.flatMap(([name, value]) => [value].flat().map((item) => <input key={`${name}=${String(item)}`} type="hidden" name={name} value={String(item)} />))}
      {sort === '-started' ? null : <input type="hidden" name="sort" value={sort} />}
      {density === 'cosy' ? null : <input type="hidden" name="density" value={density} />}
      {cols === undefined || without.includes('cols') ? null : <input type="hidden" name="cols" value={cols} />}
      {view === null ? null : <input type="hidden" name="view" value={view} />}
    </>
  )
}
