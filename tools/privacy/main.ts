// plants marks in every place where content can ride and searches everything that leaves: npm run privacy -- [--self-test] [--sdk | --server | --crash | --browser] [--report]
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { isMarkForm, markForms } from '@agenttracer/testkit/canary'
import { findings, matrix } from './report.ts'
import { selfTest } from './self-test.ts'
import { writeReport } from './stored-report.ts'
import { runSuite, type SuiteOptions } from './suite.ts'
import { buildWeb } from './build-web.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { values } = parseArgs({
  options: { 'self-test': { type: 'boolean' }, only: { type: 'string' }, sdk: { type: 'boolean' }, server: { type: 'boolean' }, crash: { type: 'boolean' }, browser: { type: 'boolean' }, form: { type: 'string', multiple: true }, quiet: { type: 'boolean' }, report: { type: 'boolean' }, out: { type: 'string', default: 'privacy-report.html' }, api: { type: 'string', default: 'http://127.0.0.1:8001' } },
})

function parts(): SuiteOptions['parts'] {
  if (values.sdk === true) return new Set(['sdk'])
  const more = (['crash', 'browser'] as const).filter((part) => values[part] === true)
  if (more.length > 0) return new Set(['web', ...more])
  if (values.server === true) return new Set(['server', 'web'])
  return new Set(['sdk', 'server', 'web', 'crash', 'browser'])
}

const say = (line: string): void => (values.quiet === true ? undefined : console.error(line))

if (values.report === true) {
  console.log(await writeReport(values.out, values.api))
  process.exit(0)
}
if (values['self-test'] === true) process.exit(await selfTest(root, values.only))

const began = Date.now()
const wanted = parts()
if (wanted.has('web')) await buildWeb(root, wanted.has('sdk') || wanted.has('browser'), say)
const forms = values.form?.filter(isMarkForm) ?? markForms
const result = await runSuite({ root, seed: randomBytes(8).toString('hex'), forms, parts: wanted, say })
const trouble = findings(result)
if (values.quiet !== true) console.log(matrix(result))
if (trouble !== '') console.log(trouble)
console.log(`${result.leaks.length} leaks, ${result.unproven.length} unproven; ${result.places.length} places, ${result.marks.length} marks, ${result.surfaces.length} surfaces, ${Math.round((Date.now() - began) / 1000)} s`)
process.exit(trouble === '' ? 0 : 1)
