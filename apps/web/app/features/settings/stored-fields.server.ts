import { wireTables } from '@agenttracer/schema/wire'
import type { StoredTable } from './privacy-report.ts'

const plain = (text: string): string => text.replaceAll('`', '')

/** What is stored of a run and its steps, from the schemas that the server enforces. */
export function storedTables(): readonly StoredTable[] {
  const { records, steps, parts } = wireTables()
  const kept = [...records, ...steps, ...parts].filter(({ title }) => title !== 'Receipt' && title !== 'Issue' && title !== 'Batch')
  return kept.map(({ title, fields }) => ({ title: plain(title), fields: fields.map(({ field, isAlwaysThere, form }) => ({ field, isAlwaysThere, form: plain(form) })) }))
}
