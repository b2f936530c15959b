import { createServer } from 'node:http'
import type { IncomingHttpHeaders, RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import type { ServerBuild } from '@remix-run/node'
import { afterEach, expect, test } from 'vitest'
import { readWebEnv } from '../app/env.server.ts'
import { createSessions } from './session.ts'
import { createWebApp } from './web-app.ts'

const password = 'correct horse battery'
const queryKey = 'at_query_0123456789abcdef0123'
const cookieName = 'agenttracer_session'
const open: Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close().closeAllConnections()
})

/** An app of one page, which says that it was reached; what no request of this file needs is left out. */
const build: ServerBuild = {
  entry: { module: { default: () => new Response('unused') } },
  routes: { root: { id: 'root', path: '*', module: { default: undefined, loader: () => new Response('inside') } } },
  assets: { entry: { imports: [], module: '' }, routes: {}, url: '', version: '1' },
  publicPath: '/', assetsBuildDirectory: '', isSpaMode: false,
  future: { v3_fetcherPersist: true, v3_relativeSplatPath: true, v3_throwAbortReason: true, v3_routeConfig: true, v3_singleFetch: true, v3_lazyRouteDiscovery: true, unstable_optimizeDeps: false },
} as unknown as ServerBuild

async function listen(handler: RequestListener): Promise<string> {
  const server = createServer(handler)
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The web server over real HTTP, and the door behind it, which writes down what it is told. */
async function startWeb() {
  const seen: IncomingHttpHeaders[] = []
  const door = await listen((request, response) => {
    seen.push(request.headers)
    response.end('{}')
  })
  const env = readWebEnv({ AGENTTRACER_UI_PASSWORD: password, AGENTTRACER_QUERY_KEY: queryKey, AGENTTRACER_QUERY_URL: door, AGENTTRACER_INGEST_URL: door })
  const url = await listen(createWebApp(env, build, tmpdir()))
  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> => fetch(url + path, { headers, redirect: 'manual' })
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(url + path, { method: 'POST', body: new URLSearchParams(fields), headers: { accept: 'text/html', ...headers }, redirect: 'manual' })
  const signIn = async (): Promise<string> => ((await post('/', { password })).headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  return { url, seen, get, post, signIn }
}

test('without a session a person gets the form at any address, and the form repeats nothing of it', async () => {
  const { get } = await startWeb()
  const answer = await get('/p/default/runs?agent=canary', { accept: 'text/html' })
  const page = await answer.text()
  expect(answer.status).toBe(401)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(page).toContain('<label for="password">')
  expect(page).not.toContain('canary')
  expect(page).not.toMatch(/<script|style=/)
})

test.each(['/v1/runs', '/trpc/runs.list', '/p/default.data', '/sign-out'])('without a session a program gets 401 and a code at %s, and no door hears of it', async (path) => {
  const { get, seen } = await startWeb()
  const answer = await get(path, { accept: 'application/json' })
  expect(answer.status).toBe(401)
  const { error } = (await answer.json()) as { error: { code: unknown; data?: { code: unknown } } }
  expect([error.code, error.data?.code]).toContain('SIGN_IN_NEEDED')
  expect(seen).toEqual([])
})

test('the right password opens: back to where one wanted to go, with a cookie that no script and no other site sees', async () => {
  const { get, post } = await startWeb()
  const answer = await post('/p/default/runs?status=failed', { password })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/p/default/runs?status=failed'])
  const cookie = answer.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/; HttpOnly/)
  expect(cookie).toMatch(/; SameSite=Lax/)
  expect(cookie).not.toMatch(/; Secure/)
  expect(cookie).not.toContain(password)
  expect(await (await get('/', { cookie: cookie.split(';')[0] ?? '' })).text()).toBe('inside')
})

test('behind https the cookie is Secure', async () => {
  const { post } = await startWeb()
  expect((await post('/', { password }, { 'x-forwarded-proto': 'https' })).headers.get('set-cookie')).toMatch(/; Secure/)
})

test.each(['//evil.example/x', '/\\evil.example', '/sign-out'])('signing in at %s leads home', async (path) => {
  const { post } = await startWeb()
  const { headers } = await post(path, { password })
  // fetch itself turns a backslash into a slash
  expect(headers.get('location')).toBe('/')
})

test('a wrong password is told so, without being repeated; the eleventh try waits, right or wrong', async () => {
  const { post } = await startWeb()
  const first = await post('/', { password: 'not the one at all' })
  const page = await first.text()
  expect([first.status, first.headers.get('set-cookie')]).toEqual([401, null])
  expect(page).toContain('role="alert"')
  expect(page).not.toContain('not the one')
  await Promise.all(Array.from({ length: 9 }, () => post('/', { password: 'wrong again, sorry' })))
  const late = await post('/', { password })
  expect([late.status, late.headers.get('set-cookie')]).toEqual([429, null])
  expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(800)
})

test('signing in often is no attack', async () => {
  const { post } = await startWeb()
  const answers = await Promise.all(Array.from({ length: 5 }, () => post('/', { password })))
  for (let more = 0; more < 10; more += 1) answers.push(await post('/', { password }))
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 303))
})

test('another site can neither sign in, nor ask with the cookie, nor sign out', async () => {
  const { get, post, signIn, seen } = await startWeb()
  const cookie = await signIn()
  expect((await post('/', { password }, { origin: 'https://evil.example' })).status).toBe(403)
  expect((await get('/v1/runs', { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  expect((await post('/sign-out', {}, { cookie, origin: 'https://evil.example' })).status).toBe(403)
  expect(seen).toEqual([])
})

test.each(['', `${cookieName}=`, `${cookieName}=eyJpZCI6IngiLCJ1bnRpbCI6OTk5OTk5OTk5OTk5OTl9.AAAA`, `${cookieName}=%E0%A4%A`])('the cookie "%s" opens nothing', async (cookie) => {
  const { get } = await startWeb()
  expect((await get('/', { cookie })).status).toBe(401)
})

test('after the sign-out a copy of the cookie opens nothing', async () => {
  const { get, post, signIn } = await startWeb()
  const cookie = await signIn()
  expect((await get('/sign-out', { cookie, accept: 'text/html' })).status).toBe(200)
  const out = await post('/sign-out', {}, { cookie })
  expect([out.status, out.headers.get('location')]).toEqual([303, '/'])
  expect(out.headers.get('set-cookie')).toMatch(/Max-Age=0/)
  expect((await get('/', { cookie })).status).toBe(401)
})

test.each(['/assets/page-1a2b.js', '/assets/app-3c.css'])('the file %s of the pages is no secret, and no page is reached by such a name', async (path) => {
  const { get, post } = await startWeb()
  expect((await get(path)).status).not.toBe(401)
  for (const other of [`${path}/..`, '/assets', '/assets/', `/p/default${path}`]) expect((await get(other)).status, other).toBe(401)
  expect((await post(path, {})).status).toBe(401)
})

test('a stream ends with the session that it was asked in', async () => {
  const door = await listen((_, response) => void response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': there\n\n'))
  const url = await listen(createWebApp(readWebEnv({ AGENTTRACER_UI_PASSWORD: password, AGENTTRACER_QUERY_URL: door, AGENTTRACER_INGEST_URL: door }), build, tmpdir()))
  const signIn = async (): Promise<string> => ((await fetch(url, { method: 'POST', body: new URLSearchParams({ password }), redirect: 'manual' })).headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const [mine, other] = [await signIn(), await signIn()]
  const streams = await Promise.all([mine, other].map((cookie) => fetch(`${url}/trpc/runs.tail`, { headers: { cookie } })))
  const ended = streams.map((stream) => stream.text().then(() => 'whole', () => 'cut off'))
  await fetch(`${url}/sign-out`, { method: 'POST', headers: { cookie: mine }, redirect: 'manual' })
  expect(await ended[0]).toBe('cut off')
  expect(await Promise.race([ended[1], new Promise((resolve) => setTimeout(resolve, 3_000, 'goes on'))])).toBe('goes on')
})

test('a session ends after a week and with another password', async () => {
  let now = Date.now()
  const sessions = createSessions(password, () => now)
  const cookie = (await sessions.begin(false)).split(';')[0]
  expect(await sessions.isOpen(cookie)).toBe(true)
  expect(await createSessions(password).isOpen(cookie)).toBe(true)
  expect(await createSessions(`${password}!`).isOpen(cookie)).toBe(false)
  now += 7 * 24 * 3600 * 1000 + 1
  expect(await sessions.isOpen(cookie)).toBe(false)
})

test('reads of the signed in carry the query key, never the cookie; control calls do not carry it', async () => {
  const { get, signIn, seen } = await startWeb()
  const cookie = await signIn()
  for (const path of ['/v1/runs', '/trpc/runs.list', '/trpc/runs.list,keys.list', '/trpc/keys%2Elist']) expect((await get(path, { cookie })).status).toBe(200)
  expect(seen.map(({ authorization }) => authorization)).toEqual([`Bearer ${queryKey}`, `Bearer ${queryKey}`, undefined, undefined])
  expect(seen.map((headers) => headers.cookie)).toEqual([undefined, undefined, undefined, undefined])
})

test('a program with a key of its own needs no session, and keeps its key', async () => {
  const { get, seen } = await startWeb()
  const authorization = 'Bearer at_query_of_somebody_else_1'
  expect((await get('/v1/runs', { authorization })).status).toBe(200)
  expect((await get('/', { authorization })).status).toBe(401)
  expect(seen.map((headers) => headers.authorization)).toEqual([authorization])
})
