import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePorts, removeWholeStack, startWholeStack } from '../start/whole-stack.ts'
import { launchChromium } from '../test/launch-chromium.ts'
import { testEnv } from '../test/test-env.ts'
import { type Collector, startCollector } from './collector.fixture.ts'
import { makeConsumer } from './consumer-folder.ts'
import { consumerProgram, expectedSteps, type ModuleKind } from './consumer-program.ts'
import { nodesOf } from './node-versions.fixture.ts'
import { frameworkNames, tenLines } from './ten-lines.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Peers that a user has already; ours come from the repository, so that the test fetches next to nothing. */
const frameworks = ['@langchain/core', '@langchain/langgraph', '@openai/agents', 'openai']
const majors = [20, 22, 24]

const kinds: readonly ModuleKind[] = ['mjs', 'cjs']

let folder: string
let collector: Collector
let nodes: ReadonlyMap<number, string>

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'agenttracer-consumer-'))
  await makeConsumer(root, folder, { frameworks })
  for (const kind of kinds) writeFileSync(join(folder, `agent.${kind}`), consumerProgram(kind))
  mkdirSync(join(folder, 'nodes'))
  nodes = nodesOf(majors, join(folder, 'nodes'))
  collector = await startCollector()
})
afterAll(async () => {
  await collector?.[Symbol.asyncDispose]()
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
})

test('what is installed is the tarballs, not the repository', () => {
  const { resolved } = (JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as { packages: Record<string, { resolved?: string }> }).packages['node_modules/@agenttracer/sdk-core'] ?? {}
  expect(resolved).toMatch(/\.tgz$/)
})

test.for(majors.flatMap((major) => kinds.map((kind) => [major, kind] as const)))('on Node %s, %s: a run by hand and one of each framework arrive with their steps', async ([major, kind], { skip }) => {
  const node = nodes.get(major)
  if (node === undefined) return skip(`no Node ${major} on this machine and none could be installed`)
  await promisify(execFile)(node, [`agent.${kind}`], { cwd: folder, env: testEnv({ COLLECTOR: collector.url, LLM: `${collector.url}/llm`, NODE_PATH: '' }), timeout: 60_000 })
  const { runs, steps } = collector.take()
  expect(runs.map(({ status }) => status)).toEqual(['success', 'success', 'success', 'success', 'success'])
  expect(runs.map(({ agentId }) => agentId)).toContain('consumer')
  for (const { runId } of runs) expect(steps.some((step) => step.runId === runId)).toBe(true)
  expect(steps.map(({ type, name, status }) => `${String(type)} ${String(name)} ${String(status)}`).toSorted()).toEqual(expectedSteps.toSorted())
})

/** Each framework by import and by require; failing ones by import alone, since what fails is the same. */
const firstDays = frameworkNames.flatMap((framework) => [...kinds.map((kind) => ({ framework, kind, isGood: true })), { framework, kind: 'mjs' as const, isGood: false }])
  .map((one) => ({ ...one, agent: `${one.framework}-${one.kind}-${one.isGood ? 'good' : 'bad'}` }))

test('ten lines of code in a fresh folder, and the run is in the UI of a running stack', { timeout: 300_000, retry: 1 }, async () => {
  const home = mkdtempSync(join(tmpdir(), 'agenttracer-ten-lines-'))
  const ports = await freePorts()
  const stack = await startWholeStack(home, ports, 'off')
  try {
    for (const { agent, framework, kind, isGood } of firstDays) {
      const file = `${agent}.${kind}`
      const program = tenLines(agent, framework, kind, isGood)
      expect(program.trimEnd().split('\n').length).toBeLessThanOrEqual(10)
      writeFileSync(join(folder, file), program)
      await promisify(execFile)(process.execPath, [file], { cwd: folder, env: testEnv({ API: `http://127.0.0.1:${ports.ingest}`, LLM: `${collector.url}/llm`, NODE_PATH: '' }), timeout: 60_000 })
    }
    expect(await rowsOfExplorer(`http://127.0.0.1:${ports.web}/p/default/runs?last=24h`)).toEqual(firstDays.map(({ agent, isGood }) => `${agent}: ${isGood ? 'OK' : 'Failed'}`).toSorted())
  } finally {
    await removeWholeStack(stack, home)
  }
})

/** Agent and status of every row that a person sees. */
async function rowsOfExplorer(url: string): Promise<string[]> {
  const browser = await launchChromium()
  try {
    const page = await browser.newPage()
    await page.goto(url, { waitUntil: 'networkidle' })
    const rows = await page.locator('tbody tr').allInnerTexts()
    return rows.map((row) => `${/\b\w+-(?:mjs|cjs)-(?:good|bad)\b/.exec(row)?.[0] ?? 'no agent'}: ${/\b(OK|Failed)\b/.exec(row)?.[0] ?? 'no status'}`).toSorted()
  } finally {
    await browser.close()
  }
}
