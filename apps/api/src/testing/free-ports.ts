import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'

/** Two ports that nobody listens on now. */
export async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()]
  await Promise.all(servers.map((server) => new Promise<void>((done) => server.listen(0, '127.0.0.1', done))))
  const [first, second] = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))))
  return [first ?? 0, second ?? 0]
}
