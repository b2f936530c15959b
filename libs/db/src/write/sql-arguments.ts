import { idFromHex } from '../columns/hex-id.ts'
import type { RecordColumn } from '../columns/record-column.ts'
import { StoreError } from '../connect/store-error.ts'
import { binaryArray, binaryRows, elementCoders } from './binary-arrays.ts'
import type { ElementCoder } from './binary-arrays.ts'
import type { Cell, DropEntry, MetricEntry, NamedLink, RecordRow } from './record-row.ts'

/** The registry's answer for a name of one row: its number, or null past the cap. */
export type NameId = (row: RecordRow, column: string, name: string) => number | null

/** One array a column, for unnest; null for a column in which nothing is set. */
export const columnArguments = (columns: readonly RecordColumn[], rows: readonly RecordRow[], nameId: NameId): (Buffer | null)[] =>
  columns.map((column) => binaryArray(coderOf(column), rows.map((row) => valueOf(column, row, nameId))))

/** One array of rows of a composite type. */
export const rowsArgument = (typeOid: number, columns: readonly RecordColumn[], rows: readonly RecordRow[], nameId: NameId): Buffer =>
  binaryRows(typeOid, columns.map(coderOf), rows.map((row) => columns.map((column) => valueOf(column, row, nameId))))

/** One array of plain values. */
export const argument = (type: string, values: readonly unknown[]): Buffer | null => binaryArray(coder(type), values)

const coderOf = ({ type }: RecordColumn): ElementCoder => coder(type.endsWith('[]') ? 'text' : type)

function coder(type: string): ElementCoder {
  const found = elementCoders[type]
  if (found === undefined) throw new StoreError(`no_coder_${type}`)
  return found
}

function valueOf(column: RecordColumn, row: RecordRow, nameId: NameId): unknown {
  const value: Cell = row[column.name] ?? null
  if (value === null) return null
  if (typeof value === 'string') return column.type === 'int4' ? nameId(row, column.name, value) : value
  return typeof value === 'object' ? listText(column.name, row, value, nameId) : value
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
  // Numbers, or step ids.
  return `{${list.map((item) => (typeof item === 'string' ? idFromHex(item) : item)).join(',')}}`
}

function linkText(link: NamedLink, row: RecordRow, nameId: NameId): string {
  const errorClass = link.errorClass === null ? null : nameId(row, 'signal_chain', link.errorClass)
  return `"(${[errorClass, link.errorCode, link.errno, link.httpStatus, link.errorRef].map((part) => part ?? '').join(',')})"`
}
