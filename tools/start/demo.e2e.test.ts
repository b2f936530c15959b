import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { curlExamples, holds } from '../docs/curl-examples.ts'
import { testEnv } from '../test/test-env.ts'
import { clusterFolder, freePorts, removeWholeStack, startWholeStack } from './whole-stack.ts'
import type { StackPorts, WholeStack } from './whole-stack.ts'

const doctor = fileURLToPath(new URL('../doctor/main.ts', import.meta.url))
/** The real thing, as `npm start` runs it: embedded Postgres, both doors, the web UI and the demo agents. */
const home = mkdtempSync(join(tmpdir(), 'agenttracer-demo-'))
let ports: StackPorts
let stack: WholeStack | undefined

interface Run { readonly runId: string; readonly status: string; readonly degraded: boolean; readonly retryCount: number; readonly verdict: { readonly category: string; readonly code: string; readonly confidence: string } | null }

const runs = async (agent?: string): Promise<readonly Run[]> => {
  const answer = await fetch(`http://127.0.0.1:${ports.query}/v1/runs?env=demo${agent === undefined ? '' : `&agent=${agent}`}`)
  return ((await answer.json()) as { items: Run[] }).items
}

/** In start order; the demo agents run side by side, each one run after the other. */
async function endedRuns(agent: string, count: number): Promise<readonly Run[]> {
  const until = Date.now() + 90_000
  for (;;) {
    const ended = (await runs(agent)).filter((run) => run.status !== 'running')
    if (ended.length >= count || Date.now() > until) return ended.toReversed()
    await sleep(250)
  }
}

const inWords = ({ status, degraded, retryCount, verdict }: Run): string =>
  [status, ...(degraded ? ['degraded'] : []), ...(verdict === null ? [] : [`${verdict.category}.${verdict.code}`, verdict.confidence]), ...(retryCount > 0 ? [`${retryCount} retries`] : [])].join(', ')

/** What the demo's users, model, shop and tools say: none of it may be anywhere. */
const contents = [
  'Where is order', 'refund order', 'in stock', 'Reserve the', 'Paint the', 'everything about', 'did we sell', 'next train', 'a seat to', '4111 1111', 'a rocket', 'Find and book', 'platform 4', 'the warehouse is closed', 'exceeded your current quota', 'paint_item', 'ship to the moon', 'busiest hour', 'cheapest', 'When will parcel', 'A-100', 'B-200', 'C-300', 'Here is what I found', 'the shop refused',
  'Look up an order', 'Search the help center', 'not-a-key', '/refunds/', '/orders/', 'Rate limit reached', 'call_fake', 'chatcmpl',
]

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)).filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true)
}

beforeAll(async () => {
  ports = await freePorts()
  stack = await startWholeStack(home, ports, 'on')
}, 260_000)

afterAll(async () => {
  if (stack !== undefined) await removeWholeStack(stack, home)
}, 30_000)

describe('the demo agents on a fresh home', () => {
  test.each([
    ['customer-support', [
      'success',
      'success, 2 retries',
      'failed, tool.upstream_error, certain, 2 retries',
      'success, degraded, retrieval.no_results, certain',
      'failed, model.rate_limited, certain, 2 retries',
      'failed, orchestration.max_steps_exceeded, certain',
    ]],
    ['order-desk', [
      'success',
      'success, 1 retries',
      'failed, tool.connection_failed, certain',
      'success, degraded, model.unknown_tool, certain',
      'success, degraded, model.output_truncated, certain',
      'failed, model.quota_exhausted, certain, 2 retries',
    ]],
    ['travel-desk', [
      'success',
      'failed, tool.timeout, certain',
      'failed, orchestration.guardrail_input_blocked, certain',
      'failed, model.refusal, certain',
    ]],
  ])('each run of %s tells why it ended as it did', { timeout: 120_000 }, async (agent, expected) => {
    expect((await endedRuns(agent, expected.length)).map(inWords)).toEqual(expected)
  })

  test('one run is still going', { timeout: 120_000 }, async () => {
    const until = Date.now() + 10_000
    while (!(await runs()).some((run) => run.status === 'running') && Date.now() < until) await sleep(250)
    expect((await runs()).filter((run) => run.status === 'running')).toHaveLength(1)
  })

  test('nothing that was said is in the database files, the logs, the pages or the answers', { timeout: 120_000 }, async () => {
    const folders = [home, clusterFolder(home)].filter((folder) => statSync(folder, { throwIfNoEntry: false }) !== undefined)
    const all = await runs()
    const addresses = [
      `http://127.0.0.1:${ports.web}/p/default`, `http://127.0.0.1:${ports.web}/p/default/runs`, `http://127.0.0.1:${ports.query}/metrics`, `http://127.0.0.1:${ports.ingest}/metrics`,
      ...all.flatMap(({ runId }) => [`http://127.0.0.1:${ports.web}/p/default/runs/${runId}`, `http://127.0.0.1:${ports.query}/v1/runs/${runId}`, `http://127.0.0.1:${ports.query}/v1/runs/${runId}/steps`]),
    ]
    const pages = await Promise.all(addresses.map(async (address) => ({ where: address, bytes: Buffer.from(await (await fetch(address)).arrayBuffer()) })))
    const files = folders.flatMap(filesBelow).map((where) => ({ where, bytes: readFileSync(where) }))
    const surfaces = [...pages, ...files]
    const found = surfaces.flatMap(({ where, bytes }) => contents.filter((content) => bytes.includes(content)).map((content) => `${content} in ${where}`))
    expect(found).toEqual([])
    // What should be there is there: this search would find something.
    expect(pages.some(({ bytes }) => bytes.includes('issue_refund'))).toBe(true)
    expect(files.some(({ bytes }) => bytes.includes('issue_refund'))).toBe(true)
  })

  test('the doctor finds nothing wrong', { timeout: 120_000 }, async () => {
    await endedRuns('travel-desk', 1)
    const env = testEnv({ AGENTTRACER_HOME: home, AGENTTRACER_INGEST_PORT: String(ports.ingest), AGENTTRACER_QUERY_PORT: String(ports.query), AGENTTRACER_WEB_PORT: String(ports.web), HTTP_PROXY: '', http_proxy: '' })
    const { isWell, verdicts } = JSON.parse(spawnSync(process.execPath, [doctor, '--json'], { env, encoding: 'utf8' }).stdout) as { isWell: boolean; verdicts: { state: string; what: string }[] }
    expect(verdicts.filter(({ state }) => state === 'bad')).toEqual([])
    expect(isWell).toBe(true)
    const looked = verdicts.map(({ what }) => what)
    expect(looked).toEqual(expect.arrayContaining(['the embedded Postgres is migrated to this release', 'the roles of all three doors can work in the embedded Postgres', 'the web UI reaches the API', 'the clock of the API agrees with this one']))
  })

  test('kill -9 of the API loses no acknowledged run; the next start finds them', { timeout: 120_000 }, async () => {
    const before = (await endedRuns('customer-support', 6)).map(({ runId }) => runId)
    const api = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n')
      .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)).find((parts) => parts?.[3]?.includes('apps/api/src/main.ts') === true && Number(parts[2]) === stack?.child.pid)
    expect(api).not.toBeNull()
    process.kill(Number(api?.[1]), 'SIGKILL')
    expect(await stack?.ended).not.toBe(0)
    stack = await startWholeStack(home, ports, 'off')
    expect((await endedRuns('customer-support', 6)).map(({ runId }) => runId)).toEqual(before)
  })
})

describe('the curl lines give what the pages say', () => {
  test.each([...curlExamples('README.md'), ...curlExamples('docs/how-to/curl.md')].map((example, index) => ({ ...example, index })))('$page, block $index', ({ script, expected }) => {
    const here = script.replaceAll('localhost:8000', `localhost:${ports.ingest}`).replaceAll('localhost:8001', `localhost:${ports.query}`)
    const printed = execFileSync('bash', ['-c', here], { encoding: 'utf8' })
    // Each call answers one JSON value; the last one is what the page shows.
    const answer: unknown = JSON.parse(printed.slice(printed.lastIndexOf('}{') + 1))
    expect(holds(expected, answer), printed).toBe(true)
  })
})
