import type { DiffFact, DiffRow, DiffSide } from '@agenttracer/schema/query'
import type { WaterfallModel } from './row.ts'

/** What another run has in the place of a row. */
export interface Ghost {
  readonly kind: 'same' | 'changed' | 'added'
  readonly changes: readonly DiffFact[]
  readonly here: DiffSide
  /** Null: the other run has no such step. */
  readonly there: DiffSide | null
  /** How much longer it took here, in milliseconds; null where one of the two has no end. */
  readonly deltaMs: number | null
}

export interface Comparison {
  /** By row id. The run's own row has none. */
  readonly ghosts: ReadonlyMap<string, Ghost>
  /** Names of steps that only the other run has, by the id of the row that they follow; `run` where they come first. */
  readonly missingAfter: ReadonlyMap<string, readonly string[]>
  readonly first: { readonly row: DiffRow; /** Where to look in this run: the step itself, or the one before a missing one. */ readonly rowId: string } | null
}

/** The rows of a comparison laid on the waterfall of this run. Pure. */
export function layComparison(model: WaterfallModel, rows: readonly DiffRow[], firstDifference: number | null): Comparison {
  const ghosts = new Map<string, Ghost>()
  const missingAfter = new Map<string, string[]>()
  const rowOf = new Map(model.columns.stepId.map((stepId, at) => [stepId, model.rowAt[at]]))
  let [before, first]: [string, Comparison['first']] = ['run', null]
  rows.forEach((row, at) => {
    const { kind, here, there, changes } = row
    const id = here === null ? undefined : rowOf.get(here.stepId)?.id
    if (id !== undefined) before = id
    if (at === firstDifference) first = { row, rowId: before }
    if (kind === 'missing') missingAfter.set(before, [...(missingAfter.get(before) ?? []), row.name])
    if (id !== undefined && here !== null && kind !== 'missing') ghosts.set(id, { kind, changes, here, there, deltaMs: difference(here.durationMs, there?.durationMs) })
  })
  return { ghosts, missingAfter, first }
}

const difference = (here: number | null, there: number | null | undefined): number | null => (here === null || there === null || there === undefined ? null : here - there)
