import type { z } from 'zod'
import { batch, batchLimits, clientInfo, dropCount, errorLink, issue, leafOf, metric, receipt, runRecord, sdkInfo, signals, stepRecord } from '@agenttracer/schema/wire'
import { writeOrCheck } from './write-or-check.ts'

type Def = {
  readonly type: string
  readonly shape?: Record<string, z.core.$ZodType>
  readonly element?: z.core.$ZodType
  readonly innerType?: z.core.$ZodType
  readonly options?: readonly z.core.$ZodType[]
  readonly values?: readonly unknown[]
  readonly entries?: Record<string, string>
  readonly checks?: readonly { readonly _zod: { readonly def: { readonly check: string; readonly value?: number; readonly maximum?: number } } }[]
}

const defOf = (schema: z.core.$ZodType): Def => schema._zod.def as Def
const optional: ReadonlySet<string> = new Set(['optional', 'exact_optional', 'nullable'])

/** Objects that have a table of their own. */
const titles = new Map<z.core.$ZodType, string>([
  [runRecord, 'Run'], [stepRecord, 'Step'], [clientInfo, 'Client'], [metric, 'Metric'], [signals, 'Signals'], [errorLink, 'Error link'], [dropCount, 'Drop count'], [sdkInfo, 'SDK'], [issue, 'Issue'],
])

/** What a field can hold, in words a reviewer can check against the code. */
function form(schema: z.core.$ZodType): string {
  const leaf = leafOf(schema)
  if (leaf !== undefined) return leaf.leaf === 'id' ? `id (${leaf.rule})` : leaf.rule
  const title = titles.get(schema)
  if (title !== undefined) return `[${title}](#${title.toLowerCase().replace(' ', '-')})`
  const def = defOf(schema)
  if (optional.has(def.type) && def.innerType !== undefined) return form(def.innerType)
  if (def.entries !== undefined) return listing(Object.values(def.entries))
  if (def.values !== undefined) return listing(def.values.map(String))
  if (def.type === 'number') return `number ${bound(def, 'greater_than')} to ${bound(def, 'less_than')}`
  if (def.type === 'array' && def.element !== undefined) return `list of ${form(def.element)}`
  if (def.type === 'union' && def.options !== undefined) return def.options.map(form).join(' or ')
  return def.type
}

const listing = (values: readonly string[]): string => (values.length > 12 ? `one of ${values.length} listed words` : values.map((value) => `\`${value}\``).join(' '))
const bound = (def: Def, check: string): string => {
  const found = def.checks?.map((item) => item._zod.def).find((item) => item.check === check)
  return found?.value === undefined ? '' : String(found.value)
}

function table(title: string, schema: z.core.$ZodType): string {
  const rows = Object.entries(defOf(schema).shape ?? {}).map(([field, member]) => `| \`${field}\` | ${optional.has(defOf(member).type) ? '' : 'yes'} | ${form(member)} |`)
  return [`## ${title}`, '', '| field | always there | what it can hold |', '| --- | --- | --- |', ...rows, ''].join('\n')
}

const stepTables = (defOf(stepRecord).options ?? []).map((option) => {
  const type = defOf(defOf(option).shape?.['type'] ?? option).values?.[0]
  return table(`Step of type \`${String(type)}\``, option)
})

const page = [
  '# The wire, field by field',
  '',
  'Generated from `libs/schema/src/wire` (`node tools/docs/main.ts`). Every field is a number in bounds, a boolean, an instant, an id, a word of a closed list, or',
  'a name under a rule: there is no field that a prompt, an answer, an argument or an error message fits in. Unknown keys are dropped and counted.',
  '',
  `Limits of one request: ${batchLimits.records.toLocaleString('en')} records of each kind, ${batchLimits.bytes / 1048576} MiB (${batchLimits.compressedBytes / 1048576} MiB compressed), ${batchLimits.depth} levels. Per run: ${batchLimits.okStepsPerRun.toLocaleString('en')} steps, and ${batchLimits.failingStepsPerRun.toLocaleString('en')} more that failed.`,
  '',
  table('Batch', batch),
  table('Client', clientInfo),
  table('Run', runRecord),
  table('Metric', metric),
  '## Step',
  '',
  'One of the following, by `type`.',
  '',
  ...stepTables,
  table('Signals', signals),
  table('Error link', errorLink),
  table('Drop count', dropCount),
  table('SDK', sdkInfo),
  table('Issue', issue),
  table('Receipt', receipt),
].join('\n')

export const wirePage = (isCheck: boolean): boolean => writeOrCheck('docs/reference/wire.md', `${page.trimEnd()}\n`, isCheck)
