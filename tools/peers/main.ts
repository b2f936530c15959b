// traces one run of each framework at the lowest and the newest version that the packages declare: npm run peers -- [lowest] [newest]
import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startCollector } from '../pack/collector.fixture.ts'
import { makeConsumer } from '../pack/consumer-folder.ts'
import { consumerProgram, expectedSteps, type ModuleKind } from '../pack/consumer-program.ts'
import { testEnv } from '../test/test-env.ts'
import { lowest, peerRanges } from './peer-ranges.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const kinds: readonly ModuleKind[] = ['mjs', 'cjs']
const ends = { lowest: (name: string, range: string) => `${name}@${lowest(range)}`, newest: (name: string, range: string) => `${name}@${range}` } as const
type End = keyof typeof ends
/** What a project of that age has beside: a newer one needs a newer core than the lowest that is declared. */
const companions: Readonly<Record<End, readonly string[]>> = { lowest: ['@langchain/langgraph-checkpoint@1.0.0', 'zod@4'], newest: ['zod@4'] }
const isEnd = (word: string): word is End => Object.hasOwn(ends, word)

const installedVersion = (folder: string, name: string): string => (JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version

/** Answers what is missing or too much; empty if all is as it should be. */
async function trouble(folder: string, kind: ModuleKind): Promise<string> {
  await using collector = await startCollector()
  writeFileSync(join(folder, `agent.${kind}`), consumerProgram(kind))
  try {
    await promisify(execFile)(process.execPath, [`agent.${kind}`], { cwd: folder, env: testEnv({ COLLECTOR: collector.url, LLM: `${collector.url}/llm` }), timeout: 60_000 })
  } catch (error) {
    return error instanceof Error ? error.message : 'the program failed'
  }
  const seen = collector.take().steps.map(({ type, name, status }) => `${String(type)} ${String(name)} ${String(status)}`)
  const missing = expectedSteps.filter((step) => expectedSteps.filter((each) => each === step).length !== seen.filter((each) => each === step).length)
  return missing.length === 0 && seen.length === expectedSteps.length ? '' : `expected ${expectedSteps.toSorted().join(', ')}; saw ${seen.toSorted().join(', ')}`
}

async function check(end: End): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), `agenttracer-peers-${end}-`))
  const frameworks = peerRanges(root)
  try {
    await makeConsumer(root, folder, { frameworks: [] })
    const wanted = [...frameworks].map(([name, range]) => ends[end](name, range))
    execFileSync('npm', ['install', '--prefer-offline', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund', ...wanted, ...companions[end]], { cwd: folder, env: testEnv({}), stdio: 'pipe', timeout: 300_000 })
    const versions = [...frameworks.keys()].map((name) => `${name} ${installedVersion(folder, name)}`).join(', ')
    for (const kind of kinds) {
      const found = await trouble(folder, kind)
      console.log(`${found === '' ? 'ok  ' : 'FAIL'} ${end} ${kind === 'mjs' ? 'import ' : 'require'} ${versions}${found === '' ? '' : `\n     ${found}`}`)
      if (found !== '') process.exitCode = 1
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const asked = process.argv.slice(2).filter(isEnd)
for (const end of asked.length === 0 ? (['lowest', 'newest'] as const) : asked) await check(end)
