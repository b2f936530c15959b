import type { AnyTRPCRouter } from '@trpc/server'
import { z } from 'zod'

/** A procedure of a router, as documents, tests and REST read it. */
export interface Procedure {
  /** Dotted, as tRPC calls it: `runs.list`. */
  readonly name: string
  readonly type: 'query' | 'mutation' | 'subscription'
  /** Undefined where it says nothing of itself: the ingest door's one is described where it is documented. */
  readonly summary: string | undefined
  /** Path of its REST form; undefined where it has none. */
  readonly rest: string | undefined
  /** For the admin key alone. */
  readonly isControl: boolean
  readonly input: z.ZodObject | undefined
  readonly output: z.ZodType | undefined
}

// tRPC types a router's table of procedures as it was built, which is a tree: what is in it is read like anything foreign.
const definition = z.object({
  type: z.enum(['query', 'mutation', 'subscription']),
  meta: z.object({ summary: z.string().optional(), rest: z.string().optional(), access: z.literal('admin').optional() }).optional(),
  inputs: z.array(z.unknown()),
  output: z.unknown().optional(),
})

/** Every procedure, read from the router itself: a new one is documented, tried with every key and fuzzed from its first day on. */
export const proceduresOf = (router: AnyTRPCRouter): readonly Procedure[] =>
  Object.entries<{ readonly _def: unknown }>(router._def.procedures).map(([name, { _def }]) => {
    const { type, meta, inputs, output } = definition.parse(_def)
    return {
      name, type, summary: meta?.summary, rest: meta?.rest, isControl: meta?.access === 'admin',
      input: inputs[0] instanceof z.ZodObject ? inputs[0] : undefined, output: output instanceof z.ZodType ? output : undefined,
    }
  })
