/**
 * How a column takes part in the merge (design.md section 5).
 * - `key`, `fact`: the key, and what the merge itself computes (revision, status, open_facts, conflict).
 * - `identity`: joins by LEAST; unset counts as not set.
 * - `end`: part of the end block; joins by GREATEST at equal revision.
 * - `derived`: made by the diagnosis; taken only when the row is new.
 */
export type ColumnRole = 'key' | 'fact' | 'identity' | 'end' | 'derived'

/** How two set values are put in order. `name`: by the text behind the registry id. `union`: list of entries, joined entry by entry. */
export type ColumnOrder = 'value' | 'name' | 'union'

/** One argument of a write function and the column of the same name. */
export interface RecordColumn {
  readonly name: string
  /** SQL type of the column. A list type travels as text inside an array. */
  readonly type: string
  readonly role: ColumnRole
  readonly order?: ColumnOrder
  /** Columns that move together are compared by one of them: its name. */
  readonly with?: string
}

export const column = (name: string, type: string, role: ColumnRole, more: Partial<Pick<RecordColumn, 'order' | 'with'>> = {}): RecordColumn => ({
  name, type, role, ...more,
})
