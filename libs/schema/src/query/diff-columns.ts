import type { ModelName } from '../model/ids.ts'
import { Numbers } from './numbers.ts'
import type { DiffColumns, DiffRow, DiffSide } from './run-diff.ts'

const sideFields = ['stepId', 'step', 'startMs', 'durationMs', 'tries', 'status', 'failure', 'httpStatus', 'tokens'] as const

/** Rows to columns: a run of 10,000 steps compared is a fifth of the bytes. */
export function toDiffColumns(rows: readonly DiffRow[]): DiffColumns {
  const names = new Numbers<ModelName>()
  const indexOf = (name: ModelName | null | undefined): number | null => (name === null || name === undefined ? null : names.of(name))
  const sideOf = (read: (row: DiffRow) => DiffSide | null): DiffColumns['here'] => {
    const columns: Record<string, unknown> = { model: rows.map((row) => indexOf(read(row)?.model)) }
    for (const field of sideFields) columns[field] = rows.map((row) => read(row)?.[field] ?? null)
    return columns as DiffColumns['here']
  }
  return {
    name: rows.map(({ name }) => indexOf(name) ?? 0),
    kind: rows.map(({ kind }) => kind),
    type: rows.map(({ type }) => type),
    depth: rows.map(({ depth }) => depth),
    changes: rows.map(({ changes }) => changes),
    here: sideOf(({ here }) => here),
    there: sideOf(({ there }) => there),
    names: names.all,
  }
}

/** The inverse of `toDiffColumns`. */
export function fromDiffColumns(columns: DiffColumns): DiffRow[] {
  const nameAt = (index: number | null | undefined): ModelName | null => (index === null || index === undefined ? null : (columns.names[index] ?? null))
  const sideAt = (side: DiffColumns['here'], at: number): DiffSide | null => {
    if ((side.stepId[at] ?? null) === null) return null
    const view: Record<string, unknown> = { model: nameAt(side.model[at]) }
    for (const field of sideFields) view[field] = side[field][at] ?? null
    return view as DiffSide
  }
  return columns.kind.map((kind, at) => ({
    kind, type: columns.type[at] ?? 'orchestration', name: nameAt(columns.name[at]) ?? ('unknown' as ModelName), depth: columns.depth[at] ?? 0, changes: columns.changes[at] ?? [],
    here: sideAt(columns.here, at), there: sideAt(columns.there, at),
  }))
}
