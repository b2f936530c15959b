/** What score.mjs of the corpus compares with the truth of a program. */
export interface Recorded {
  readonly runStatus: string
  readonly degraded: boolean
  readonly confidence: string | null
  readonly rootCause: { readonly stepType: string; readonly stepName: string | null; readonly category: string; readonly code: string } | null
  readonly steps: readonly { readonly type: string; readonly name: string; readonly status: string; readonly category?: string; readonly code?: string }[]
}

interface StoredRun {
  readonly runId: string
  readonly status: string
  readonly degraded?: boolean
  readonly verdict?: { readonly confidence: string; readonly category: string; readonly code: string; readonly rootCauseStepId: string | null } | null
}

interface StoredStep {
  readonly stepId: string
  readonly type: string
  readonly operation?: string | null
  readonly name: string
  readonly status: string
  readonly failure?: { readonly category: string; readonly code: string } | null
}

async function get<T>(url: string): Promise<T> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`GET ${new URL(url).pathname}: ${response.status}`)
  return (await response.json()) as T
}

/** What the query door answers about the newest run of an agent. */
export async function judgeStored(queryUrl: string, agent: string): Promise<Recorded> {
  const { items } = await get<{ items: readonly StoredRun[] }>(`${queryUrl}/v1/runs?agent=${agent}&limit=10`)
  const listed = items.at(-1)
  if (listed === undefined) return { runStatus: 'none', degraded: false, confidence: null, rootCause: null, steps: [] }
  const run = await get<StoredRun>(`${queryUrl}/v1/runs/${listed.runId}`)
  const { items: steps } = await get<{ items: readonly StoredStep[] }>(`${queryUrl}/v1/runs/${listed.runId}/steps`)
  const cause = steps.find((step) => step.stepId === run.verdict?.rootCauseStepId)
  return {
    runStatus: run.status,
    degraded: run.degraded === true,
    confidence: run.verdict?.confidence ?? null,
    rootCause: run.verdict == null ? null : { stepType: cause?.type ?? 'orchestration', stepName: cause?.name ?? null, category: run.verdict.category, code: run.verdict.code },
    steps: steps.map(({ type, operation, name, status, failure }) => ({
      type: operation === 'embeddings' ? 'embedding' : type, name, status, ...(failure == null ? {} : { category: failure.category, code: failure.code }),
    })),
  }
}
