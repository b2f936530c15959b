import type { RecordColumn } from '../columns/record-column.ts'
import type { Cell, DropEntry, MetricEntry, NamedLink, RecordRow } from './record-row.ts'

/** The registry's answer for a name of one row: its number, or null past the cap. */
export type NameId = (row: RecordRow, column: string, name: string) => number | null

/**
 * One array literal a column, for unnest. Written here and not by the driver: every value is a number, an id or an instant of a known form, so
 * nothing needs quoting, and a column in which nothing is set costs one null.
 */
export const columnArguments = (columns: readonly RecordColumn[], rows: readonly RecordRow[], nameId: NameId): (string | null)[] =>
  columns.map((column) => {
    let isSet = false
    const values = rows.map((row) => {
      const text = cellText(column, row, row[column.name] ?? null, nameId)
      if (text === null) return 'NULL'
      isSet = true
      return column.type.endsWith('[]') ? `"${text.replace(/["\\]/g, '\\$&')}"` : text
    })
    return isSet ? `{${values.join(',')}}` : null
  })

function cellText(column: RecordColumn, row: RecordRow, value: Cell, nameId: NameId): string | null {
  if (value === null) return null
  if (Array.isArray(value)) return listText(column.name, row, value, nameId)
  if (typeof value === 'string' && column.type === 'int4') {
    const id = nameId(row, column.name, value)
    return id === null ? null : String(id)
  }
  return typeof value === 'boolean' ? (value ? 't' : 'f') : String(value)
}

function listText(name: string, row: RecordRow, list: readonly unknown[], nameId: NameId): string {
  if (name === 'signal_chain') return `{${(list as readonly NamedLink[]).map((link) => linkText(link, row, nameId)).join(',')}}`
  if (name === 'metrics') {
    const entries = (list as readonly MetricEntry[]).flatMap((entry) => {
      const id = nameId(row, name, entry.name)
      return id === null ? [] : [{ ...entry, id }]
    })
    return `{${entries.sort((a, b) => a.id - b.id).map(({ id, isBoolean, value }) => `"(${id},${isBoolean ? 't' : 'f'},${value})"`).join(',')}}`
  }
  if (name === 'dropped') return `{${(list as readonly DropEntry[]).map(({ reason, count }) => `"(${reason},${count})"`).join(',')}}`
  return `{${list.join(',')}}`
}

function linkText(link: NamedLink, row: RecordRow, nameId: NameId): string {
  const errorClass = link.errorClass === null ? null : nameId(row, 'signal_chain', link.errorClass)
  return `"(${[errorClass, link.errorCode, link.errno, link.httpStatus, link.errorRef].map((part) => part ?? '').join(',')})"`
}
