import { once } from 'node:events'
import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import type { ServerBuild } from '@remix-run/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readWebEnv } from '../app/env.server.ts'
import { quietBuild } from './quiet-build.ts'
import { createWebApp } from './web-app.ts'

const servers: Server[] = []
const asked: string[] = []
let port = 0
let foreign = ''
const listen = async (server: Server): Promise<number> => {
  servers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return (server.address() as AddressInfo).port
}
beforeAll(async () => {
  foreign = `http://127.0.0.1:${await listen(createServer((request, response) => response.end(asked.push(request.url ?? '') && 'foreign')))}`
  const door = `http://127.0.0.1:${await listen(createServer((_, response) => response.end('door')))}`
  const env = readWebEnv({ AGENTTRACER_LOCAL: '1', AGENTTRACER_INGEST_URL: door, AGENTTRACER_QUERY_URL: door })
  // Never rendered: the requests of this file end before a page.
  const build = { routes: {}, entry: { module: {} }, assets: { routes: {}, entry: { imports: [] } }, future: {} } as unknown as ServerBuild
  const app = createWebApp(env, build, '/nowhere')
  port = await listen(app.listen(0, '127.0.0.1') as Server)
})
afterAll(() => {
  for (const server of servers) server.close()
})

const send = (method: string, path: string): Promise<{ status: number | undefined; text: string }> =>
  new Promise((resolve, reject) => {
    httpRequest({ host: '127.0.0.1', port, method, path, headers: { connection: 'close' } }, (response) => {
      let text = JSON.stringify(response.headers)
      response.on('data', (part: Buffer) => (text += part.toString())).on('end', () => resolve({ status: response.statusCode, text }))
    }).on('error', reject).end()
  })

test('a whole address in the request line goes nowhere: the pipe would carry the key there', async () => {
  expect((await send('GET', `${foreign}/v1/runs`)).status).toBe(400)
  expect(asked).toEqual([])
})

test.each(['/p/default?_data=routes%2Fruns', '/?a=1&_data', '/?%5Fdata=x', '/p/default/runs.data?a&_data=x'])('%s asks in a form that no page of ours uses', async (path) => {
  expect((await send('GET', path)).status).toBe(400)
})

test.each(['TRACE', 'PUT', 'DELETE', 'PATCH'])('%s of a page is refused without a word of its path', async (method) => {
  const { status, text } = await send(method, '/CANARY%20said%20hello')
  expect(status).toBe(405)
  expect(text).not.toContain('CANARY')
})

test('a route without an action answers a form post in our words', () => {
  const action = (): string => 'own'
  // Of a build only its routes' actions are looked at here.
  const build = quietBuild({ routes: { plain: { id: 'plain', module: {} }, own: { id: 'own', module: { action } } } } as unknown as ServerBuild)
  const answerOf = build.routes['plain']?.module.action as (() => unknown) | undefined
  const thrown = ((): unknown => {
    try {
      return answerOf?.()
    } catch (error) {
      return error
    }
  })()
  expect(thrown).toBeInstanceOf(Response)
  expect((thrown as Response).status).toBe(405)
  expect(build.routes['own']?.module.action).toBe(action)
})
