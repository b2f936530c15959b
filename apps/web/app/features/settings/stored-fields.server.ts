import { wireTables } from '@agenttracer/schema/wire'

/** One kind of record with what each of its fields can hold. */
export interface StoredTable {
  readonly title: string
  readonly fields: readonly { readonly field: string; readonly form: string }[]
}

const plain = (text: string): string => text.replaceAll('`', '')

/** What is stored of a run and its steps, from the schemas that the server enforces. */
export function storedTables(): readonly StoredTable[] {
  const { records, steps, parts } = wireTables()
  const kept = [...records, ...steps, ...parts].filter(({ title }) => title !== 'Receipt' && title !== 'Issue' && title !== 'Batch')
  return kept.map(({ title, fields }) => ({ title: plain(title), fields: fields.map(({ field, form }) => ({ field, form: plain(form) })) }))
}
