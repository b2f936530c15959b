export const facetFields = ['agent', 'version', 'env', 'status', 'code', 'tool', 'model'] as const
export type FacetField = (typeof facetFields)[number]

/** Stands for a running run without a sign of life. */
export const lost = 0

export interface CountRow {
  readonly field: FacetField | 'all'
  /** A name of the registry, or a code of the field's list. */
  readonly id: number | null
  readonly runs: number
}
