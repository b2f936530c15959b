import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { runIdFrom } from '@agenttracer/schema/names'
import type { ProjectId } from '@agenttracer/schema'
import type { WebhookDelivery, WebhookView } from '@agenttracer/schema/query'
import { startTestDatabase } from '@agenttracer/testkit'
import type { TestDatabase } from '@agenttracer/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hashKey } from '../door/authenticate.ts'
import { openStores } from '../stores.ts'
import type { Stores } from '../stores.ts'
import { startTestApi } from '../testing/api-fixture.ts'
import type { TestApi } from '../testing/api-fixture.ts'
import { wireRun, wireStep } from '../testing/wire-records.ts'
import { deliverDue, signature } from './deliver.ts'
import type { DeliverOptions } from './deliver.ts'
import { detect } from './detect.ts'

const adminKey = `at_admin_${randomBytes(24).toString('hex')}`
const admin = { authorization: `Bearer ${adminKey}` }
const canary = 'CANARYPATH77'

let database: TestDatabase
let api: TestApi
let strict: TestApi
let stores: Stores
let receiver: Server
let project: ProjectId
let answerWith: { status: number; headers?: Record<string, string> } = { status: 200 }
let received: { body: string; headers: IncomingHttpHeaders }[] = []

beforeAll(async () => {
  database = await startTestDatabase()
  api = await startTestApi(database, { adminKeyHash: hashKey(adminKey), allowPrivateTargets: true })
  strict = await startTestApi(database, { adminKeyHash: hashKey(adminKey) })
  stores = openStores({ doorUrls: database.urls, incompleteAfterMs: 600_000, onDiagnosed: () => undefined })
  const found = await stores.authenticator.defaultProject()
  if (!found.ok) throw new Error('no project')
  project = found.value
  receiver = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      received.push({ body, headers: request.headers })
      response.writeHead(answerWith.status, answerWith.headers).end('thanks')
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  receiver.close()
  await stores.close()
  await api.stop()
  await strict.stop()
  await database.stop()
})
beforeEach(async () => {
  received = []
  answerWith = { status: 200 }
  for (const { webhookId } of await listed()) await call('webhooks.remove', { webhookId })
})

const call = async <T>(name: string, input: object, at: TestApi = api): Promise<T> => {
  const answer = await at.query.post<{ result: { data: T } }>(`/trpc/${name}`, input, admin)
  if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body.result.data
}
const read = async <T>(name: string): Promise<T> => (await api.query.get<{ result: { data: T } }>(`/trpc/${name}`, admin)).body.result.data
const listed = async (): Promise<readonly WebhookView[]> => (await read<{ items: WebhookView[] }>('webhooks.list')).items
const deliveries = async (): Promise<readonly WebhookDelivery[]> => (await read<{ items: WebhookDelivery[] }>('webhooks.deliveries')).items
const target = (): string => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook/${canary}?token=${canary}`
const make = (more: object = {}): Promise<{ secret: string; summary: WebhookView }> => call('webhooks.create', { name: 'On call', target: target(), form: 'json', ...more })
const options = (more: Partial<DeliverOptions> = {}): DeliverOptions => ({ webhooks: stores.controlStore.webhooks, log: () => undefined, webUrl: 'https://tracer.example', allowPrivate: true, waitsMs: [0, 0], ...more })
const send = (more: Partial<DeliverOptions> = {}): Promise<number> => deliverDue({ projectId: project, slug: 'default' }, options(more))
const look = (now = Date.now()): Promise<number> => detect(project, { webhooks: stores.controlStore.webhooks, store: stores.queryStore, now: () => now })

/** A run that fails with a 503 of a tool of its own name. */
async function fail(agentId: string, tool: string): Promise<void> {
  const run = wireRun({ agentId, agentVersion: '1.0.0', status: 'failed' }, Date.now())
  await api.ingest.post('/v1/runs', { runs: [run], steps: [wireStep(run['runId'], { type: 'tool', name: tool, status: 'error', httpStatus: 503, signals: { chain: [{ httpStatus: 503, errorRef: 1 }], flags: [] } })] })
}

describe('a target is taken once and never given back', () => {
  test('the list, the deliveries and the log have its host only', async () => {
    const { secret, summary } = await make()
    expect(secret).toMatch(/^[0-9a-f]{64}$/)
    expect(summary.host).toBe(target().slice(0, target().indexOf('/hook')))
    await call('webhooks.test', { webhookId: summary.webhookId })
    await send()
    const said = JSON.stringify([await listed(), await deliveries(), await call('webhooks.remove', { webhookId: summary.webhookId })]) + api.logs()
    expect(said).not.toContain(canary)
    expect(said).not.toContain(secret)
  })

  test.each(['https://127.0.0.1/x', 'https://[::ffff:10.0.0.1]/', 'https://0x7f.1/', 'http://hooks.example.com/', 'https://localhost/', 'ftp://x.example/', 'https://a:b@x.example/'])('%s is refused, and not repeated', async (bad) => {
    const answer = await strict.query.post('/trpc/webhooks.create', { name: 'x', target: `${bad}${bad.endsWith('/') ? canary : ''}`, form: 'json' }, admin)
    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.body)).not.toContain(canary)
  })

  test('nobody without the admin key may see or make one', async () => {
    for (const name of ['webhooks.list', 'webhooks.deliveries']) expect((await api.query.get(`/trpc/${name}`)).status).toBe(403)
    expect((await api.query.post('/trpc/webhooks.create', { name: 'x', target: target(), form: 'json' })).status).toBe(403)
  })
})

describe('what is told', () => {
  test('a new group of failures, once, signed, in facts and links', async () => {
    const { secret, summary } = await make()
    await fail('told-bot', 'charge_card')
    expect(await look()).toBe(1)
    expect(await look()).toBe(0)
    await send()
    expect(received).toHaveLength(1)
    const [{ body, headers }] = received as [{ body: string; headers: IncomingHttpHeaders }]
    expect(JSON.parse(body)).toMatchObject({
      event: 'failure.new', project: 'default', agent: 'told-bot', version: '1.0.0', code: 'tool.upstream_error', stepName: 'charge_card', httpStatus: 503, runs24h: 1,
      text: 'New failure of told-bot 1.0.0: Tool "charge_card" returned HTTP 503. 1 run in 24 h.', groupUrl: expect.stringMatching(/^https:\/\/tracer\.example\/p\/default\/failures\/[0-9a-f]{32}$/),
      runUrl: expect.stringMatching(/^https:\/\/tracer\.example\/p\/default\/runs\/[0-9a-f-]{36}$/),
    })
    const [, time = '', given] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-agenttracer-signature'])) ?? []
    expect(given).toBe(signature(Buffer.from(secret, 'hex'), time, body))
    expect(await deliveries()).toMatchObject([{ webhookId: summary.webhookId, event: 'failure.new', attempts: 1, httpStatus: 200, nextAt: null, deliveredAt: expect.any(String) }])
    expect(await send()).toBe(0)
  })

  test('what was there before a webhook is not news to it', async () => {
    await fail('older-bot', 'charge_card')
    await new Promise((resolve) => setTimeout(resolve, 20))
    await make()
    expect(await look()).toBe(0)
  })

  test('to Slack in its own form, with nothing that Slack would read as markup', async () => {
    await make({ form: 'slack' })
    await fail('slack-bot', 'send_mail')
    await look()
    await send()
    const message = JSON.parse(received[0]?.body ?? '') as { text: string }
    expect(Object.keys(message)).toEqual(['text'])
    expect(message.text).toMatch(/^New failure of slack-bot 1\.0\.0: Tool "send_mail" returned HTTP 503\. 1 run in 24 h\.\n<https:\/\/tracer\.example\S+\|newest run> · <https:\/\/tracer\.example\S+\|all like it>$/)
  })

  test('an agent that ran steadily and went silent, once; one that runs again is not', async () => {
    const start = Date.now()
    await make({ silentAfterMinutes: 30 })
    const runs = Array.from({ length: 6 }, (_, at) => wireRun({ agentId: 'steady-bot', agentVersion: '2', environment: 'production', runId: runIdFrom(start - at * 60_000, randomBytes(10)), startedAt: new Date(start - at * 60_000).toISOString(), endedAt: new Date(start - at * 60_000 + 500).toISOString() }))
    await api.ingest.post('/v1/runs', { runs, steps: [] })
    expect(await look(start + 10 * 60_000)).toBe(0)
    expect(await look(start + 40 * 60_000)).toBe(1)
    expect(await look(start + 90 * 60_000)).toBe(0)
    await send()
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ event: 'agent.silent', agent: 'steady-bot', agentUrl: 'https://tracer.example/p/default/runs?agent=steady-bot' })
  })
})

describe('a target that does not take it', () => {
  const tested = async (): Promise<void> => void (await call('webhooks.test', { webhookId: (await make()).summary.webhookId }))

  test('is tried again with waits, then given up; a later success ends it', async () => {
    await tested()
    answerWith = { status: 500 }
    await send()
    expect(await deliveries()).toMatchObject([{ attempts: 1, httpStatus: 500, trouble: 'bad_status', deliveredAt: null }])
    await send()
    answerWith = { status: 204 }
    await send()
    expect(await deliveries()).toMatchObject([{ attempts: 3, httpStatus: 204, trouble: null, nextAt: null, deliveredAt: expect.any(String) }])
    await tested()
    answerWith = { status: 503 }
    for (let turn = 0; turn < 4; turn++) await send()
    expect((await deliveries())[0]).toMatchObject({ attempts: 3, deliveredAt: null, nextAt: null })
  })

  test('a wait is waited for', async () => {
    await tested()
    answerWith = { status: 500 }
    await send({ waitsMs: [60_000] })
    expect(await send()).toBe(0)
    expect(received).toHaveLength(1)
  })

  test('a redirect is not followed', async () => {
    await tested()
    answerWith = { status: 307, headers: { location: target() } }
    await send()
    expect(received).toHaveLength(1)
    expect(await deliveries()).toMatchObject([{ trouble: 'redirect', httpStatus: 307 }])
  })

  test('an address of the inside is not connected to once the configuration forbids it', async () => {
    await tested()
    await send({ allowPrivate: false })
    expect(received).toEqual([])
    expect(await deliveries()).toMatchObject([{ trouble: 'bad_target' }])
  })

  test('two processes at once send it once', async () => {
    await tested()
    await Promise.all([send(), send(), send()])
    expect(received).toHaveLength(1)
  })
})

test('a name is resolved anew for each try, and only the checked address is connected to', async () => {
  const { summary } = await make({ target: `http://hooks.example.com:${(receiver.address() as AddressInfo).port}/` })
  await call('webhooks.test', { webhookId: summary.webhookId })
  await send({ resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]) })
  expect(received[0]?.headers.host).toContain('hooks.example.com')
  expect(await deliveries()).toMatchObject([{ httpStatus: 200 }])
})
