import type { RunId } from '@agenttracer/schema'
import { runInput } from '@agenttracer/schema/query'
import type { z } from 'zod'

/** A caller has the id as text, from a log or an address; the schema checks its form. */
export const byRunId = runInput as unknown as z.ZodType<{ readonly runId: RunId }, { readonly runId: string }>
