import type { z } from 'zod'
import { batch, clientInfo, issue, receipt } from './batch.ts'
import { leafOf } from './leaf.ts'
import { dropCount, metric, runRecord, sdkInfo } from './run.ts'
import { errorLink, signals } from './signals.ts'
import { stepRecord } from './step.ts'

type Def = {
  readonly type: string
  readonly shape?: Record<string, z.core.$ZodType>
  readonly element?: z.core.$ZodType
  readonly innerType?: z.core.$ZodType
  readonly options?: readonly z.core.$ZodType[]
  readonly values?: readonly unknown[]
  readonly entries?: Record<string, string>
  readonly checks?: readonly { readonly _zod: { readonly def: { readonly check: string; readonly value?: number } } }[]
}

export interface WireField {
  readonly field: string
  readonly isAlwaysThere: boolean
  /** What it can hold, in words that a reviewer can check against the code. */
  readonly form: string
}
export interface WireTable {
  readonly title: string
  readonly fields: readonly WireField[]
}

const defOf = (schema: z.core.$ZodType): Def => schema._zod.def as Def
const optional: ReadonlySet<string> = new Set(['optional', 'exact_optional', 'nullable'])

/** Objects that have a table of their own. */
const titles = new Map<z.core.$ZodType, string>([
  [runRecord, 'Run'], [stepRecord, 'Step'], [clientInfo, 'Client'], [metric, 'Metric'], [signals, 'Signals'], [errorLink, 'Error link'], [dropCount, 'Drop count'], [sdkInfo, 'SDK'], [issue, 'Issue'],
])

/** `link` writes the mention of another table. */
function form(schema: z.core.$ZodType, link: (title: string) => string): string {
  const leaf = leafOf(schema)
  if (leaf !== undefined) return leaf.leaf === 'id' ? `id (${leaf.rule})` : leaf.rule
  const title = titles.get(schema)
  if (title !== undefined) return link(title)
  const def = defOf(schema)
  if (optional.has(def.type) && def.innerType !== undefined) return form(def.innerType, link)
  if (def.entries !== undefined) return listing(Object.values(def.entries))
  if (def.values !== undefined) return listing(def.values.map(String))
  if (def.type === 'number') return `number ${bound(def, 'greater_than')} to ${bound(def, 'less_than')}`
  if (def.type === 'array' && def.element !== undefined) return `list of ${form(def.element, link)}`
  if (def.type === 'union' && def.options !== undefined) return def.options.map((option) => form(option, link)).join(' or ')
  return def.type
}

const listing = (values: readonly string[]): string => (values.length > 12 ? `one of ${values.length} listed words` : values.map((value) => `\`${value}\``).join(' '))
const bound = (def: Def, check: string): string => {
  const found = def.checks?.map((item) => item._zod.def).find((item) => item.check === check)
  return found?.value === undefined ? '' : String(found.value)
}

const tableOf = (title: string, schema: z.core.$ZodType, link: (title: string) => string): WireTable => ({
  title, fields: Object.entries(defOf(schema).shape ?? {}).map(([field, member]) => ({ field, isAlwaysThere: !optional.has(defOf(member).type), form: form(member, link) })),
})

/** Every field of every record, from the schemas that the server enforces. A step has a table for each of its types. */
export function wireTables(link: (title: string) => string = (title) => title): { readonly records: readonly WireTable[]; readonly steps: readonly WireTable[]; readonly parts: readonly WireTable[] } {
  const table = (title: string, schema: z.core.$ZodType): WireTable => tableOf(title, schema, link)
  const steps = (defOf(stepRecord).options ?? []).map((option) => {
    const type = defOf(defOf(option).shape?.['type'] ?? option).values?.[0]
    return table(`Step of type \`${String(type)}\``, option)
  })
  return {
    records: [table('Batch', batch), table('Client', clientInfo), table('Run', runRecord), table('Metric', metric)],
    steps,
    parts: [table('Signals', signals), table('Error link', errorLink), table('Drop count', dropCount), table('SDK', sdkInfo), table('Issue', issue), table('Receipt', receipt)],
  }
}
