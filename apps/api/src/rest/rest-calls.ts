import type { AnyTRPCRouter } from '@trpc/server'
import type { z } from 'zod'
import { proceduresOf } from './procedures.ts'

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

/** A procedure says in its `meta` where it answers. Throws for one that says so without a summary or the form of its answer. */
export const restCalls = (router: AnyTRPCRouter): readonly RestCall[] =>
  proceduresOf(router).flatMap(({ name, summary, rest, isControl, input, output }) => {
    if (rest === undefined) return []
    if (summary === undefined || output === undefined) throw new TypeError(`${name} answers over REST and says not what, or in which form`)
    return [{ procedure: name, path: rest, url: rest.replaceAll(/\{(\w+)\}/g, ':$1'), summary, isControl, input, output }]
  })
