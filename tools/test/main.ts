// runs every check and test, or the kinds named: npm test -- lint types structure knip docs build unit pg adapter e2e
import { fileURLToPath } from 'node:url'
import { houseChecks } from './checks.ts'
import { provideChromium } from './find-chromium.ts'
import { passSignalsOn } from './run-program.ts'
import { add, none, type Tally, tallyLine } from './tally.ts'
import { runTests, testKinds } from './vitest-run.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const wanted = new Set(process.argv.slice(2).filter((word) => !word.startsWith('-')))
// The browser tests take the build as it stands.
if (wanted.has('e2e')) wanted.add('build')
const isWanted = (kind: string): boolean => wanted.size === 0 || wanted.has(kind)
const began = Date.now()
const seconds = (since: number): string => `${((Date.now() - since) / 1000).toFixed(1)} s`
passSignalsOn()

let total: Tally = none
let isWebBuilt = false
for (const check of houseChecks(root).filter(({ kind }) => isWanted(kind))) {
  const start = Date.now()
  const trouble = await check.run()
  console.log(`${trouble === '' ? 'ok  ' : 'FAIL'} ${check.name} (${seconds(start)})`)
  if (trouble !== '') console.log(trouble.trimEnd())
  isWebBuilt ||= check.kind === 'build' && trouble === ''
  total = add(total, trouble === '' ? { ...none, passed: 1 } : { ...none, failed: 1 })
}

for (const tests of testKinds.filter(({ kind }) => isWanted(kind))) {
  console.log(`\n${tests.kind} tests`)
  const chromium = tests.kind === 'e2e' ? provideChromium(console.log) : undefined
  if (tests.kind === 'e2e' && chromium === undefined) {
    console.log('FAIL no Chromium found for the browser tests. Install one (Debian, Ubuntu: apt-get install chromium), or set AGENTTRACER_CHROMIUM to its path.')
    total = add(total, { ...none, failed: 1 })
    continue
  }
  total = add(total, await runTests(root, tests, chromium === undefined ? {} : { AGENTTRACER_CHROMIUM: chromium, ...(isWebBuilt ? { AGENTTRACER_WEB_BUILT: '1' } : {}) }))
}

console.log(`\nin ${seconds(began)}`)
console.log(tallyLine(total))
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
