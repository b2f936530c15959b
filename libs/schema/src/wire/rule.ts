import type { z } from 'zod'
import { leafOf } from './leaf.ts'

/** The rule that a value broke, in words of ours: zod's own message may carry the value. */
export function ruleOf(schema: z.core.$ZodType, found: z.core.$ZodIssue): string {
  const leaf = leafAt(schema, found.path)
  if (leaf !== undefined) return leaf
  switch (found.code) {
    case 'invalid_type':
      return `type_${found.expected}`.replace(/[^a-z0-9_]/g, '_')
    case 'too_big':
    case 'too_small':
      return found.origin === 'array' ? 'list_length' : 'range'
    case 'invalid_value':
      return 'enumeration'
    case 'invalid_union':
      return found.path.at(-1) === 'type' ? 'enumeration' : 'type'
    default:
      return 'format'
  }
}

type Def = { readonly type: string; readonly shape?: Record<string, z.core.$ZodType>; readonly element?: z.core.$ZodType; readonly innerType?: z.core.$ZodType; readonly options?: readonly z.core.$ZodType[] }

function leafAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): string | undefined {
  const own = leafOf(schema)
  if (own !== undefined) return own.rule
  const def = schema._zod.def as Def
  if (def.innerType !== undefined) return leafAt(def.innerType, path)
  if (def.options !== undefined) return def.options.map((option) => leafAt(option, path)).find((rule) => rule !== undefined)
  const [head, ...rest] = path
  if (head === undefined) return undefined
  const next = def.shape?.[String(head)] ?? (typeof head === 'number' ? def.element : undefined)
  return next === undefined ? undefined : leafAt(next, rest)
}
