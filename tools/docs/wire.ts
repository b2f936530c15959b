import { batchLimits, wireTables, type WireTable } from '@agenttracer/schema/wire'
import { writeOrCheck } from './write-or-check.ts'

const table = ({ title, fields }: WireTable): string =>
  [`## ${title}`, '', '| field | always there | what it can hold |', '| --- | --- | --- |', ...fields.map(({ field, isAlwaysThere, form }) => `| \`${field}\` | ${isAlwaysThere ? 'yes' : ''} | ${form} |`), ''].join('\n')

const { records, steps, parts } = wireTables((title) => `[${title}](#${title.toLowerCase().replace(' ', '-')})`)

const page = [
  '# The wire, field by field',
  '',
  'Generated from `libs/schema/src/wire` (`node tools/docs/main.ts`). Every field is a number in bounds, a boolean, an instant, an id, a word of a closed list, or',
  'a name under a rule: there is no field that a prompt, an answer, an argument or an error message fits in. Unknown keys are dropped and counted.',
  '',
  `Limits of one request: ${batchLimits.records.toLocaleString('en')} records of each kind, ${batchLimits.bytes / 1048576} MiB (${batchLimits.compressedBytes / 1048576} MiB compressed), ${batchLimits.depth} levels. Per run: ${batchLimits.okStepsPerRun.toLocaleString('en')} steps, and ${batchLimits.failingStepsPerRun.toLocaleString('en')} more that failed.`,
  '',
  ...records.map(table),
  '## Step',
  '',
  'One of the following, by `type`.',
  '',
  ...steps.map(table),
  ...parts.map(table),
].join('\n')

export const wirePage = (isCheck: boolean): boolean => writeOrCheck('docs/reference/wire.md', `${page.trimEnd()}\n`, isCheck)
