import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { ShopAnswer } from './scenario.ts'

export interface ShopServer {
  readonly url: string
  /** Replaces all routes. */
  open(routes: Readonly<Record<string, readonly ShopAnswer[]>>): void
  close(): Promise<void>
}

/** The service behind tools and retrievers: a real HTTP server that does as each route says. */
export async function startShopServer(): Promise<ShopServer> {
  let routes: Readonly<Record<string, readonly ShopAnswer[]>> = {}
  const hits = new Map<string, number>()
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    const answers = routes[path] ?? [404]
    const hit = hits.get(path) ?? 0
    hits.set(path, hit + 1)
    const answer = answers[Math.min(hit, answers.length - 1)] ?? 404
    if (answer === 'hang') return
    if (answer === 'reset') request.socket.destroy()
    else if (typeof answer === 'number') response.writeHead(answer, { 'content-type': 'application/json' }).end('{}')
    else if (typeof answer === 'string') response.writeHead(200, { 'content-type': 'text/event-stream' }).end(answer)
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    open: (next) => {
      routes = next
      hits.clear()
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}
