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
import { nodesOf } from './node-versions.fixture.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Peers that a user has already; ours come from the repository, so that the test fetches next to nothing. */
const frameworks = ['@langchain/core', 'openai']
const majors = [20, 22, 24]

/** What a user writes. The last line of each is the same in both module systems. */
const imports = {
  mjs: ['@agenttracer/sdk-core AgentTracer', '@agenttracer/sdk-langchain langchain', '@agenttracer/sdk-openai openai', '@agenttracer/client createAgentTracerClient', '@langchain/core/runnables RunnableLambda', '@langchain/core/tools DynamicTool']
    .map((line) => line.split(' '))
    .map(([from, name]) => `import { ${name} } from '${from}'`)
    .concat("import OpenAI from 'openai'"),
  cjs: ['@agenttracer/sdk-core AgentTracer', '@agenttracer/sdk-langchain langchain', '@agenttracer/sdk-openai openai', '@agenttracer/client createAgentTracerClient', '@langchain/core/runnables RunnableLambda', '@langchain/core/tools DynamicTool', 'openai OpenAI']
    .map((line) => line.split(' '))
    .map(([from, name]) => `const { ${name} } = require('${from}')`),
}
const program = `
async function main() {
  const tracer = new AgentTracer({ agentId: 'consumer', agentVersion: '1.0.0', apiUrl: process.env.COLLECTOR, plugins: [langchain(), openai()] })
  await tracer.run((run) => run.step('tool', 'by_hand', async () => 1))
  const lookUp = new DynamicTool({ name: 'look_up', description: 'x', func: async () => 'x' })
  await RunnableLambda.from((input, config) => lookUp.invoke(input, config)).invoke('x')
  await new OpenAI({ apiKey: 'none', baseURL: process.env.COLLECTOR + '/llm' }).chat.completions.create({ model: 'gpt-4.1-mini', messages: [{ role: 'user', content: 'x' }] })
  await tracer.shutdown()
  if (typeof createAgentTracerClient({ url: process.env.COLLECTOR }).runs.list.query !== 'function') process.exit(3)
}
main()
`

let folder: string
let collector: Collector
let nodes: ReadonlyMap<number, string>

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'agenttracer-consumer-'))
  await makeConsumer(root, folder, { frameworks })
  for (const kind of ['mjs', 'cjs'] as const) writeFileSync(join(folder, `agent.${kind}`), [...imports[kind], program].join('\n'))
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

test.for(majors.flatMap((major) => (['mjs', 'cjs'] as const).map((kind) => [major, kind] as const)))('on Node %s, %s: a run by hand, one of LangChain and one of OpenAI arrive with their steps', async ([major, kind], { skip }) => {
  const node = nodes.get(major)
  if (node === undefined) return skip(`no Node ${major} on this machine and none could be installed`)
  await promisify(execFile)(node, [`agent.${kind}`], { cwd: folder, env: testEnv({ COLLECTOR: collector.url, NODE_PATH: '' }), timeout: 30_000 })
  const { runs, steps } = collector.take()
  expect(runs.map(({ status }) => status)).toEqual(['success', 'success', 'success'])
  expect(runs.map(({ agentId }) => agentId)).toContain('consumer')
  for (const { runId } of runs) expect(steps.some((step) => step.runId === runId)).toBe(true)
  expect(steps.map(({ name }) => name)).toEqual(expect.arrayContaining(['by_hand', 'look_up']))
  expect(steps.map(({ type }) => type)).toEqual(expect.arrayContaining(['tool', 'model']))
})
