import { isRaw } from './raw-fields.ts'
import type { Raw } from './raw-fields.ts'

/** Short forms of signals: `failure: "tool.timeout"`, `errorClass`, `httpStatus`. */
export interface ShortSignals {
  readonly failure?: unknown
  readonly errorClass?: unknown
  readonly httpStatus?: unknown
}

/** Numbers for errors that came without one: each is another error than all that came with theirs. */
export function freeErrorRefs(run: Raw, steps: readonly unknown[]): () => number {
  const used = new Set([run, ...steps].flatMap(refsIn))
  let last = 0
  return () => {
    do last += 1
    while (used.has(last))
    return last
  }
}

const refsIn = (record: unknown): readonly unknown[] => linksOf(isRaw(record) ? record['signals'] : undefined).map((link) => (isRaw(link) ? link['errorRef'] : undefined))
const linksOf = (signals: unknown): readonly unknown[] => (isRaw(signals) && Array.isArray(signals['chain']) ? signals['chain'] : [])

/** As given, with what a person leaves out: a list without members, the number of an error. */
export function completeSignals(signals: unknown, errorRef: () => number): unknown {
  if (!isRaw(signals)) return signals
  const numbered = linksOf(signals).map((link) => (isRaw(link) && (link['errorRef'] ?? null) === null ? { ...link, errorRef: errorRef() } : link))
  return { ...signals, chain: Array.isArray(signals['chain'] ?? []) ? numbered : signals['chain'], flags: signals['flags'] ?? [] }
}

/** Undefined when nothing was said of an error. */
export function signalsFrom({ failure, errorClass, httpStatus }: ShortSignals, errorRef: () => number): Raw | undefined {
  const link = { ...(errorClass === undefined ? {} : { errorClass }), ...(httpStatus === undefined ? {} : { httpStatus }) }
  const hasLink = Object.keys(link).length > 0
  if (failure === undefined && !hasLink) return undefined
  return { chain: hasLink ? [{ ...link, errorRef: errorRef() }] : [], flags: [], ...(failure === undefined ? {} : { declared: failure }) }
}
