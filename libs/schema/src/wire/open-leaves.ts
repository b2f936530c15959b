import type { z } from 'zod'
import { leafOf } from './leaf.ts'

type Def = {
  readonly type: string
  readonly shape?: Record<string, z.core.$ZodType>
  readonly catchall?: z.core.$ZodType
  readonly element?: z.core.$ZodType
  readonly innerType?: z.core.$ZodType
  readonly options?: readonly z.core.$ZodType[]
  readonly checks?: readonly { readonly _zod: { readonly def: { readonly check: string } } }[]
}

const closed: ReadonlySet<string> = new Set(['enum', 'literal', 'boolean'])
const wrappers: ReadonlySet<string> = new Set(['optional', 'nullable', 'exact_optional'])

/** Every leaf of a schema that could hold content: `path: kind`. An empty list is the privacy contract P1 of design.md section 4. */
export function openLeaves(schema: z.core.$ZodType, path = ''): string[] {
  if (leafOf(schema) !== undefined) return []
  const def = schema._zod.def as Def
  const here = (kind: string): string => `${path}: ${kind}`
  if (closed.has(def.type)) return []
  if (wrappers.has(def.type) && def.innerType !== undefined) return openLeaves(def.innerType, path)
  if (def.type === 'union' && def.options !== undefined) return def.options.flatMap((option) => openLeaves(option, path))
  if (def.type === 'array' && def.element !== undefined) {
    return [...(hasChecks(def, ['max_length', 'length_equals']) ? [] : [here('array')]), ...openLeaves(def.element, `${path}[]`)]
  }
  if (def.type === 'object' && def.shape !== undefined) {
    const loose = def.catchall !== undefined && (def.catchall._zod.def as Def).type !== 'never' ? [here('loose object')] : []
    return [...loose, ...Object.entries(def.shape).flatMap(([key, member]) => openLeaves(member, path === '' ? key : `${path}.${key}`))]
  }
  if (def.type === 'number' && hasChecks(def, ['less_than']) && hasChecks(def, ['greater_than'])) return []
  return [here(def.type)]
}

const hasChecks = (def: Def, names: readonly string[]): boolean => (def.checks ?? []).some((check) => names.includes(check._zod.def.check))
