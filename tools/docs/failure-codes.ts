// node tools/docs/failure-codes.ts [--check]   writes docs/reference/failure-codes.md from the catalogue, or fails when it is not current
import { type CatalogueEntry, failureCatalogue, failureCategories, type FailureKey, failureKeys, matchTiers, type SignalPattern, type StatusRange, templateFacts } from '@agenttracer/schema'
import { writeOrCheck } from './write-or-check.ts'

const code = (value: string): string => `\`${value}\``
const statusText = (range: StatusRange): string => (typeof range === 'number' ? String(range) : `${range[0]} to ${range[1]}`)
const formText = (form: Readonly<Record<string, string>>): string =>
  ['starts', 'holds', 'ends', 'not'].filter((part) => form[part] !== undefined).map((part) => `${part === 'not' ? 'without' : part} ${code(form[part] ?? '')}`).join(', ')

function guardText({ needs, without, modelFacts }: SignalPattern): string {
  const guards = [needs === undefined ? '' : `with flag ${code(needs)}`, without === undefined ? '' : `without flag ${code(without)}`, modelFacts ? 'if it is a model call' : '']
  return guards.filter((guard) => guard !== '').join(', ')
}

function leadText(pattern: SignalPattern): string {
  const lists: readonly (readonly [string, readonly string[] | undefined])[] = [
    ['class', pattern.classes?.map(code)], ['class that', pattern.classForms?.map((form) => formText({ ...form }))], ['code', pattern.codes?.map(code)],
    ['system code', pattern.errnos?.map(code)], [pattern.by === 'fact' ? 'last HTTP status of the step' : 'HTTP', pattern.http?.map(statusText)],
    ['flag', pattern.flags?.map(code)], ['finish reason', pattern.finish?.map(code)], ['fact', pattern.facts?.map(code)], ['operation', pattern.operations?.map(code)],
    ['anything else', pattern.any ? [] : undefined],
  ]
  const leads = lists.flatMap(([word, values]) => (values === undefined ? [] : [`${word} ${values.join(', ')}`.trim()]))
  const guard = guardText(pattern)
  return `${leads.join('; ')}${guard === '' ? '' : ` (${guard})`}`
}

const tryText = (template: string): string => template.replaceAll('|', ' / ')

function entryText(key: FailureKey): string {
  const entry: CatalogueEntry = failureCatalogue[key]
  const flips = entry.retryableFlipsOn === undefined ? '' : ` (the other way round for HTTP ${entry.retryableFlipsOn.map(statusText).join(', ')})`
  const facts = [...new Set([...templateFacts(entry.what), ...templateFacts(entry.action)])].filter((fact) => !['step', 'Step', 'name'].includes(fact))
  return [
    `### ${key}`,
    '',
    `A retry can help: ${entry.retryable ? 'yes' : 'no'}${flips}. Since ${entry.since}.`,
    '',
    `**What** ${tryText(entry.what)}`,
    '',
    `**What to do** ${tryText(entry.action)}`,
    '',
    `Facts it uses when they are known: ${facts.length === 0 ? 'none' : facts.map(code).join(', ')}.`,
    '',
    '| tier | on | decided by |',
    '| --- | --- | --- |',
    ...entry.matches.map((pattern) => `| ${pattern.by} | ${pattern.on.join(' ')} | ${leadText(pattern)} |`),
    '',
  ].join('\n')
}

const page = [
  '# Failure codes',
  '',
  `Generated from \`libs/schema/src/failure\` (\`node tools/docs/failure-codes.ts\`). ${failureKeys.length} codes, closed; a code is never renamed. They are decided from facts`,
  'about a failure, never from its message. How they are tried and how the one cause of a run is found: [root cause](../explanation/root-cause.md).',
  '',
  `**Tiers**, strongest first: ${matchTiers.map(code).join(', ')}. Inside a tier the deepest error of the cause chain goes first, then the order of this page.`,
  'In the texts, `{fact}` is filled in and a part in brackets appears only when its facts are known; ` / ` separates alternatives.',
  '',
  ...failureCategories.flatMap((category) => [`## ${category}`, '', ...failureKeys.filter((key) => key.startsWith(`${category}.`)).map(entryText)]),
].join('\n')

export const failureCodesPage = (isCheck: boolean): boolean => writeOrCheck('docs/reference/failure-codes.md', `${page.trimEnd()}\n`, isCheck)

if (import.meta.main) {
  const isCurrent = failureCodesPage(process.argv.includes('--check'))
  if (!isCurrent) console.error('docs/reference/failure-codes.md is not current: run node tools/docs/failure-codes.ts')
  process.exitCode = isCurrent ? 0 : 1
}
