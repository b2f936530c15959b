import type { AnyTRPCRouter } from '@trpc/server'
import { z } from 'zod'

/** A procedure that also answers over REST. */
export interface RestCall {
  /** Dotted, as tRPC calls it. */
  readonly procedure: string
  /** `/v1/runs/{runId}`, as OpenAPI writes it. */
  readonly path: string
  /** `/v1/runs/:runId`, as fastify writes it. */
  readonly url: string
  readonly summary: string
  /** For the admin key alone. */
  readonly isControl: boolean
  readonly input: z.ZodObject | undefined
  readonly output: z.ZodType
}

const anyDefinition = z.object({ meta: z.object({ summary: z.string(), rest: z.string().optional(), access: z.literal('admin').optional() }) })
const definition = z.object({
  inputs: z.array(z.instanceof(z.ZodObject)),
  output: z.instanceof(z.ZodType),
})

/** Read from the router itself: a procedure says in its `meta` where it answers. */
export function restCalls(router: AnyTRPCRouter): readonly RestCall[] {
  return Object.entries<{ readonly _def: unknown }>(router._def.procedures).flatMap(([procedure, { _def }]) => {
    const { meta } = anyDefinition.parse(_def)
    if (meta.rest === undefined) return []
    const { inputs, output } = definition.parse(_def)
    return [{ procedure, path: meta.rest, url: meta.rest.replaceAll(/\{(\w+)\}/g, ':$1'), summary: meta.summary, isControl: meta.access === 'admin', input: inputs[0], output }]
  })
}
