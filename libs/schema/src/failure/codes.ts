import type { FailureCategory } from '../model/vocabulary.ts'
import { type CatalogueEntry, inRanges } from './catalogue-entry.ts'
import { modelCodes } from './model-codes.ts'
import { orchestrationCodes } from './orchestration-codes.ts'
import { retrievalCodes } from './retrieval-codes.ts'
import { toolCodes } from './tool-codes.ts'

/** THE catalogue: 54 codes under their joined key. Everything about a code follows from its entry. */
export const failureCatalogue = { ...toolCodes, ...modelCodes, ...retrievalCodes, ...orchestrationCodes } as const satisfies Record<
  `${FailureCategory}.${string}`,
  CatalogueEntry
>

/** `tool.timeout`: the catalogue key and the filter value. */
export type FailureKey = keyof typeof failureCatalogue
/** `timeout`: the second half; on the wire and in answers category and code are two fields. */
export type FailureCode = FailureKey extends `${FailureCategory}.${infer Code}` ? Code : never

export const failureKeys: readonly FailureKey[] = Object.keys(failureCatalogue).filter(isFailureKey)

export function isFailureKey(value: unknown): value is FailureKey {
  return typeof value === 'string' && Object.hasOwn(failureCatalogue, value)
}

export function failureKey(category: FailureCategory, code: FailureCode): FailureKey | undefined {
  const key = `${category}.${code}`
  return isFailureKey(key) ? key : undefined
}

export function splitFailureKey(key: FailureKey): { readonly category: FailureCategory; readonly code: FailureCode } {
  return { category: failureCatalogue[key].category, code: key.slice(key.indexOf('.') + 1) as FailureCode }
}

/** Whether a retry can help; for a few codes the HTTP status decides. */
export function isRetryable(key: FailureKey, httpStatus: number | undefined): boolean {
  const entry: CatalogueEntry = failureCatalogue[key]
  const flips = httpStatus !== undefined && entry.retryableFlipsOn !== undefined && inRanges(entry.retryableFlipsOn, httpStatus)
  return flips ? !entry.retryable : entry.retryable
}
