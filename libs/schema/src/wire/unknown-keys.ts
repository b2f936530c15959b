import type { z } from 'zod'

type Def = { readonly type: string; readonly shape?: Record<string, z.core.$ZodType>; readonly element?: z.core.$ZodType; readonly innerType?: z.core.$ZodType; readonly options?: readonly z.core.$ZodType[]; readonly values?: readonly unknown[] }

/** How many keys of a raw value no schema knows. They are counted, never named: a key can be content too. */
export function countUnknownKeys(schema: z.core.$ZodType, raw: unknown): number {
  const def = schema._zod.def as Def
  if (def.innerType !== undefined) return countUnknownKeys(def.innerType, raw)
  if (typeof raw !== 'object' || raw === null) return 0
  if (def.options !== undefined) return countUnknownKeys(memberFor(def.options, raw), raw)
  if (def.element !== undefined) return Array.isArray(raw) ? sum(raw, (item) => countUnknownKeys(def.element ?? schema, item)) : 0
  if (def.shape === undefined) return Object.keys(raw).length
  const shape = def.shape
  return sum(Object.entries(raw), ([key, value]) => {
    const member = Object.hasOwn(shape, key) ? shape[key] : undefined
    return member === undefined ? 1 : isComposite(member) ? countUnknownKeys(member, value) : 0
  })
}

const sum = <T>(items: readonly T[], count: (item: T) => number): number => items.reduce((total, item) => total + count(item), 0)

function isComposite(schema: z.core.$ZodType): boolean {
  const def = schema._zod.def as Def
  if (def.innerType !== undefined) return isComposite(def.innerType)
  return def.shape !== undefined || def.element !== undefined
}

function memberFor(options: readonly z.core.$ZodType[], raw: object): z.core.$ZodType {
  const type: unknown = 'type' in raw ? raw.type : undefined
  const first = options[0]
  if (first === undefined) throw new Error('a union without members')
  return (
    options.find((option) => {
      const literal = (option._zod.def as Def).shape?.['type']?._zod.def as Def | undefined
      return literal?.values?.includes(type) === true
    }) ?? first
  )
}
