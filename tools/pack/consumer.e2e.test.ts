import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testEnv } from '../test/test-env.ts'
import { type Collector, startCollector } from './collector.fixture.ts'
import { makeConsumer } from './consumer-folder.ts'
import { consumerProgram, expectedSteps, type ModuleKind } from './consumer-program.ts'
import { nodesOf } from './node-versions.fixture.ts'

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
