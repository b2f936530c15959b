import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import express from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WebEnv } from '../app/env.server.ts'
import { pipeToDoors } from './pipe.ts'

/** Longer than the pipe waits for a connection. */
const quietMs = 5_600

let door: Server
let web: Server
const portOf = (server: Server): number => (server.address() as AddressInfo).port
const listening = async (server: Server): Promise<Server> => new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))

beforeAll(async () => {
  door = await listening(createServer((request, response) => {
    if (request.url?.startsWith('/trpc/quick') === true) return void response.end('quick')
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write('data: first\n\n')
    void sleep(quietMs).then(() => response.end('data: last\n\n'))
  }))
  const url = `http://127.0.0.1:${portOf(door)}`
  web = await listening(createServer(express().use(pipeToDoors({ ingestUrl: url, queryUrl: url } as WebEnv))))
})
afterAll(() => {
  web.close()
  door.close()
})

test('a stream that is quiet for long stays, also on a connection that is used again', async () => {
  const at = (path: string): string => `http://127.0.0.1:${portOf(web)}${path}`
  expect(await (await fetch(at('/trpc/quick'))).text()).toBe('quick')
  expect(await (await fetch(at('/trpc/stream'))).text()).toBe('data: first\n\ndata: last\n\n')
}, 15_000)
