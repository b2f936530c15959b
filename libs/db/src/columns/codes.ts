import type { Confidence, FailureCategory, RunStatus, StepRole, StepStatus, StepType } from '@agenttracer/schema'

/** Numbers of the closed words that rows hold. In merge order where there is one; never reused, never renumbered. */
export const runStatusCodes = { running: 10, interrupted: 20, cancelled: 30, success: 40, failed: 50 } as const satisfies Record<RunStatus, number>
export const stepStatusCodes = { running: 10, interrupted: 20, cancelled: 30, ok: 40, error: 50 } as const satisfies Record<StepStatus, number>
export const stepTypeCodes = {
  plan: 1, model: 2, tool: 3, retrieval: 4, respond: 5, agent: 6, guardrail: 7, orchestration: 8,
} as const satisfies Record<StepType, number>
export const stepRoleCodes = { none: 0, root_cause: 1, propagated: 2, recovered: 3, failed: 4 } as const satisfies Record<StepRole, number>
export const confidenceCodes = { certain: 1, likely: 2, unknown: 3 } as const satisfies Record<Confidence, number>
export const categoryCodes = { tool: 1, model: 2, retrieval: 3, orchestration: 4 } as const satisfies Record<FailureCategory, number>

/** Kinds of the name registry. */
export const nameKindCodes = {
  agent: 1, version: 2, environment: 3, step: 4, tool: 5, node: 6, model: 7, error_class: 8, metric: 9, sdk: 10, sdk_version: 11,
} as const
export type NameKind = keyof typeof nameKindCodes

export const keyScopeCodes = { ingest: 1, query: 2, admin: 3 } as const

/** The word behind a number; the table decides the type. Throws on a number that no word has: the database's CHECK forbids it. */
export function wordOf<Word extends string>(codes: Readonly<Record<Word, number>>, code: number): Word {
  for (const word in codes) if (codes[word] === code) return word
  throw new RangeError('unknown code')
}
